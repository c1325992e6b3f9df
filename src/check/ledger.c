/* SPDX-License-Identifier: MIT */
/* The ledger of pages: see ledger.h. */
#include "check/ledger.h"

#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "check/context.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "host/mem.h"
#include "machine/layout.h"

#define LEDGER ((struct dock_page_entry *)DOCK_LEDGER_BASE)

static unsigned long end_pfn, high_pfn; /* high_pfn: entries above were never touched */
static unsigned long live_pages;

int dock_ledger_init(unsigned long pfn)
{
	end_pfn = pfn;
	return host_map_zero(DOCK_LEDGER_BASE, PAGE_ALIGN(pfn * sizeof(struct dock_page_entry)));
}

void dock_ledger_alloc(struct page *page, unsigned int order)
{
	struct dock_page_entry *e = dock_ledger_entry(page);
	u32 stack = dock_stack_keep();
	unsigned long end = page_to_pfn(page) + (1UL << order);

	for (unsigned long i = 0; i < 1UL << order; i++)
		e[i] = (struct dock_page_entry){ .state = DOCK_PAGE_LIVE,
						 .order = DOCK_PAGE_INSIDE,
						 .alloc_stack = stack };
	e->order = (u8)order;
	dock_shadow_set(page_to_phys(page), PAGE_SIZE << order, DOCK_SHADOW_LIVE);
	live_pages += 1UL << order;
	if (end > high_pfn)
		high_pfn = end;
}

void dock_ledger_split(struct page *page, unsigned long pages)
{
	struct dock_page_entry *e = dock_ledger_entry(page);

	for (unsigned long i = 0; i < pages; i++) {
		e[i].order = 0;
		e[i].split = 1;
	}
}

bool dock_ledger_free(struct page *page, unsigned int order)
{
	struct dock_page_entry *e = dock_ledger_entry(page);
	u32 stack = dock_stack_keep();
	const char *comm = dock_context->comm();
	int pid = dock_context->pid();

	dock_shadow_set(page_to_phys(page), PAGE_SIZE << order, 0);
	if (!e->own)
		live_pages -= 1UL << order;
	for (unsigned long i = 0; i < 1UL << order; i++) {
		e[i].state = DOCK_PAGE_FREED;
		e[i].free_stack = stack;
		e[i].freed_by = pid;
		__builtin_memcpy(e[i].freed_comm, comm, sizeof(e[i].freed_comm));
	}
	return e->handed;
}

void dock_ledger_own(struct page *page, unsigned int order)
{
	struct dock_page_entry *e = dock_ledger_entry(page);

	for (unsigned long i = 0; i < 1UL << order; i++)
		e[i].own = 1;
	live_pages -= 1UL << order;
}

/* --- references during a fault --- */

static int handlers; /* that run now, or died */

void dock_ledger_fault_begin(void)
{
	struct dock_fault_track *track = dock_context->track();

	*track = (struct dock_fault_track){ .active = true };
	handlers++;
}

void dock_ledger_fault_over(void)
{
	handlers--;
}

void dock_ledger_get(struct page *page, int delta)
{
	struct dock_fault_track *track;

	if (likely(!handlers))
		return;
	track = dock_context->track();
	if (!track->active)
		return;
	for (int i = 0; i < DOCK_TRACK_PAGES; i++) {
		if (!track->page[i])
			track->page[i] = page;
		if (track->page[i] == page) {
			track->delta[i] += delta;
			return;
		}
	}
}

static bool handler_took_reference(const struct dock_fault_track *track, const struct page *page)
{
	for (int i = 0; i < DOCK_TRACK_PAGES; i++)
		if (track->page[i] == page)
			return track->delta[i] > 0;
	/* More pages than we follow: give the driver the benefit of the doubt. */
	return track->page[DOCK_TRACK_PAGES - 1] != NULL;
}

static void add_now(struct dock_report *r)
{
	unsigned long pcs[DOCK_STACK_MAX];

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
}

static void add_page(struct dock_report *r, struct page *page)
{
	unsigned long phys = page_to_pfn(page) << PAGE_SHIFT;

	if (PageHighMem(page))
		dock_report_fact(r, "page", "pfn 0x%lx, physical 0x%lx, high memory",
				 page_to_pfn(page), phys);
	else
		dock_report_fact(r, "page", "pfn 0x%lx, physical 0x%lx, logical 0x%lx",
				 page_to_pfn(page), phys, DOCK_LINEAR_BASE + phys);
	dock_report_fact(r, "references", "%d, user mappings %d", page_count(page),
			 page_mapcount(page));
}

