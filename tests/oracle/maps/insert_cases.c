// SPDX-License-Identifier: MIT
/* Functions that put pages into page tables, and take them out. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "maps_cases.h"

static void say_refs(void)
{
	for (unsigned long i = 0; i < MAPS_PAGES; i++)
		say("references of page %lu: %ld", i, maps_ask(MAPS_REFS, i));
}

static void insert_pages(void)
{
	char *p = maps_try(MAPS_INSERT, 0, 4, MAP_SHARED);

	say("left over: %ld", maps_ask(MAPS_LEFT, 0));
	say_pages("inserted", p, 4);
	say_refs();
	munmap(p, 4 * PAGE);
	say_refs();
}

static void insert_pages_too_many(void)
{
	say_pages("one too many", maps_try(MAPS_INSERT_MORE, 0, 2, MAP_SHARED), 0);
	say("left over: %ld", maps_ask(MAPS_LEFT, 0));
}

static void insert_pages_over_one(void)
{
	say_pages("over one", maps_try(MAPS_INSERT_TWICE, 0, 4, MAP_SHARED), 0);
	say("left over: %ld", maps_ask(MAPS_LEFT, 0));
	say_refs();
}

static void map_pages_by_offset(void)
{
	say_pages("all", maps_try(MAPS_MAP, 0, 4, MAP_SHARED), 4);
	say_pages("from page 2", maps_try(MAPS_MAP, 2, 2, MAP_SHARED), 2);
}

static void map_pages_too_many(void)
{
	say_pages("from page 2", maps_try(MAPS_MAP, 2, 3, MAP_SHARED), 0);
	say_pages("from page 4", maps_try(MAPS_MAP, 4, 1, MAP_SHARED), 0);
}

static void map_pages_zero(void)
{
	say_pages("from page 2", maps_try(MAPS_MAP_ZERO, 2, 4, MAP_SHARED), 4);
}

static void vmalloc_for_users(void)
{
	say_pages("all", maps_try(MAPS_VMALLOC, 0, 4, MAP_SHARED), 4);
	say_pages("page 3", maps_try(MAPS_VMALLOC, 3, 1, MAP_SHARED), 1);
}

static void vmalloc_too_many(void)
{
	say_pages("from page 3", maps_try(MAPS_VMALLOC, 3, 2, MAP_SHARED), 0);
}

static void vmalloc_not_for_users(void)
{
	say_pages("vmalloc", maps_try(MAPS_VMALLOC_OWN, 0, 1, MAP_SHARED), 0);
}

static void vmalloc_does_not_grow(void)
{
	char *p = maps_try(MAPS_VMALLOC, 0, 2, MAP_SHARED);

	say_result("mremap", (long)mremap(p, 2 * PAGE, 3 * PAGE, MREMAP_MAYMOVE));
}

static void insert_refuses_slab(void)
{
	say_pages("slab", maps_try(MAPS_SLAB, 0, 1, MAP_SHARED), 0);
}

static void insert_refuses_free(void)
{
	say_pages("free", maps_try(MAPS_FREED, 0, 1, MAP_SHARED), 0);
}

static void insert_outside(void)
{
	say_pages("outside", maps_try(MAPS_OUTSIDE, 0, 1, MAP_SHARED), 0);
}

static void iomap_by_offset(void)
{
	say_pages("from page 1", maps_try(MAPS_IOMAP, 1, 3, MAP_SHARED), 3);
	say_pages("one too many", maps_try(MAPS_IOMAP, 1, 4, MAP_SHARED), 0);
}

static void handler_inserts_page(void)
{
	char *p = maps_try(MAPS_FAULT_INSERT, 0, 5, MAP_SHARED);

	touch_get("page 1", p + PAGE, p);
	say_refs();
	touch_get("page 4", p + 4 * PAGE, p);
}

static void handler_inserts_mixed(void)
{
	char *p = maps_try(MAPS_FAULT_MIXED, 0, 4, MAP_SHARED);

	say_pages("mixed", p, 4);
	say_refs();
}

static void handler_inserts_read_only(void)
{
	char *p = maps_try(MAPS_FAULT_RO, 0, 2, MAP_SHARED);

	touch_get("page 0", p, p);
	touch_put("page 0", p, p, 'w');
	touch_get("page 0", p, p);
	touch_put("page 0", p, p, 'a');
}

static void unmap_range_shared(void)
{
	char *p = maps_try(MAPS_FAULT, 0, 4, MAP_SHARED);

	say_pages("pages", p, 4);
	say_result("unmap", maps_ask(MAPS_UNMAP, 2));
	say_refs();
	say_pages("pages", p, 4);
}

static void unmap_range_private(void)
{
	char *p = maps_try(MAPS_FAULT, 0, 4, MAP_PRIVATE);

	say_pages("pages", p, 4);
	p[3 * PAGE] = 'c';
	say_result("unmap", maps_ask(MAPS_UNMAP, 2));
	touch_get("copy", p + 3 * PAGE, p);
	say_refs();
}

static void unmap_range_copies(void)
{
	char *p = maps_try(MAPS_FAULT, 0, 4, MAP_PRIVATE);

	p[3 * PAGE] = 'c';
	say_result("unmap", maps_ask(MAPS_UNMAP_ALL, 2));
	touch_get("copy", p + 3 * PAGE, p);
}

static void follow_frames(void)
{
	char *p = maps_try(MAPS_IOMAP, 0, 4, MAP_SHARED);
	char *q = maps_try(MAPS_FAULT_RO, 0, 4, MAP_SHARED);

	say_result("page 3", maps_ask(MAPS_FOLLOW, (unsigned long)p + 3 * PAGE));
	say_result("untouched", maps_ask(MAPS_FOLLOW, (unsigned long)q));
	touch_get("page 0", q, q);
	say_result("touched", maps_ask(MAPS_FOLLOW, (unsigned long)q));
}

static void follow_pages(void)
{
	char *p = maps_try(MAPS_FAULT, 0, 1, MAP_SHARED);

	touch_get("page 0", p, p);
	say_result("an ordinary page", maps_ask(MAPS_FOLLOW, (unsigned long)p));
}

/* The lines of smaps about the mapping at @p, without zeros. */
static void say_smaps(const char *what, const char *p)
{
	unsigned long start, end, kb;
	char line[256], name[32];
	int ours = 0;
	FILE *f = fopen("/proc/self/smaps", "r");

	if (!f)
		give_up("smaps");
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
			ours = start == (unsigned long)p;
		else if (ours && sscanf(line, "%31[A-Za-z_]: %lu kB", name, &kb) == 2 && kb)
			say("%s: %s %lu", what, name, kb);
		else if (ours && !strncmp(line, "VmFlags:", 8))
			say("%s: %.*s", what, (int)strcspn(line, "\n"), line);
	}
	fclose(f);
}

