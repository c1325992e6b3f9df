// SPDX-License-Identifier: MIT
/* What becomes of simple's mappings: growing, parting, forking; and who is told. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "simple_cases.h"

static void told_of_mmap(void)
{
	char *p = map(REMAP, paper(0).phys, 1);

	say_messages("mmap");
	munmap(p, PAGE);
	say_messages("munmap");
}

static void child(void *arg)
{
	touch_get("child", arg, arg);
}

static void told_of_fork(void)
{
	char *p = map(PAGES, paper(0).phys, 1);

	say_messages("mmap");
	join("child", start(child, p));
	say_messages("fork and exit");
}

static void told_of_split(void)
{
	char *p = map(PAGES, paper(0).phys, 3);

	say_messages("mmap");
	munmap(p + PAGE, PAGE);
	say_messages("a hole");
	munmap(p, 3 * PAGE);
	say_messages("munmap");
}

static void told_of_move(void)
{
	char *p = map(PAGES, paper(0).phys, 1), *to = map(PAGES, paper(1).phys, 1);

	say_messages("mmap twice");
	if (mremap(p, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, to) != to)
		give_up("mremap");
	say_messages("moved over the other");
	say_bytes("there", to, 8);
}

static void told_of_protection(void)
{
	char *p = map(PAGES, paper(0).phys, 2);

	say_messages("mmap");
	say_result("mprotect", mprotect(p + PAGE, PAGE, PROT_READ));
	say_messages("a part of it");
	touch_put("store", p + PAGE, p, 'x');
}

static void grow(const char *path, unsigned long offset)
{
	char *p = map(path, offset, 1);
	char *to = mremap(p, PAGE, 2 * PAGE, MREMAP_MAYMOVE);

	say_result("mremap", to == MAP_FAILED ? -1 : 0);
	if (to == MAP_FAILED)
		return;
	touch_get("page 0", to, to);
	touch_get("page 1", to + PAGE, to);
}

static void remap_does_not_grow(void)
{
	grow(REMAP, paper(0).phys);
}

static void region_does_not_grow(void)
{
	grow(REGION, 0);
}

static void pages_grow(void)
{
	grow(PAGES, paper(0).phys);
	say_paper("then", 0);
}

static void remap_shrinks(void)
{
	char *p = map(REMAP, paper(0).phys, 3);

	say_result("mremap", mremap(p, 3 * PAGE, PAGE, 0) == p ? 0 : -1);
	touch_get("page 0", p, p);
	touch_get("page 1", p + PAGE, p);
	say_messages("mmap and mremap");
}

static void store_in_child(void *arg)
{
	strcpy(arg, "child");
}

static void remap_is_shared_with_a_child(void)
{
	char *p = map(REMAP, paper(0).phys, 1);

	join("child", start(store_in_child, p));
	say_bytes("parent", p, 6);
}

static void pages_are_dropped(void)
{
	char *p = map(PAGES, paper(0).phys, 1);

	touch_get("load", p, p);
	say_paper("before", 0);
	say_result("madvise", madvise(p, PAGE, MADV_DONTNEED));
	say_paper("after", 0);
	touch_get("load", p, p);
}

static void remap_is_not_dropped(void)
{
	char *p = map(REMAP, paper(0).phys, 1);

	say_result("madvise", madvise(p, PAGE, MADV_DONTNEED));
	touch_get("load", p, p);
}

static void use_count(void)
{
	int before = module_use_count("simple");
	char *p = map(REMAP, paper(0).phys, 2);

	say("mapped: %d", module_use_count("simple") - before);
	munmap(p, PAGE);
	say("half unmapped: %d", module_use_count("simple") - before);
	say_result("unload", module_unload("simple"));
	munmap(p, 2 * PAGE);
	say("unmapped: %d", module_use_count("simple") - before);
}

/* A line of maps: the offset as a distance from @base. */
static void say_line(const char *name, unsigned long base)
{
	unsigned long from, to, offset;
	char line[512], perms[8], path[256];
	FILE *maps = fopen("/proc/self/maps", "r");

	while (maps && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %7s %lx %*s %*s %255s", &from, &to, perms,
			   &offset, path) == 5 &&
		    !strcmp(path, name))
			say("%lu pages, %s, offset %ld, %s", (to - from) / PAGE, perms,
			    (long)(offset - base), path);
	if (maps)
		fclose(maps);
}

static void maps_lines(void)
{
	unsigned long phys = paper(0).phys;
	char *p = map(REMAP, phys + PAGE, 3);

	map_with(REMAP, O_RDONLY, phys, 1, PROT_READ | PROT_EXEC, MAP_PRIVATE);
	map(REGION, PAGE, 2);
	munmap(p + PAGE, PAGE);
	say_line(REMAP, phys);
	say_line(REGION, 0);
}

const struct oracle_case simple_vma_cases[] = {
	{"simple-told-of-mmap", told_of_mmap},
	{"simple-told-of-fork", told_of_fork},
	{"simple-told-of-split", told_of_split},
	{"simple-told-of-move", told_of_move},
	{"simple-told-of-protection", told_of_protection},
	{"simple-remap-does-not-grow", remap_does_not_grow},
	{"simple-region-does-not-grow", region_does_not_grow},
	{"simple-pages-grow", pages_grow},
	{"simple-remap-shrinks", remap_shrinks},
	{"simple-remap-is-shared-with-a-child", remap_is_shared_with_a_child},
	{"simple-pages-are-dropped", pages_are_dropped},
	{"simple-remap-is-not-dropped", remap_is_not_dropped},
	{"simple-use-count", use_count},
	{"simple-maps-lines", maps_lines},
	{NULL, NULL},
};