static void add_history(struct dock_report *r, struct page *page)
{
	struct dock_page_entry *e = dock_ledger_entry(page);

	if (e->handed)
		dock_report_fact(r, "missed at",
				 "{fn:%lx} ({src:%lx}) gave the page away and took no reference",
				 e->handler, e->handed_pc ? e->handed_pc : e->handler);
	if (e->handed && e->state == DOCK_PAGE_FREED)
		dock_report_fact(r, "happened",
				 "the unmap by %s[%d] dropped the driver's own reference: the page was freed",
				 e->freed_comm, e->freed_by);
	dock_report_kept(r, "allocated", e->alloc_stack);
	if (e->state == DOCK_PAGE_FREED && !e->handed)
		dock_report_kept(r, "freed", e->free_stack);
}

/*
 * One mistake in a handler spoils every page that it hands out: the first one
 * is reported in full, the others are counted.
 */
#define KNOWN_MAX 16

static unsigned long known_handlers[KNOWN_MAX];
static int nr_known;

static bool is_repeat(struct dock_page_entry *e)
{
	bool again = e->reported;

	e->reported = 1;
	for (int i = 0; i < nr_known && e->handed; i++)
		if (known_handlers[i] == e->handler)
			again = true;
	if (!again && e->handed && nr_known < KNOWN_MAX)
		known_handlers[nr_known++] = e->handler;
	if (again)
		dock_report_repeated();
	return again;
}

/* A page that has fewer references than users: how the driver learns of it. */
static void report_page(struct page *page, const char *rule, const char *sentence)
{
	struct dock_report *r;

	if (is_repeat(dock_ledger_entry(page)))
		return;
	r = dock_report_begin(rule, "%s", sentence);
	add_page(r, page);
	add_now(r);
	add_history(r, page);
	dock_report_end(r);
}

void dock_ledger_fault_end(unsigned long handler, unsigned long store_pc, struct page *page)
{
	struct dock_fault_track *track = dock_context->track();
	struct dock_page_entry *e = dock_ledger_entry(page);
	bool took = handler_took_reference(track, page);

	track->active = false;
	if (took)
		return;
	if (e->state != DOCK_PAGE_LIVE || page_count(page) <= 0) {
		report_page(page, "page-reference",
			    "a fault handler returned a page that is free");
		return;
	}
	if (PageReserved(page))
		return;
	e->handed = 1;
	e->handler = handler;
	e->handed_pc = store_pc;
	if (page_count(page) <= page_mapcount(page))
		report_page(page, "page-reference",
			    "a fault handler returned a page without a reference for the new mapping");
}

/* --- pages that are not fit to be freed --- */

/* The flags that a page must not have when it is freed, by name. */
static void name_bad_flags(unsigned long flags, char *buf, unsigned long len)
{
	static const struct {
		enum pageflags bit;
		const char *name;
	} names[] = {
		{ PG_locked, "locked" }, { PG_lru, "lru" }, { PG_active, "active" },
		{ PG_slab, "slab" }, { PG_reserved, "reserved" }, { PG_private, "private" },
		{ PG_private_2, "private_2" }, { PG_writeback, "writeback" },
		{ PG_unevictable, "unevictable" }, { PG_mlocked, "mlocked" },
	};
	unsigned long n = 0;

	buf[0] = '\0';
	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++)
		if (flags & 1UL << names[i].bit)
			n += (unsigned long)scnprintf(buf + n, len - n, "%s%s", n ? ", " : "",
						      names[i].name);
}

bool dock_ledger_check_freed(struct page *page, unsigned int order)
{
	struct dock_report *r;
	char flags[96];
	unsigned long i = 0;

	while (i < 1UL << order && !(page[i].flags & PAGE_FLAGS_CHECK_AT_FREE))
		i++;
	if (likely(i == 1UL << order))
		return false;
	page += i;
	name_bad_flags(page->flags & PAGE_FLAGS_CHECK_AT_FREE, flags, sizeof(flags));
	r = dock_report_begin("bad-page", "a page is freed that is still %s", flags);
	add_page(r, page);
	add_now(r);
	dock_report_kept(r, "allocated", dock_ledger_entry(page)->alloc_stack);
	dock_report_end(r);
	return true;
}

/* --- blocks that are freed, or split, as what they are not --- */

/* The pages from @page on that go with it. A page inside of the block that has a
 * count, which old drivers give it by hand, begins a block of its own. */
static unsigned long pages_of_block(const struct page *page)
{
	const struct dock_page_entry *e = dock_ledger_entry(page);
	unsigned long n = 1, max = end_pfn - page_to_pfn(page);

	if (e->order != DOCK_PAGE_INSIDE)
		max = 1UL << e->order;
	while (n < max && e[n].state == DOCK_PAGE_LIVE && e[n].order == DOCK_PAGE_INSIDE &&
	       !atomic_read(&page[n]._refcount))
		n++;
	return n;
}

