// SPDX-License-Identifier: MIT
/* What simple's three devices map, and what they refuse. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "simple_cases.h"

static void remap_ram(void)
{
	char *p = map(REMAP, paper(1).phys, 1);

	say_bytes("mapped", p, 8);
	strcpy(p, "stored");
	say_paper("then", 1);
}

static void remap_reserved(void)
{
	char *p = map(REMAP, paper(RESERVED).phys, 1);

	say_bytes("mapped", p, 8);
	strcpy(p, "stored");
	say_paper("then", RESERVED);
}

static void remap_counts_nothing(void)
{
	char *p = map(REMAP, paper(0).phys, 2);

	touch_put("store", p + PAGE, p, 'x');
	say_paper("mapped", 0);
	munmap(p, 2 * PAGE);
	say_paper("unmapped", 0);
}

static void remap_private(void)
{
	char *p = map_with(REMAP, O_RDONLY, paper(2).phys, 1, RW, MAP_PRIVATE);

	say_bytes("mapped", p, 8);
	strcpy(p, "stored");
	say_bytes("after a store", p, 8);
	say_paper("then", 2);
}

static void remap_device(void)
{
	volatile uint32_t *p = (uint32_t *)map(REMAP, regs_phys, 1);

	say("identification %08x", p[0]);
	p[1] = 0x12345678;
	say("liveness %08x", p[1]);
}

static void pages_ram(void)
{
	char *p = map(PAGES, paper(0).phys, 2);

	say_bytes("page 0", p, 8);
	strcpy(p + PAGE, "stored");
	say_paper("then", 1);
}

static void pages_count(void)
{
	char *p = map(PAGES, paper(0).phys, 3);

	say_paper("untouched", 0);
	touch_get("page 0", p, p);
	touch_get("page 2", p + 2 * PAGE, p);
	touch_get("page 2", p + 2 * PAGE, p);
	say_paper("touched", 0);
	munmap(p, PAGE);
	say_paper("one unmapped", 0);
	munmap(p, 3 * PAGE);
	say_paper("all unmapped", 0);
}

static void pages_of_a_device(void)
{
	char *p = map(PAGES, regs_phys, 1);

	touch_get("load", p, p);
	touch_put("store", p, p, 'x');
}

static void pages_of_the_isa_hole(void)
{
	volatile char *p = map(PAGES, 0xb8000, 1);

	(void)*p;
	say("it is mapped");
}

static void pages_private(void)
{
	char *p = map_with(PAGES, O_RDONLY, paper(3).phys, 1, RW, MAP_PRIVATE);

	strcpy(p, "stored");
	say_bytes("after a store", p, 8);
	say_paper("then", 3);
}

static void region_at_offset(void)
{
	volatile uint32_t *whole = (uint32_t *)map(REGION, 0, REGION_PAGES);
	volatile uint32_t *last = (uint32_t *)map(REGION, 2 * PAGE, 1);
	char all[32], part[32];

	say("identification %08x", whole[0]);
	snprintf(all, sizeof(all), "%08x", whole[2 * PAGE / 4]);
	snprintf(part, sizeof(part), "%08x", last[0]);
	say("page 2: %s, and %s", all, part);
}

static void region_too_long(void)
{
	say_refused("whole", REGION, 0, REGION_PAGES * PAGE);
	say_refused("a page more", REGION, 0, (REGION_PAGES + 1) * PAGE);
	say_refused("a byte more", REGION, 0, REGION_PAGES * PAGE + 1);
	say_refused("from page 1 on", REGION, PAGE, REGION_PAGES * PAGE);
}

static void region_beyond(void)
{
	say_refused("the last page", REGION, (REGION_PAGES - 1) * PAGE, PAGE);
	say_refused("the one after it", REGION, REGION_PAGES * PAGE, PAGE);
	say_refused("far away", REGION, 1UL << 50, PAGE);
}

static void region_wraps(void)
{
	say_refused("the last page of all", REGION, ~0UL << 12, PAGE);
	say_refused("an odd offset", REGION, 8, PAGE);
	say_refused("no length", REGION, 0, 0);
}

static void bad_region(void)
{
	module_unload("simple");
	say_result("odd",
		   module_load("simple", "region_start=0x800 region_size=4096", 0));
	say_result("wraps",
		   module_load("simple",
			       "region_start=0xfffffffffffff000 region_size=8192", 0));
	say_result("none", module_load("simple", "region_start=0x1000", 0));
	say_refused("its device", REGION, 0, PAGE);
	say_result("unload", module_unload("simple"));
}

const struct oracle_case simple_cases[] = {
	{"simple-remap-ram", remap_ram},
	{"simple-remap-reserved", remap_reserved},
	{"simple-remap-counts-nothing", remap_counts_nothing},
	{"simple-remap-private", remap_private},
	{"simple-remap-device", remap_device},
	{"simple-pages-ram", pages_ram},
	{"simple-pages-count", pages_count},
	{"simple-pages-of-a-device", pages_of_a_device},
	{"simple-pages-of-the-isa-hole", pages_of_the_isa_hole},
	{"simple-pages-private", pages_private},
	{"simple-region-at-offset", region_at_offset},
	{"simple-region-too-long", region_too_long},
	{"simple-region-beyond", region_beyond},
	{"simple-region-wraps", region_wraps},
	{"simple-bad-region", bad_region},
	{NULL, NULL},
};