static void smaps_of_pages(void)
{
	char *p = maps_try(MAPS_FAULT, 0, 4, MAP_SHARED);

	touch_get("page 0", p, p);
	touch_put("page 1", p + PAGE, p, 'b');
	say_smaps("shared", p);
	p = maps_try(MAPS_FAULT, 0, 2, MAP_SHARED | MAP_LOCKED);
	say_smaps("locked", p);
}

static void smaps_of_copies(void)
{
	char *p = maps_try(MAPS_FAULT, 0, 4, MAP_PRIVATE), *q;

	touch_get("page 0", p, p);
	touch_put("page 2", p + 2 * PAGE, p, 'x');
	say_smaps("private", p);
	q = maps_try(MAPS_FAULT, 0, 1, MAP_SHARED);
	touch_get("page 0", q, q);
	say_smaps("two have page 0", p);
}

static void smaps_of_frames(void)
{
	char *p = maps_try(MAPS_IOMAP, 0, 4, MAP_SHARED);

	touch_get("page 0", p, p);
	say_smaps("frames", p);
}

const struct oracle_case insert_cases[] = {
	{"insert-pages", insert_pages},
	{"insert-pages-too-many", insert_pages_too_many},
	{"insert-pages-over-one", insert_pages_over_one},
	{"map-pages-by-offset", map_pages_by_offset},
	{"map-pages-too-many", map_pages_too_many},
	{"map-pages-zero", map_pages_zero},
	{"vmalloc-for-users", vmalloc_for_users},
	{"vmalloc-too-many", vmalloc_too_many},
	{"vmalloc-not-for-users", vmalloc_not_for_users},
	{"vmalloc-does-not-grow", vmalloc_does_not_grow},
	{"insert-refuses-slab", insert_refuses_slab},
	{"insert-refuses-free", insert_refuses_free},
	{"insert-outside", insert_outside},
	{"iomap-by-offset", iomap_by_offset},
	{"handler-inserts-page", handler_inserts_page},
	{"handler-inserts-mixed", handler_inserts_mixed},
	{"handler-inserts-read-only", handler_inserts_read_only},
	{"unmap-range-shared", unmap_range_shared},
	{"unmap-range-private", unmap_range_private},
	{"unmap-range-copies", unmap_range_copies},
	{"follow-frames", follow_frames},
	{"follow-pages", follow_pages},
	{"smaps-of-pages", smaps_of_pages},
	{"smaps-of-copies", smaps_of_copies},
	{"smaps-of-frames", smaps_of_frames},
	{NULL, NULL},
};