static void report_order(struct page *page, unsigned int order, unsigned long pages)
{
	struct dock_page_entry *e = dock_ledger_entry(page);
	struct dock_report *r;

	if (is_repeat(e))
		return;
	if (PageSlab(page))
		r = dock_report_begin("bad-free",
				      "a page is freed that kmalloc() or a cache keeps its objects in");
	else if (!e->split && pages == 1UL << e->order)
		r = dock_report_begin("bad-free",
				      "a block of pages was allocated with order %u, freed with order %u",
				      e->order, order);
	else
		r = dock_report_begin("bad-free",
				      "a page is freed with order %u that is no block of that order any more",
				      order);
	add_page(r, page);
	add_now(r);
	dock_report_kept(r, "allocated", e->alloc_stack);
	dock_report_end(r);
}

int dock_ledger_order_freed(struct page *page, unsigned int order)
{
	unsigned long pages = pages_of_block(page);
	unsigned int real = (unsigned int)__fls(pages);
	bool block = pages == 1UL << real && !(page_to_pfn(page) & (pages - 1));

	if (likely(block && real == order && !PageSlab(page)))
		return (int)order;
	report_order(page, order, pages);
	/* Who frees page by page, and did not split the block, was told. */
	for (unsigned long i = 1; i < pages; i++)
		dock_ledger_entry(page)[i].reported = 1;
	return block && !PageSlab(page) ? (int)real : -1;
}

unsigned long dock_ledger_pages_split(struct page *page, unsigned int order)
{
	const struct dock_page_entry *e = dock_ledger_entry(page);
	unsigned long pages = e->order == DOCK_PAGE_INSIDE ? pages_of_block(page) : 1UL << e->order;
	struct dock_report *r;

	if (likely(1UL << order <= pages))
		return 1UL << order;
	r = dock_report_begin("page-reference", "split_page() with order %u of a block of %lu page%s",
			      order, pages, pages == 1 ? "" : "s");
	add_page(r, page);
	add_now(r);
	dock_report_kept(r, "allocated", dock_ledger_entry(page)->alloc_stack);
	dock_report_end(r);
	return pages;
}

/* --- uses of what is free --- */

void dock_ledger_free_of_free(struct page *page, const char *function)
{
	struct dock_page_entry *e = dock_ledger_entry(page);

	if (e->handed)
		report_page(page, "page-reference",
			    "the driver frees a page that the unmap of its mapping freed already");
	else if (e->state == DOCK_PAGE_LIVE && e->order == DOCK_PAGE_INSIDE)
		report_page(page, "bad-free",
			    "a page is freed that is inside of a block: only its first one is counted");
	else
		report_page(page, "double-free",
			    e->state == DOCK_PAGE_FREED ? "a page is freed that is free already"
							: "a page is freed that was never allocated");
	(void)function;
}

void dock_ledger_ref_of_free(struct page *page, const char *function)
{
	struct dock_report *r;

	if (dock_ledger_entry(page)->handed) {
		report_page(page, "page-reference",
			    "the driver uses a page that the unmap of its mapping freed already");
		return;
	}
	if (dock_ledger_entry(page)->state == DOCK_PAGE_LIVE)
		r = dock_report_begin("page-reference",
				      "%s() on a page that is not counted: of its block only the first one is",
				      function);
	else
		r = dock_report_begin("use-after-free", "%s() on a page that is free", function);
	add_page(r, page);
	add_now(r);
	add_history(r, page);
	dock_report_end(r);
}

bool dock_ledger_use(const void *addr, unsigned long len, const char *function)
{
	unsigned long phys = (unsigned long)addr - DOCK_LINEAR_BASE, pfn;

	if (phys >= DOCK_LINEAR_END - DOCK_LINEAR_BASE || !len)
		return false;
	for (pfn = phys >> PAGE_SHIFT; pfn <= (phys + len - 1) >> PAGE_SHIFT; pfn++)
		if (pfn < end_pfn && LEDGER[pfn].state == DOCK_PAGE_FREED) {
			dock_ledger_ref_of_free(pfn_to_page(pfn), function);
			return true;
		}
	return false;
}

/* --- leaks --- */

unsigned long dock_ledger_live(void)
{
	return live_pages;
}

void dock_ledger_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	unsigned long n = 0, first = 0;
	struct dock_report *r;

	for (unsigned long pfn = 0; pfn < high_pfn; pfn++) {
		struct dock_page_entry *e = &LEDGER[pfn];
		unsigned long pc;

		if (e->state != DOCK_PAGE_LIVE || e->own)
			continue;
		pc = dock_stack_driver_pc(e->alloc_stack);
		if (pc < base || pc >= base + len)
			continue;
		if (!n++)
			first = pfn;
	}
	if (!n)
		return;
	r = dock_report_begin("memory-leak", "module %s was unloaded and left %lu page%s behind",
			      module, n, n == 1 ? "" : "s");
	add_page(r, pfn_to_page(first));
	add_history(r, pfn_to_page(first));
	dock_report_end(r);
}
