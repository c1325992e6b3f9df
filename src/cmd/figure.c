// SPDX-License-Identifier: MIT
/*
 * One page and its addresses, drawn from what a session on the machine found
 * (user/picture.c): on the left what the processor sees, in the windows of
 * layout.h; in the middle the tables that lead from the user's addresses to page
 * frames; then RAM, and at the right a device with bus addresses. A page has one
 * colour everywhere.
 */
#include "cmd/figure.h"
#include "cmd/svg.h"
#include "cmd/text.h"
#include "machine/layout.h"

#include <stdlib.h>
#include <string.h>

#define WIDTH 1200
#define HEIGHT 890
#define SEEN_X 24.0 /* the windows */
#define SEEN_W 290.0
#define TABLES_X 344.0
#define RAM_X 790.0
#define RAM_W 200.0
#define RAM_TOP 150.0
#define RAM_END 590.0
#define DEVICE_X 1040.0
#define DEVICE_W 136.0
#define PAGE_MASK (~(DOCK_PAGE_SIZE - 1))
#define MAX_FRAMES 5

static const char style[] =
	".win{fill:#f6f7f9;stroke:#8a8f98;stroke-width:1}"
	".none{fill:#ffffff;stroke:#8a8f98;stroke-width:1;stroke-dasharray:4 3}"
	".ram{fill:#eef0f3;stroke:#8a8f98;stroke-width:1}"
	".p0{fill:#cfe2f8;stroke:#1d5fae;stroke-width:1.5}"
	".p1{fill:#d5ecc9;stroke:#3c7d1e;stroke-width:1.5}"
	".pv{fill:#e6dafb;stroke:#6d28d9;stroke-width:1.5}"
	".pt{fill:#ffffff;stroke:#555;stroke-width:1.2}"
	".pb{fill:#ffdfae;stroke:#b45309;stroke-width:1.5}"
	".a0,.a1,.av,.at,.ab{fill:none;stroke-width:1.8}"
	".a0{stroke:#1d5fae}.a1{stroke:#3c7d1e}.av{stroke:#6d28d9}.at{stroke:#555}"
	".ab{stroke:#b45309}"
	".h0{fill:#1d5fae}.h1{fill:#3c7d1e}.hv{fill:#6d28d9}.ht{fill:#555}.hb{fill:#"
	"b45309}"
	".col{font-size:14px;font-weight:bold}"
	".rule{stroke:#ccc;stroke-width:1}.th{font-weight:bold;fill:#555;font-size:11px}";

/* --- facts --- */

static int fact(const char *facts, const char *key, unsigned long *value)
{
	size_t n = strlen(key);

	for (const char *s = facts; s; s = strchr(s, '\n')) {
		s += *s == '\n';
		if (!strncmp(s, key, n) && s[n] == '=') {
			*value = strtoul(s + n + 1, NULL, 16);
			return 1;
		}
	}
	return 0;
}

static unsigned long value_of(const char *facts, const char *key)
{
	unsigned long value = 0;

	fact(facts, key, &value);
	return value;
}

static unsigned long numbered(const char *facts, const char *prefix, int i,
			      const char *name)
{
	char key[32];

	snprintf(key, sizeof(key), "%s%d.%s", prefix, i, name);
	return value_of(facts, key);
}

/* --- pieces --- */

/* A page frame of RAM that the picture shows. */
struct frame {
	unsigned long phys;
	const char *class, *what;
	double y;
};

struct figure {
	struct dock_svg *s;
	const char *facts;
	struct frame frames[MAX_FRAMES]; /* high addresses first, as they are drawn */
	int nr_frames;
	double frame_h;
};

/* From (x1, y1) to the right or to the left, with a head. */
static void arrow(struct dock_svg *s, char color, double x1, double y1, double x2,
		  double y2)
{
	double way = x2 > x1 ? 1 : -1, bend = (x2 - x1) * 0.45;
	char class[3] = {'a', color, 0};

	dock_svg_path(s, class, "M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f", x1, y1,
		      x1 + bend, y1, x2 - bend, y2, x2 - way * 8, y2);
	class[0] = 'h';
	dock_svg_path(s, class, "M%.1f %.1f L%.1f %.1f L%.1f %.1f Z", x2, y2,
		      x2 - way * 9, y2 - 4.5, x2 - way * 9, y2 + 4.5);
}

