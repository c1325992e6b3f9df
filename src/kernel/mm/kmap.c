/* SPDX-License-Identifier: MIT */
/*
 * kmap() and its kin: addresses for pages of high memory.
 *
 * A slot is a page of the kmap window (layout.h). kmap() counts for each page;
 * at the last kunmap() the slot is emptied at once, where Linux leaves it until
 * it needs it: a late use of the address traps. kmap_local_page() and
 * kmap_atomic() take the slots of the running context, in the order of a stack; until
 * 2.6.36 drivers name the slot of kmap_atomic(), and there is no order.
 *
 * A page of low memory needs no slot, but the calls are counted all the same: a
 * driver that forgets one works on such a page, and not on the next machine.
 */
#include "kernel/mm/kmap.h"

#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include "check/addrtype.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/sched/sched.h"
#include "machine/layout.h"

#define NR_SLOTS 512 /* LAST_PKMAP of a 32-bit PC with PAE, and of ARM */
#define BUCKETS	 64
#define RW	 (HOST_PROT_READ | HOST_PROT_WRITE)

/* A page that kmap() was called for. */
struct mapping {
	struct list_head list;
	struct page *page;
	unsigned long count;
	int slot; /* -1: low memory */
	u32 stack; /* of the first kmap() */
};

static struct list_head buckets[BUCKETS];
static struct page *slot_page[NR_SLOTS];
static int last_slot, free_slots = NR_SLOTS;
static unsigned long live;
static DECLARE_WAIT_QUEUE_HEAD(slot_wait);

static struct list_head *bucket(const struct page *page)
{
	return &buckets[page_to_pfn(page) % BUCKETS];
}

static struct mapping *find(const struct page *page)
{
	struct mapping *m;

	list_for_each_entry(m, bucket(page), list)
		if (m->page == page)
			return m;
	return NULL;
}

static unsigned long slot_address(int slot)
{
	return DOCK_PKMAP_BASE + ((unsigned long)slot << PAGE_SHIFT);
}

static void fill(unsigned long addr, const struct page *page)
{
	if (host_ram_map(addr, page_to_phys(page), PAGE_SIZE, RW))
		host_die("the host maps no page for kmap");
}

/* --- reports --- */

static void report(const char *rule, const char *sentence, const struct page *page,
		   unsigned long addr, u32 stack)
{
	unsigned long now[DOCK_STACK_MAX];
	const unsigned long *pcs;
	struct dock_report *r = dock_report_begin(rule, "%s", sentence);

	if (page)
		dock_report_fact(r, "page", "pfn 0x%lx, %s memory", page_to_pfn(page),
				 PageHighMem(page) ? "high" : "low");
	if (addr)
		dock_report_fact(r, "address", "0x%lx, %s", addr, dock_addr_type(addr));
	dock_report_stack(r, "now", now, dock_stack_here(now, DOCK_STACK_MAX));
	if (stack) {
		int n = dock_stack_get(stack, &pcs);

		dock_report_stack(r, "mapped", pcs, n);
	}
	dock_report_end(r);
}

/* --- kmap --- */

/* The next free slot after the one taken last: so an address comes again late. */
static int take_slot(struct page *page)
{
	do
		last_slot = (last_slot + 1) % NR_SLOTS;
	while (slot_page[last_slot]);
	slot_page[last_slot] = page;
	free_slots--;
	fill(slot_address(last_slot), page);
	return last_slot;
}

static struct mapping *mapping_new(struct page *page)
{
	struct mapping *m;

	/* While this one sleeps another may map the page, or take the slot. */
	while (PageHighMem(page) && !free_slots) {
		wait_event(slot_wait, free_slots || find(page));
		m = find(page);
		if (m)
			return m;
	}
	m = host_alloc(sizeof(*m));
	m->page = page;
	m->slot = PageHighMem(page) ? take_slot(page) : -1;
	m->stack = dock_stack_keep();
	list_add(&m->list, bucket(page));
	return m;
}

