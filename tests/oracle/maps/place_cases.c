// SPDX-License-Identifier: MIT
/* What is left at a fixed address where a mapping is refused. */
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

#include "maps_cases.h"

/* Two pages of the caller's own, two of the device, and two of its own again. */
static char *lay_out(void)
{
	char *p = mmap(NULL, 6 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		give_up("own memory");
	memset(p, 'o', 6 * PAGE);
	maps_at(p + 2 * PAGE, MAPS_FAULT, 0, 2, MAP_SHARED);
	return p;
}

static void refused_before_anything_goes(void)
{
	char *p = lay_out();
	int reader = open("/dev/maps", O_RDONLY), writer = maps_fd;

	maps_fd = reader;
	say_result("wants to write", maps_at(p, MAPS_FAULT, 0, 6, MAP_SHARED) ? 0 : -1);
	maps_fd = writer;
	say_result("neither shared nor private",
		   maps_at(p, MAPS_FAULT, 0, 6, 0) ? 0 : -1);
	say_pages("pages", p, 6);
}

static void driver_refuses_when_all_is_gone(void)
{
	char *p = lay_out();

	say_result("five pages", maps_at(p, MAPS_NOTHING, 0, 5, MAP_SHARED) ? 0 : -1);
	say_pages("pages", p, 6);
	for (int i = 0; i < 6; i++)
		say_result("mprotect", mprotect(p + i * (long)PAGE, PAGE, PROT_READ));
}

static void moved_too_much(void)
{
	char *p = lay_out(), *q = lay_out();

	say_result("three pages of two",
		   (long)mremap(p + 2 * PAGE, 3 * PAGE, 3 * PAGE,
				MREMAP_MAYMOVE | MREMAP_FIXED, q + PAGE));
	say_pages("source", p, 6);
	say_pages("place", q, 6);
}

const struct oracle_case place_cases[] = {
	{"refused-before-anything-goes", refused_before_anything_goes},
	{"driver-refuses-when-all-is-gone", driver_refuses_when_all_is_gone},
	{"mremap-clears-its-place", moved_too_much},
	{NULL, NULL},
};