/* A small box with an address; returns the middle of its right side. */
static double chip(struct figure *g, const char *class, double y, const char *what,
		   unsigned long addr)
{
	dock_svg_rect(g->s, class, SEEN_X + 12, y, SEEN_W - 24, 22);
	dock_svg_text(g->s, "l small", SEEN_X + 20, y + 15, "%s", what);
	dock_svg_text(g->s, "r mono", SEEN_X + SEEN_W - 20, y + 15, "0x%lx", addr);
	return y + 11;
}

static void window(struct figure *g, const char *class, double y, double h,
		   const char *name, const char *kind, unsigned long base)
{
	dock_svg_rect(g->s, class, SEEN_X, y, SEEN_W, h);
	dock_svg_text(g->s, "l bold", SEEN_X + 10, y + 17, "%s", name);
	dock_svg_text(g->s, "r small", SEEN_X + SEEN_W - 8, y + 17, "%s", kind);
	if (base)
		dock_svg_text(g->s, "l mono", SEEN_X + 10, y + h - 6, "from 0x%lx", base);
}

/* --- RAM --- */

static void add_frame(struct figure *g, unsigned long phys, const char *class,
		      const char *what)
{
	int i = 0;

	if (!phys || g->nr_frames == MAX_FRAMES)
		return;
	phys &= PAGE_MASK;
	while (i < g->nr_frames && g->frames[i].phys > phys)
		i++;
	if (i < g->nr_frames && g->frames[i].phys == phys)
		return;
	memmove(g->frames + i + 1, g->frames + i,
		(size_t)(g->nr_frames - i) * sizeof(*g->frames));
	g->frames[i] = (struct frame){.phys = phys, .class = class, .what = what};
	g->nr_frames++;
}

static void collect_frames(struct figure *g)
{
	double step;

	add_frame(g, numbered(g->facts, "page", 0, "phys"), "p0", "page 0");
	add_frame(g, numbered(g->facts, "page", 1, "phys"), "p1", "page 1");
	add_frame(g, value_of(g->facts, "vmalloc.phys"), "pv", "page of vmalloc()");
	add_frame(g, numbered(g->facts, "walk", 1, "table"), "pt", "page table, level 1");
	add_frame(g, value_of(g->facts, "dma.phys"), "pb", "bounce buffer");
	step = (RAM_END - RAM_TOP - 40) / (g->nr_frames ? g->nr_frames : 1);
	g->frame_h = step - 22;
	for (int i = 0; i < g->nr_frames; i++)
		g->frames[i].y = RAM_TOP + 34 + i * step;
}

static const struct frame *frame_of(const struct figure *g, unsigned long phys)
{
	for (int i = 0; i < g->nr_frames; i++)
		if (phys && g->frames[i].phys == (phys & PAGE_MASK))
			return &g->frames[i];
	return NULL;
}

static unsigned long struct_page(const struct figure *g, unsigned long phys)
{
	for (int i = 0; i < 2; i++)
		if (numbered(g->facts, "page", i, "phys") == phys)
			return numbered(g->facts, "page", i, "struct");
	return 0;
}

static void draw_ram(struct figure *g)
{
	dock_svg_text(g->s, "l col", RAM_X, 120, "Physical memory");
	dock_svg_text(g->s, "l small", RAM_X, 137, "page frames; high addresses on top");
	dock_svg_rect(g->s, "ram", RAM_X, RAM_TOP, RAM_W, RAM_END - RAM_TOP);
	dock_svg_text(g->s, "l mono", RAM_X + 10, RAM_TOP + 18, "RAM ends at 0x%lx",
		      value_of(g->facts, "ram.end"));
	for (int i = 0; i < g->nr_frames; i++) {
		const struct frame *f = &g->frames[i];
		double middle = f->y + g->frame_h / 2;

		dock_svg_rect(g->s, f->class, RAM_X + 10, f->y, RAM_W - 20, g->frame_h);
		dock_svg_text(g->s, "l bold", RAM_X + 20, middle - 12, "%s", f->what);
		dock_svg_text(g->s, "l mono", RAM_X + 20, middle + 4, "physical 0x%lx",
			      f->phys);
		dock_svg_text(g->s, "l small", RAM_X + 20, middle + 20,
			      "page frame 0x%lx", f->phys >> DOCK_PAGE_SHIFT);
	}
}

