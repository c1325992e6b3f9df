// SPDX-License-Identifier: MIT
/* The set of cases for simple and mem: tables, what comes before each, what they share.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "simple_cases.h"

#define PCI "/sys/bus/pci/devices"

const struct oracle_case *const oracle_tables[] = {simple_cases, simple_vma_cases,
						   mem_cases, NULL};

unsigned long regs_phys;
static int kmsg = -1;

static unsigned long number_in(const char *folder, const char *file)
{
	unsigned long value = 0;
	char path[PATH_MAX];
	FILE *f;

	snprintf(path, sizeof(path), PCI "/%s/%s", folder, file);
	f = fopen(path, "r");
	if (!f || fscanf(f, "%lx", &value) != 1)
		give_up(path);
	fclose(f);
	return value;
}

/* The registers, which answer once the device is enabled. */
static unsigned long regs_find(void)
{
	DIR *dir = opendir(PCI);
	struct dirent *entry;
	char path[PATH_MAX];
	int fd;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.' ||
		    number_in(entry->d_name, "vendor") != 0x1234 ||
		    number_in(entry->d_name, "device") != 0x11e8)
			continue;
		snprintf(path, sizeof(path), PCI "/%s/enable", entry->d_name);
		fd = open(path, O_WRONLY);
		if (fd < 0 || write(fd, "1", 1) != 1)
			give_up(path);
		return number_in(entry->d_name, "resource");
	}
	errno = ENODEV;
	give_up("edu");
	return 0;
}

static void load(const char *name, const char *params)
{
	if (module_load(name, params, 0) && errno != EEXIST)
		give_up(name);
}

/* The modules, if they are not there yet; pages as they were at first. */
void oracle_fresh(void)
{
	char params[100];
	int fd;

	regs_phys = regs_find();
	snprintf(params, sizeof(params), "region_start=%#lx region_size=%lu", regs_phys,
		 REGION_PAGES * PAGE);
	load("paper", "");
	load("mem", "mem_major=0 mem_name=physmem");
	load("simple", params);
	fd = open("/dev/paper", O_WRONLY);
	if (fd < 0 || write(fd, "x", 1) != 1)
		give_up("/dev/paper");
	close(fd);
	kmsg = open("/dev/kmsg", O_RDONLY | O_NONBLOCK);
	if (kmsg < 0 || lseek(kmsg, 0, SEEK_END))
		give_up("/dev/kmsg");
}

int oracle_exec(int fd)
{
	return fd < 0;
}

struct paper_page paper(int nr)
{
	struct paper_page page;
	FILE *f = fopen("/dev/paper", "r");

	if (!f)
		give_up("/dev/paper");
	for (int i = 0; i <= nr; i++)
		if (fscanf(f, "%lx %d %8[^\n]", &page.phys, &page.count, page.text) != 3)
			give_up("a line of /dev/paper");
	fclose(f);
	return page;
}

void say_paper(const char *what, int nr)
{
	struct paper_page page = paper(nr);

	say("%s: page %d is '%s', %d references", what, nr, page.text, page.count);
}

char *map_with(const char *path, int flags, unsigned long offset, int pages, int prot,
	       int how)
{
	int fd = open(path, flags);
	char *p;

	if (fd < 0)
		give_up(path);
	p = mmap(NULL, (size_t)pages * PAGE, prot, how, fd, (off_t)offset);
	if (p == MAP_FAILED)
		give_up("mmap");
	close(fd);
	return p;
}

char *map(const char *path, unsigned long offset, int pages)
{
	return map_with(path, O_RDWR, offset, pages, RW, MAP_SHARED);
}

void say_refused(const char *what, const char *path, unsigned long offset, size_t len)
{
	int fd = open(path, O_RDWR);
	void *p = mmap(NULL, len, RW, MAP_SHARED, fd, (off_t)offset);

	say_result(what, p == MAP_FAILED ? -1 : 0);
	close(fd);
}

void say_messages(const char *what)
{
	char record[1024];
	int opened = 0, closed = 0;
	ssize_t n;

	while ((n = read(kmsg, record, sizeof(record) - 1)) > 0) {
		record[n] = '\0';
		opened += strstr(record, "simple: VMA open, virt ") != NULL;
		closed += strstr(record, "simple: VMA close") != NULL;
	}
	say("%s: %d opened, %d closed", what, opened, closed);
}
