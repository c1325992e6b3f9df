/* SPDX-License-Identifier: MIT */
/* The areas of a traced thread's memory, with the flags that the host's kernel has for
 * each: see procfs.h. */
#include "host/procfs.h"

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