/* An arrow to a frame, @at of its height down. */
static void to_frame(struct figure *g, char color, double x, double y, unsigned long phys,
		     double at)
{
	const struct frame *f = frame_of(g, phys);

	if (f)
		arrow(g->s, color, x, y, RAM_X + 9, f->y + g->frame_h * at);
}

/* --- what the processor sees --- */

static void draw_kernel(struct figure *g)
{
	unsigned long virt;
	double y, right = SEEN_X + SEEN_W - 12;

	window(g, "win", 150, 80, "memory map", "struct page", DOCK_MEMMAP_BASE);
	if (struct_page(g, numbered(g->facts, "page", 0, "phys")))
		chip(g, "p0", 178, "describes page 0",
		     numbered(g->facts, "page", 0, "struct"));
	window(g, "win", 230, 42, "ioremap", "device registers", DOCK_IOREMAP_BASE);
	window(g, "win", 272, 42, "modules", "kernel virtual", DOCK_MODULES_BASE);
	window(g, "win", 314, 80, "vmalloc, vmap, stacks", "kernel virtual",
	       DOCK_VMALLOC_BASE);
	if (fact(g->facts, "vmalloc.virt", &virt)) {
		y = chip(g, "pv", 342, "vmalloc()", virt);
		to_frame(g, 'v', right, y, value_of(g->facts, "vmalloc.phys"), 0.5);
		dock_svg_text(g->s, "l small", TABLES_X, 372,
			      "through the kernel's own tables");
	}
	window(g, "win", 394, 108, "linear map of RAM", "kernel logical",
	       DOCK_LINEAR_BASE);
	for (int i = 1; i >= 0; i--) {
		char what[] = "page 0";

		what[5] = (char)('0' + i);
		y = chip(g, i ? "p1" : "p0", i ? 422 : 448, what,
			 numbered(g->facts, "page", i, "logical"));
		to_frame(g, i ? '1' : '0', right, y,
			 numbered(g->facts, "page", i, "phys"), 0.3);
	}
	dock_svg_text(g->s, "l small", TABLES_X, 398,
		      "physical + 0x%lx: a sum, no search", DOCK_LINEAR_BASE);
}

static void draw_user(struct figure *g)
{
	window(g, "none", 502, 30, "nothing: using it traps", "", 0);
	window(g, "win", 532, 108, "a task's memory", "user virtual", DOCK_USER_BASE);
	chip(g, "p1", 560, "VMA, page 1", numbered(g->facts, "page", 1, "user"));
	chip(g, "p0", 586, "VMA, page 0", numbered(g->facts, "page", 0, "user"));
	window(g, "none", 640, 60, "mapped nowhere", "physical and bus", 0);
	dock_svg_text(g->s, "l small", SEEN_X + 10, 674,
		      "Below 0x%lx an address is only a", DOCK_USER_BASE);
	dock_svg_text(g->s, "l small", SEEN_X + 10, 690,
		      "number: nobody can load or store there.");
}

static void draw_seen(struct figure *g)
{
	dock_svg_text(g->s, "l col", SEEN_X, 120, "Virtual addresses");
	dock_svg_text(g->s, "l small", SEEN_X, 137,
		      "what the processor sees; the windows of layout.h");
	draw_kernel(g);
	draw_user(g);
}

/* --- the tables --- */

#define TABLE_W 74.0
#define GAP 18.0
#define LAST_W 132.0
#define TABLE_Y 606.0
#define TABLE_H 82.0

