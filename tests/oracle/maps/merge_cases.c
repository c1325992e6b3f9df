// SPDX-License-Identifier: MIT
/* When VMAs become one, and when one becomes two. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "maps_cases.h"

#define SYNC_ 0x80000 /* MAP_SYNC */

static void say_mmaps(void)
{
	static long before = -1;
	long now = maps_ask(MAPS_MMAPS, 0);

	if (before >= 0)
		say("mmap was called %ld times", now - before);
	before = now;
}

static void merge_at_mmap(void)
{
	char *p = maps_room();

	say_mmaps();
	maps_at(p, MAPS_FAULT, 0, 2, MAP_SHARED);
	maps_at(p + 2 * PAGE, MAPS_FAULT, 2, 2, MAP_SHARED);
	say_vmas("side by side");
	say_mmaps();
	say_pages("pages", p, 4);
}

static void merge_before(void)
{
	char *p = maps_room();

	maps_at(p + 2 * PAGE, MAPS_FAULT, 2, 2, MAP_SHARED);
	maps_at(p, MAPS_FAULT, 0, 1, MAP_SHARED);
	say_vmas("with a hole");
	maps_at(p + PAGE, MAPS_FAULT, 1, 1, MAP_SHARED);
	say_vmas("without");
	say_maps("maps", p);
}

static void merge_wants_the_next_offset(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_FAULT, 0, 2, MAP_SHARED);
	maps_at(p + 2 * PAGE, MAPS_FAULT, 1, 2, MAP_SHARED);
	say_vmas("another offset");
}

static void merge_wants_the_same_kind(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_FAULT, 0, 2, MAP_SHARED);
	maps_at(p + 2 * PAGE, MAPS_FAULT, 2, 2, MAP_PRIVATE);
	say_vmas("shared and private");
}

static void merge_wants_the_same_file(void)
{
	char *p = maps_room();
	int other = open("/dev/maps", O_RDWR), first = maps_fd;

	maps_at(p, MAPS_FAULT, 0, 2, MAP_SHARED);
	maps_fd = other;
	maps_at(p + 2 * PAGE, MAPS_FAULT, 2, 2, MAP_SHARED);
	maps_fd = first;
	say_vmas("two open files");
}

static void close_prevents_merging(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_CLOSE, 0, 2, MAP_SHARED);
	maps_at(p + 2 * PAGE, MAPS_CLOSE, 2, 2, MAP_SHARED);
	say_vmas("side by side");
	mprotect(p, PAGE, PROT_READ);
	mprotect(p, PAGE, RW);
	say_vmas("after mprotect there and back");
}

static void close_does_not_prevent_growing(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_CLOSE, 0, 2, MAP_SHARED);
	say_result("grows", mremap(p, 2 * PAGE, 3 * PAGE, 0) == p);
	touch_get("page 2", p + 2 * PAGE, p);
}

static void special_prevents_merging(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_IOMAP, 0, 2, MAP_SHARED);
	maps_at(p + 2 * PAGE, MAPS_IOMAP, 2, 2, MAP_SHARED);
	say_vmas("side by side");
}

static void merge_after_mprotect(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_FAULT, 0, 4, MAP_SHARED);
	mprotect(p + PAGE, PAGE, PROT_READ);
	say_vmas("a part is read-only");
	mprotect(p + PAGE, PAGE, RW);
	say_vmas("and back");
	say_maps("maps", p);
}

static void merge_after_advice(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_FAULT, 0, 4, MAP_SHARED);
	madvise(p + 2 * PAGE, PAGE, MADV_DONTFORK);
	say_vmas("a part is not for children");
	madvise(p, 4 * PAGE, MADV_DOFORK);
	say_vmas("and back");
	madvise(p, PAGE, MADV_RANDOM);
	say_vmas("a part is for random reading");
}

static void merge_after_copies(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_FAULT, 0, 4, MAP_PRIVATE);
	p[0] = 'X';
	mprotect(p + 2 * PAGE, 2 * PAGE, PROT_READ);
	say_vmas("a part is read-only");
	mprotect(p + 2 * PAGE, 2 * PAGE, RW);
	say_vmas("and back");
	say_pages("pages", p, 4);
}

static void copies_keep_apart(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_FAULT, 0, 1, MAP_PRIVATE);
	maps_at(p + 2 * PAGE, MAPS_FAULT, 2, 1, MAP_PRIVATE);
	p[0] = 'X';
	p[2 * PAGE] = 'Y';
	maps_at(p + PAGE, MAPS_FAULT, 1, 1, MAP_PRIVATE);
	say_vmas("between two with copies");
	say_pages("pages", p, 3);
}

static void merge_when_moved(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_FAULT, 0, 1, MAP_SHARED);
	maps_at(p + 4 * PAGE, MAPS_FAULT, 1, 1, MAP_SHARED);
	say_vmas("apart");
	say_result("moves", mremap(p + 4 * PAGE, PAGE, PAGE,
				   MREMAP_MAYMOVE | MREMAP_FIXED, p + PAGE) == p + PAGE);
	say_vmas("together");
	say_pages("pages", p, 2);
}