void *kmap(struct page *page)
{
	struct mapping *m;

	might_sleep();
	m = find(page);
	if (!m)
		m = mapping_new(page);
	m->count++;
	live++;
	return page_address(page);
}
EXPORT_SYMBOL(kmap);

static void mapping_drop(struct mapping *m)
{
	live -= m->count;
	if (m->slot >= 0) {
		host_reserve(slot_address(m->slot), PAGE_SIZE);
		slot_page[m->slot] = NULL;
		free_slots++;
	}
	list_del(&m->list);
	host_free(m);
}

void kunmap(struct page *page)
{
	struct mapping *m;

	might_sleep();
	if (!dock_want_page((unsigned long)page, "kunmap"))
		return;
	m = find(page);
	if (!m) {
		report("kmap-unbalanced", "kunmap() of a page that is not mapped by kmap()", page,
		       0, 0);
		return;
	}
	if (m->count > 1) {
		m->count--;
		live--;
		return;
	}
	mapping_drop(m);
	wake_up(&slot_wait);
}
EXPORT_SYMBOL(kunmap);

void *dock_kmap_address(const struct page *page)
{
	const struct mapping *m = find(page);

	return m && m->slot >= 0 ? (void *)slot_address(m->slot) : NULL;
}

bool is_kmap_addr(const void *x)
{
	return (unsigned long)x - DOCK_PKMAP_BASE < NR_SLOTS * PAGE_SIZE;
}
EXPORT_SYMBOL(is_kmap_addr);

/* Slots without users are empty already. */
void kmap_flush_unused(void)
{
}
EXPORT_SYMBOL(kmap_flush_unused);

/* --- kmap_local_page, kmap_atomic --- */

#define LOCAL_SLOTS 16 /* KM_MAX_IDX */

struct entry {
	struct page *page;
	unsigned long addr; /* of the page's first byte */
	int slot;	    /* -1: low memory */
	int named;	    /* by the driver; -1: none */
	bool atomic;
	u32 stack;
};

/* One context's. Its slots have addresses of their own, each between two pages
 * that are never mapped. */
struct dock_kmap_local {
	struct list_head list, spare;
	unsigned long base;
	int nr, room, slots;
	struct entry *entries; /* the last one mapped is the last */
};

static LIST_HEAD(locals);
static LIST_HEAD(spares);

static struct dock_kmap_local *local_new(void)
{
	static unsigned long next = DOCK_KMAP_LOCAL_BASE;
	struct dock_kmap_local *l;

	if (!list_empty(&spares)) {
		l = list_first_entry(&spares, struct dock_kmap_local, spare);
		list_del(&l->spare);
	} else {
		l = host_alloc(sizeof(*l));
		l->base = next;
		next += 2 * LOCAL_SLOTS * PAGE_SIZE;
	}
	list_add_tail(&l->list, &locals);
	return l;
}

static void *push(struct page *page, bool atomic, int named)
{
	struct dock_kmap_local *l = current->dock->kmaps;
	struct entry e = { .page = page, .slot = -1, .named = named, .atomic = atomic,
			   .addr = (unsigned long)page_address(page),
			   .stack = dock_stack_keep() };

	if (!l)
		l = current->dock->kmaps = local_new();
	if (PageHighMem(page)) {
		BUG_ON(l->slots == LOCAL_SLOTS);
		e.slot = l->slots++;
		e.addr = l->base + 2 * (unsigned long)e.slot * PAGE_SIZE;
		fill(e.addr, page);
	}
	if (l->nr == l->room) {
		int more = l->room ? 2 * l->room : 8;

		l->entries = host_realloc(l->entries, (unsigned long)l->room * sizeof(e),
					  (unsigned long)more * sizeof(e));
		l->room = more;
	}
	l->entries[l->nr++] = e;
	live++;
	return (void *)e.addr;
}

void *kmap_local_page(struct page *page)
{
	return push(page, false, -1);
}
EXPORT_SYMBOL(kmap_local_page);

static void *push_atomic(struct page *page, int named)
{
	preempt_disable();
	pagefault_disable();
	return push(page, true, named);
}