static void draw_last_table(struct figure *g, double x)
{
	dock_svg_rect(g->s, "pt", x, TABLE_Y, LAST_W, TABLE_H);
	dock_svg_text(g->s, "m bold", x + LAST_W / 2, TABLE_Y + 16, "level 1: PTEs");
	for (int i = 1; i >= 0; i--) {
		double y = TABLE_Y + (i ? 24 : 52);

		dock_svg_rect(g->s, i ? "p1" : "p0", x + 5, y, LAST_W - 10, 24);
		dock_svg_text(g->s, "m mono", x + LAST_W / 2, y + 16, "0x%lx",
			      numbered(g->facts, "page", i, "pte"));
		to_frame(g, i ? '1' : '0', x + LAST_W - 5, y + 12,
			 numbered(g->facts, "page", i, "phys"), 0.75);
	}
}

static void draw_tables(struct figure *g)
{
	double x = TABLES_X;

	dock_svg_text(g->s, "l bold", TABLES_X, TABLE_Y - 30, "The task's page tables");
	dock_svg_text(g->s, "l small", TABLES_X, TABLE_Y - 14,
		      "each level: index of the address, and the entry found");
	arrow(g->s, 't', SEEN_X + SEEN_W - 12, 597, TABLES_X, TABLE_Y + 36);
	for (int level = 4; level > 1; level--) {
		dock_svg_rect(g->s, "pt", x, TABLE_Y, TABLE_W, TABLE_H);
		dock_svg_text(g->s, "m bold", x + TABLE_W / 2, TABLE_Y + 16, "level %d",
			      level);
		dock_svg_text(g->s, "m mono", x + TABLE_W / 2, TABLE_Y + 40, "[0x%lx]",
			      numbered(g->facts, "walk", level, "index"));
		dock_svg_text(g->s, "m mono", x + TABLE_W / 2, TABLE_Y + 64, "0x%lx",
			      numbered(g->facts, "walk", level, "entry"));
		arrow(g->s, 't', x + TABLE_W, TABLE_Y + 60, x + TABLE_W + GAP,
		      TABLE_Y + 60);
		x += TABLE_W + GAP;
	}
	draw_last_table(g, x);
	dock_svg_text(g->s, "l small", TABLES_X, TABLE_Y + TABLE_H + 20,
		      "level 1: entry [0x%lx] is page 0's, the next one page 1's",
		      numbered(g->facts, "walk", 1, "index"));
}

/* --- the device --- */

static void draw_device(struct figure *g)
{
	unsigned long bus = 0, phys = value_of(g->facts, "dma.phys");
	unsigned long page = numbered(g->facts, "page", 0, "phys");
	const struct frame *f = frame_of(g, phys), *orig = frame_of(g, page);
	double y;

	dock_svg_text(g->s, "l col", DEVICE_X, 120, "Bus addresses");
	dock_svg_text(g->s, "l small", DEVICE_X, 137, "what a device sees");
	if (!fact(g->facts, "dma.bus", &bus) || !f) {
		dock_svg_text(g->s, "l small", DEVICE_X, 170, "No mapping could be");
		dock_svg_text(g->s, "l small", DEVICE_X, 186, "made for a device.");
		return;
	}
	y = f->y + g->frame_h / 2;
	dock_svg_rect(g->s, "win", DEVICE_X, y - 46, DEVICE_W, 92);
	dock_svg_text(g->s, "l bold", DEVICE_X + 10, y - 28, "a device");
	dock_svg_text(g->s, "l small", DEVICE_X + 10, y - 12, "mask 0x%lx",
		      value_of(g->facts, "dma.mask"));
	dock_svg_rect(g->s, f == orig ? "p0" : "pb", DEVICE_X + 8, y - 3, DEVICE_W - 16,
		      22);
	dock_svg_text(g->s, "m mono", DEVICE_X + DEVICE_W / 2, y + 12, "0x%lx", bus);
	dock_svg_text(g->s, "l small", DEVICE_X + 10, y + 36, "%lu bytes",
		      value_of(g->facts, "dma.size"));
	arrow(g->s, f == orig ? '0' : 'b', DEVICE_X + 8, y + 8, RAM_X + RAM_W - 9, y + 8);
	if (f == orig || !orig)
		return;
	dock_svg_path(g->s, "ab", "M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f",
		      RAM_X + RAM_W - 10, f->y + g->frame_h - 8, RAM_X + RAM_W + 40,
		      f->y + g->frame_h, RAM_X + RAM_W + 40, orig->y + 8,
		      RAM_X + RAM_W - 10, orig->y + 12);
	dock_svg_text(g->s, "l small", RAM_X + RAM_W + 36,
		      (f->y + orig->y + g->frame_h) / 2 + 40, "copied by the machine");
}

