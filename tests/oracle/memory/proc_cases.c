// SPDX-License-Identifier: MIT
/* What /proc tells of memory: the form of its lines, and what does not differ. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "memory_cases.h"

/* Each run of digits becomes one #, so that what is left is the form. */
static void say_form(char *line)
{
	char *to = line;

	line[strcspn(line, "\n")] = '\0';
	for (const char *from = line; *from; from++)
		if (*from < '0' || *from > '9')
			*to++ = *from;
		else if (to == line || to[-1] != '#')
			*to++ = '#';
	*to = '\0';
	say("%s", line);
}

static void each_line(const char *path, void (*line)(char *))
{
	char text[512];
	FILE *f = fopen(path, "r");

	if (!f)
		give_up(path);
	while (fgets(text, sizeof(text), f))
		line(text);
	fclose(f);
}

static void buddyinfo_line(char *line)
{
	char zone[16];
	int node, at, columns = 0;

	if (sscanf(line, "Node %d, zone %15s%n", &node, zone, &at) != 2)
		give_up("buddyinfo");
	for (const char *p = strtok(line + at, " \n"); p; p = strtok(NULL, " \n"))
		columns++;
	say("node %d, zone '%.*s', %d orders", node, at - 13, line + 13, columns);
}

static void proc_buddyinfo(void)
{
	each_line("/proc/buddyinfo", buddyinfo_line);
}

static void slabinfo_line(char *line)
{
	static int nr;
	unsigned int live, all, size;
	char name[64];

	if (nr++ < 2) {
		say_form(line);
		return;
	}
	if (sscanf(line, "%63s %u %u %u", name, &live, &all, &size) == 4 &&
	    !strncmp(name, "kmalloc-", 8) &&
	    strspn(name + 8, "0123456789k") == strlen(name + 8))
		say("%s of %u bytes", name, size);
}

static void proc_slabinfo(void)
{
	each_line("/proc/slabinfo", slabinfo_line);
}

static void meminfo_line(char *line)
{
	static const char *const names[] = {
		"MemTotal:", "MemFree:",    "MemAvailable:", "Slab:",
		"Shmem:",    "PageTables:", "Percpu:"};
	size_t colon = strcspn(line, ":") + 1;

	line[strcspn(line, "\n")] = '\0';

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (colon == strlen(names[i]) && !strncmp(line, names[i], colon))
			say("%s %zu columns, ends '%s'", names[i], strlen(line),
			    strrchr(line, ' '));
}

static void proc_meminfo(void)
{
	each_line("/proc/meminfo", meminfo_line);
}

static void vmallocinfo_line(char *line)
{
	const char *pages = strstr(line, " pages=");

	if (strstr(line, "[scullv]") && pages)
		say("%.*s", (int)strcspn(pages, "N"), pages);
}

static void proc_vmallocinfo(void)
{
	int fd = must_open("/dev/scullv0", O_RDWR);

	say_result("write", pwrite(fd, "x", 1, 0));
	say_result("write", pwrite(fd, "x", 1, 1 << 20));
	each_line("/proc/vmallocinfo", vmallocinfo_line);
}

static void iomem_line(char *line)
{
	unsigned long from, to;

	if (!strstr(line, "allocator"))
		return;
	line[strcspn(line, "\n")] = '\0';
	sscanf(line, " %lx-%lx", &from, &to);
	say("%lu bytes, '%s'", to - from + 1, strstr(line, " : "));
	say("indented: %zu", strspn(line, " "));
}

static void proc_iomem(void)
{
	each_line("/proc/iomem", iomem_line);
}

const struct oracle_case proc_cases[] = {
	{"proc-buddyinfo", proc_buddyinfo}, {"proc-slabinfo", proc_slabinfo},
	{"proc-meminfo", proc_meminfo},	    {"proc-vmallocinfo", proc_vmallocinfo},
	{"proc-iomem", proc_iomem},	    {NULL, NULL},
};
