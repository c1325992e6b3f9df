/* SPDX-License-Identifier: MIT */
/* The areas of a traced thread's memory, with the flags that the host's kernel has for
 * each: see procfs.h. */
#include "host/procfs.h"
#include "host/mem.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* "5555-6666 r-xp 00001000 08:01 123    /bin/true"; 0: it is none of these lines */
static int parse_head(const char *line, struct host_area *a)
{
	struct host_area head = {.special = 0};
	int name = 0;

	/* "Anonymous:" begins with a number, too. */
	if (sscanf(line, "%lx-%lx %*s %lx %*x:%*x %lu %n", &head.start, &head.end,
		   &head.offset, &head.ino, &name) != 4)
		return 0;
	*a = head;
	a->special = !strncmp(line + name, "[v", 2);
	return 1;
}

void host_proc_areas(int tid, host_area_fn each, void *arg)
{
	static const char flags[] = "VmFlags: ";
	struct host_area a;
	char path[40], *line = NULL;
	size_t size = 0;
	FILE *in;
	int fd;

	snprintf(path, sizeof(path), "%d/smaps", tid);
	fd = openat(host_proc_dir(), path, O_RDONLY | O_CLOEXEC);
	in = fd < 0 ? NULL : fdopen(fd, "r");
	if (!in)
		return;
	memset(&a, 0, sizeof(a));
	while (getline(&line, &size, in) > 0) {
		if (parse_head(line, &a) || strncmp(line, flags, sizeof(flags) - 1))
			continue;
		snprintf(a.flags, sizeof(a.flags), "%s", line + sizeof(flags) - 1);
		each(arg, &a);
	}
	free(line);
	fclose(in);
}

char *host_proc_status(int tid, int fd, unsigned long locked_kb, unsigned long *len)
{
	char path[40], text[8192], *p, *out;
	ssize_t n = -1;
	int file;

	snprintf(path, sizeof(path), "%d/fd/%d", tid, fd);
	file = openat(host_proc_dir(), path, O_RDONLY | O_CLOEXEC);
	if (file >= 0) {
		n = read(file, text, sizeof(text) - 1);
		close(file);
	}
	text[n < 0 ? 0 : n] = 0;
	p = strstr(text, "\nVmLck:\t");
	if (!p || !strstr(p + 1, " kB\n"))
		return NULL;
	*p = 0;
	p = strstr(p + 1, " kB\n");
	out = host_alloc((unsigned long)n + 32);
	*len = (unsigned long)sprintf(out, "%s\nVmLck:\t%8lu%s", text, locked_kb, p);
	return out;
}
