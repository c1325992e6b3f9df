// SPDX-License-Identifier: MIT
/* The set of cases for maps: its tables, what comes before each, what they share. */
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "maps_cases.h"

#define ROOM 8

const struct oracle_case *const oracle_tables[] = {insert_cases, merge_cases, place_cases,
						   regs_cases, NULL};

int maps_fd;
static long vmas;

void oracle_fresh(void)
{
	maps_fd = open("/dev/maps", O_RDWR);
	if (maps_fd < 0)
		give_up("/dev/maps");
}

int oracle_exec(int fd)
{
	return fd < 0;
}

char *maps_at(char *at, int kind, int page, int pages, int flags)
{
	char *p = mmap(at, (size_t)pages * PAGE, RW, flags | (at ? MAP_FIXED : 0),
		       maps_fd, (off_t)MAPS_OFFSET(kind, page));

	return p == MAP_FAILED ? NULL : p;
}

char *maps_try(int kind, int page, int pages, int flags)
{
	return maps_at(NULL, kind, page, pages, flags);
}

char *maps_room(void)
{
	char *p = mmap(NULL, 3 * ROOM * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		       0);

	if (p == MAP_FAILED || munmap(p, 3 * ROOM * PAGE))
		give_up("room");
	vmas = maps_ask(MAPS_VMAS, 0);
	return p + ROOM * PAGE;
}

long maps_ask(unsigned int what, unsigned long arg)
{
	return ioctl(maps_fd, what, arg);
}

void say_vmas(const char *what)
{
	say("%s: %ld more", what, maps_ask(MAPS_VMAS, 0) - vmas);
}

void say_pages(const char *what, const char *p, int pages)
{
	if (!p) {
		say_result(what, -1);
		return;
	}
	for (int i = 0; i < pages; i++)
		touch_get(what, p + i * (long)PAGE, p);
}