void *kmap_atomic(struct page *page)
{
	return push_atomic(page, -1);
}
EXPORT_SYMBOL(kmap_atomic);

static struct entry *named_entry(int slot)
{
	struct dock_kmap_local *l = current->dock->kmaps;

	for (int i = 0; l && i < l->nr; i++)
		if (l->entries[i].named == slot)
			return &l->entries[i];
	return NULL;
}

void *dock_kmap_atomic_slot(struct page *page, int slot)
{
	const struct entry *e = named_entry(slot);

	if (e)
		report("kmap-unbalanced", "kmap_atomic() into a slot that is in use", e->page,
		       e->addr, e->stack);
	return push_atomic(page, slot);
}
EXPORT_SYMBOL(dock_kmap_atomic_slot);

/* Out of order the slots above stay where they are: the number of the highest
 * one in use decides which is next. */
static void drop_entry(struct dock_kmap_local *l, int i)
{
	struct entry e = l->entries[i];

	for (l->nr--; i < l->nr; i++)
		l->entries[i] = l->entries[i + 1];
	l->slots = 0;
	for (i = 0; i < l->nr; i++)
		l->slots = max(l->slots, l->entries[i].slot + 1);
	if (e.slot >= 0)
		host_reserve(e.addr, PAGE_SIZE);
	live--;
	if (e.atomic) {
		pagefault_enable();
		preempt_enable();
	}
}

static void pop(const void *addr, bool atomic, const char *not_mapped, const char *other_kind)
{
	struct dock_kmap_local *l = current->dock->kmaps;
	unsigned long page_start = (unsigned long)addr & PAGE_MASK;
	int i = l ? l->nr - 1 : -1;

	while (i >= 0 && l->entries[i].addr != page_start)
		i--;
	if (i < 0) {
		report("kmap-unbalanced", not_mapped, NULL, (unsigned long)addr, 0);
		return;
	}
	if (i != l->nr - 1 && l->entries[i].named < 0)
		report("kmap-order", "a mapping of a context ends before one that was made later",
		       l->entries[i].page, (unsigned long)addr, l->entries[l->nr - 1].stack);
	else if (l->entries[i].atomic != atomic)
		report("kmap-unbalanced", other_kind, l->entries[i].page, (unsigned long)addr,
		       l->entries[i].stack);
	drop_entry(l, i);
}

void dock_kunmap_local(const void *addr)
{
	pop(addr, false, "kunmap_local() of an address that this context has not mapped",
	    "kunmap_local() of what kmap_atomic() mapped");
}
EXPORT_SYMBOL(dock_kunmap_local);

void dock_kunmap_atomic(const void *addr)
{
	pop(addr, true, "kunmap_atomic() of an address that this context has not mapped",
	    "kunmap_atomic() of what kmap_local_page() mapped");
}
EXPORT_SYMBOL(dock_kunmap_atomic);

void dock_kunmap_atomic_slot(const void *addr, int slot)
{
	const struct entry *e = named_entry(slot);

	if (!e || e->addr != ((unsigned long)addr & PAGE_MASK))
		report("kmap-unbalanced", "kunmap_atomic() names a slot that holds something else",
		       e ? e->page : NULL, (unsigned long)addr, e ? e->stack : 0);
	if (e)
		drop_entry(current->dock->kmaps, (int)(e - current->dock->kmaps->entries));
}
EXPORT_SYMBOL(dock_kunmap_atomic_slot);

/* --- from an address to its page --- */


static struct page *local_page(unsigned long page_start)
{
	const struct dock_kmap_local *l = current->dock->kmaps;

	for (int i = 0; l && i < l->nr; i++)
		if (l->entries[i].addr == page_start)
			return l->entries[i].page;
	return NULL;
}

static struct page *page_behind(unsigned long addr)
{
	if (is_kmap_addr((void *)addr))
		return slot_page[(addr - DOCK_PKMAP_BASE) >> PAGE_SHIFT];
	return local_page(addr & PAGE_MASK);
}