/* --- one byte in all its names --- */

static void row(struct figure *g, double y, const char *type, unsigned long addr,
		const char *how)
{
	dock_svg_text(g->s, "l bold", 24, y, "%s", type);
	dock_svg_text(g->s, "l mono", 200, y, "0x%lx", addr);
	dock_svg_text(g->s, "l", 352, y, "%s", how);
}

static void draw_rows(struct figure *g)
{
	unsigned long off = value_of(g->facts, "dma.offset"), bus;
	unsigned long phys = numbered(g->facts, "page", 0, "phys") + off;
	char how[160];

	dock_svg_text(g->s, "l col", 24, 744, "One byte, by each of its names");
	dock_svg_line(g->s, "rule", 24, 754, WIDTH - 24, 754);
	snprintf(how, sizeof(how),
		 "in the VMA 0x%lx-0x%lx; the page tables lead to the frame",
		 value_of(g->facts, "user.start"), value_of(g->facts, "user.end"));
	row(g, 776, "user virtual address", numbered(g->facts, "page", 0, "user") + off,
	    how);
	snprintf(how, sizeof(how), "page_address() of the page; physical + 0x%lx%s",
		 DOCK_LINEAR_BASE,
		 value_of(g->facts, "seen") ? "; what the user stored was read here"
					    : "");
	row(g, 796, "kernel logical address",
	    numbered(g->facts, "page", 0, "logical") + off, how);
	row(g, 816, "physical address", phys,
	    "page frame number and offset; a number, no pointer");
	if (!fact(g->facts, "dma.bus", &bus))
		return;
	if (value_of(g->facts, "dma.phys") == phys)
		snprintf(how, sizeof(how), "from dma_map_single(); physical - 0x%lx",
			 phys - bus);
	else
		snprintf(how, sizeof(how),
			 "from dma_map_single(); leads to a bounce buffer at physical "
			 "0x%lx",
			 value_of(g->facts, "dma.phys"));
	row(g, 836, "bus address", bus, how);
}

static void draw(struct figure *g, const char *machine)
{
	dock_svg_text(g->s, "l head", 24, 38,
		      "The types of addresses, on a running machine");
	dock_svg_text(g->s, "l sub", 24, 62,
		      "machine %s, %s cache. A driver gave two pages to a task and one "
		      "of them to a "
		      "device; each address was found by the machine's own functions.",
		      machine,
		      value_of(g->facts, "cache.coherent") ? "coherent" : "non-coherent");
	collect_frames(g);
	draw_ram(g);
	draw_seen(g);
	draw_tables(g);
	draw_device(g);
	draw_rows(g);
	dock_svg_text(g->s, "l small", 24, 868,
		      "A page has one colour wherever it appears. The page of vmalloc() "
		      "has a kernel "
		      "logical address, too, but a driver has no use for it.");
}

char *dock_figure_draw(const char *facts, const char *machine)
{
	char *name = dock_text_clean(machine, strlen(machine));
	struct dock_svg s;
	struct figure g = {.s = &s, .facts = facts};
	char *text;

	if (!name || dock_svg_begin(&s)) {
		free(name);
		return NULL;
	}
	draw(&g, name);
	text = dock_svg_end(&s, WIDTH, HEIGHT, style, "The types of addresses", name);
	free(name);
	return text;
}
