// SPDX-License-Identifier: MIT
/* The set of cases for scullp: its tables, and what comes before each case. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cases.h"
#include "scullp_ioctl.h"

const struct oracle_case *const oracle_tables[] = {
	read_write_cases, position_cases, buffer_cases,	 node_cases,   map_cases,
	protect_cases,	  remap_cases,	  process_cases, unload_cases, NULL,
};

void oracle_fresh(void)
{
	int minor, fd = open("/dev/scullp0", O_RDONLY);

	if (fd < 0)
		return; /* unloaded; the case says so itself */
	ioctl(fd, SCULLP_IOCRESET);
	close(fd);
	for (minor = 0; minor < 4; minor++)
		dev_empty(minor);
}

int oracle_exec(int fd)
{
	say_maps("mappings after exec", NULL);
	say_result("F_GETFD after exec", fcntl(fd, F_GETFD));
	return 7;
}