static bool find_kmap(unsigned long addr, unsigned long *phys)
{
	const struct page *page = page_behind(addr);

	if (page)
		*phys = page_to_phys(page) + offset_in_page(addr);
	return page;
}

void dock_kmap_init(void)
{
	for (int i = 0; i < BUCKETS; i++)
		INIT_LIST_HEAD(&buckets[i]);
	dock_shadow_find_kmap = find_kmap;
}

struct page *kmap_to_page(void *addr)
{
	unsigned long a = (unsigned long)addr;
	struct page *page;

	if (a < DOCK_PKMAP_BASE || a >= DOCK_KMAP_END)
		return virt_to_page(addr) + (DOCK_BREAK("kmap-of-low-pages") ? 1 : 0);
	page = page_behind(a);
	if (!page)
		report("address-type", "kmap_to_page() of an address where no page is mapped", NULL,
		       a, 0);
	return page;
}
EXPORT_SYMBOL(kmap_to_page);

void zero_user_segments(struct page *page, unsigned int start1, unsigned int end1,
			unsigned int start2, unsigned int end2)
{
	unsigned int size = (unsigned int)(PAGE_SIZE << compound_order(page));

	BUG_ON(end1 > size || end2 > size);
	if (DOCK_BREAK("parts-of-pages"))
		start2 = end2;
	for (unsigned int at = 0; at < size; at += PAGE_SIZE, page++) {
		const unsigned int from[] = { max(start1, at), max(start2, at) };
		const unsigned int to[] = { min(end1, at + (unsigned int)PAGE_SIZE),
					    min(end2, at + (unsigned int)PAGE_SIZE) };

		for (int i = 0; i < 2; i++)
			if (from[i] < to[i])
				memset_page(page, from[i] - at, 0, to[i] - from[i]);
	}
}
EXPORT_SYMBOL(zero_user_segments);

/* --- what is left --- */

void dock_kmap_check_local(const char *what_ends)
{
	struct dock_kmap_local *l = current->dock->kmaps;
	char sentence[96];

	if (likely(!l || !l->nr))
		return;
	snprintf(sentence, sizeof(sentence), "%s ends with %d mapping%s of its own left", what_ends,
		 l->nr, l->nr == 1 ? "" : "s");
	report("kmap-leak", sentence, l->entries[0].page, l->entries[0].addr, l->entries[0].stack);
	while (l->nr)
		drop_entry(l, l->nr - 1);
}

void dock_kmap_task_ends(void)
{
	struct dock_kmap_local *l = current->dock->kmaps;

	if (!l)
		return;
	dock_kmap_check_local("a task");
	current->dock->kmaps = NULL;
	list_del(&l->list);
	list_add(&l->spare, &spares);
}

unsigned long dock_kmap_live(void)
{
	return live;
}

static bool made_by(u32 stack, unsigned long base, unsigned long len)
{
	return dock_stack_driver_pc(stack) - base < len;
}

static void report_leak(const char *module, const struct page *page, unsigned long addr, u32 stack)
{
	char sentence[160];

	snprintf(sentence, sizeof(sentence), "module %s was unloaded and left a page mapped", module);
	report("kmap-leak", sentence, page, addr, stack);
}

static void report_local_leaks(struct dock_kmap_local *l, unsigned long base, unsigned long len,
			       const char *module)
{
	for (int i = l->nr - 1; i >= 0; i--)
		if (made_by(l->entries[i].stack, base, len)) {
			report_leak(module, l->entries[i].page, l->entries[i].addr,
				    l->entries[i].stack);
			l->entries[i].atomic = false; /* another context's counts */
			drop_entry(l, i);
		}
}

void dock_kmap_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct dock_kmap_local *l;
	struct mapping *m, *next;

	for (int b = 0; b < BUCKETS; b++)
		list_for_each_entry_safe(m, next, &buckets[b], list)
			if (made_by(m->stack, base, len)) {
				report_leak(module, m->page,
					    m->slot < 0 ? 0 : slot_address(m->slot), m->stack);
				mapping_drop(m);
			}
	list_for_each_entry(l, &locals, list)
		report_local_leaks(l, base, len, module);
}