static void grow_into_neighbour(void)
{
	char *p = maps_room();

	maps_at(p, MAPS_FAULT, 0, 1, MAP_SHARED);
	maps_at(p + 2 * PAGE, MAPS_FAULT, 2, 1, MAP_SHARED);
	say_result("grows", mremap(p, PAGE, 2 * PAGE, 0) == p);
	say_vmas("together");
	say_result("grows into the neighbour", (long)mremap(p, PAGE, 4 * PAGE, 0));
}

static void leave_a_hole_behind(void)
{
	char *p = maps_room(), *q;

	maps_at(p, MAPS_FAULT, 0, 2, MAP_PRIVATE);
	p[0] = 'X';
	q = mremap(p, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL);
	touch_get("moved", q, q);
	touch_get("left", p, p);
	say_vmas("both");
}

static void leave_frames_behind(void)
{
	char *p = maps_try(MAPS_IOMAP, 0, 2, MAP_SHARED);

	say_result("remap_pfn_range",
		   (long)mremap(p, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP,
				NULL));
}

static void lock_pages(void)
{
	char *p = maps_room();
	long before = maps_ask(MAPS_LOCKED, 0);

	maps_at(p, MAPS_FAULT, 0, 4, MAP_SHARED);
	say_result("mlock", mlock(p + PAGE, 2 * PAGE));
	say("locked: %ld, references of page 2: %ld", maps_ask(MAPS_LOCKED, 0) - before,
	    maps_ask(MAPS_REFS, 2));
	say_vmas("a part is locked");
	say_result("dontneed", madvise(p, 4 * PAGE, MADV_DONTNEED));
	munmap(p + PAGE, PAGE);
	say("locked: %ld", maps_ask(MAPS_LOCKED, 0) - before);
	say_result("munlock", munlock(p + 2 * PAGE, PAGE));
	say("locked: %ld", maps_ask(MAPS_LOCKED, 0) - before);
}

static void lock_frames(void)
{
	char *p = maps_try(MAPS_IOMAP, 0, 4, MAP_SHARED);
	long before = maps_ask(MAPS_LOCKED, 0);

	say_result("mlock", mlock(p, 4 * PAGE));
	say("locked: %ld", maps_ask(MAPS_LOCKED, 0) - before);
}

static void locked_becomes_writable(void)
{
	char *p = mmap(NULL, 2 * PAGE, PROT_READ, MAP_PRIVATE, maps_fd,
		       (off_t)MAPS_OFFSET(MAPS_FAULT, 0));

	say_result("mlock", mlock(p, 2 * PAGE));
	say("references of page 1: %ld", maps_ask(MAPS_REFS, 1));
	mprotect(p, 2 * PAGE, RW);
	say("references of page 1: %ld", maps_ask(MAPS_REFS, 1));
}

static int open_chooser(void)
{
	int fd = open("/dev/maps_chooser", O_RDWR);

	if (fd < 0)
		give_up("/dev/maps_chooser");
	return fd;
}

static void try_chooser(const char *what, int fd, int page, int flags)
{
	char *p = mmap(NULL, PAGE, RW, flags, fd, (off_t)MAPS_OFFSET(MAPS_FAULT, page));

	if (p == MAP_FAILED)
		say_result(what, -1);
	else
		say("%s: mapped", what);
}

static void driver_chooses_address(void)
{
	int fd = open_chooser();

	say("page 0: %p",
	    mmap(NULL, PAGE, RW, MAP_SHARED, fd, (off_t)MAPS_OFFSET(MAPS_FAULT, 0)));
	touch_get("page 0", (char *)0x200000000000, (char *)0x200000000000);
}

static void driver_chooses_badly(void)
{
	int fd = open_chooser();

	try_chooser("off a page", fd, 1, MAP_SHARED);
	try_chooser("beyond", fd, 2, MAP_SHARED);
	try_chooser("refused", fd, 3, MAP_SHARED);
}

static void flags_that_drivers_know(void)
{
	int fd = open_chooser();

	try_chooser("known", fd, 0, MAP_SHARED_VALIDATE | SYNC_);
	try_chooser("unknown here", maps_fd, 0, MAP_SHARED_VALIDATE | SYNC_);
}

const struct oracle_case merge_cases[] = {
	{"merge-at-mmap", merge_at_mmap},
	{"merge-before", merge_before},
	{"merge-wants-next-offset", merge_wants_the_next_offset},
	{"merge-wants-same-kind", merge_wants_the_same_kind},
	{"merge-wants-same-file", merge_wants_the_same_file},
	{"close-prevents-merging", close_prevents_merging},
	{"close-does-not-prevent-growing", close_does_not_prevent_growing},
	{"special-prevents-merging", special_prevents_merging},
	{"merge-after-mprotect", merge_after_mprotect},
	{"merge-after-advice", merge_after_advice},
	{"merge-after-copies", merge_after_copies},
	{"copies-keep-apart", copies_keep_apart},
	{"merge-when-moved", merge_when_moved},
	{"grow-into-neighbour", grow_into_neighbour},
	{"leave-pages-behind", leave_a_hole_behind},
	{"leave-frames-behind", leave_frames_behind},
	{"lock-pages", lock_pages},
	{"lock-frames", lock_frames},
	{"locked-becomes-writable", locked_becomes_writable},
	{"driver-chooses-address", driver_chooses_address},
	{"driver-chooses-badly", driver_chooses_badly},
	{"flags-that-drivers-know", flags_that_drivers_know},
	{NULL, NULL},
};
