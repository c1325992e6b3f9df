/* SPDX-License-Identifier: MIT */
/* What is in the caches: for /proc, and at the end of a run. */
#include <linux/kernel.h>
#include <linux/mm.h>
#include "check/report.h"
#include "check/stack.h"
#include "kernel/leftover.h"
#include "kernel/mm/slab.h"
#include "kernel/mm/slab_types.h"

/* --- for /proc --- */

static void tell(struct kmem_cache *c,
		 void (*fn)(const struct dock_cache_facts *c, void *arg), void *arg)
{
	struct dock_cache_facts f = { .name = c->name, .live = c->live, .size = c->size,
				      .per_slab = (PAGE_SIZE << c->order) / c->stride,
				      .order = c->order };

	f.slabs = list_count_nodes(&c->partial) + list_count_nodes(&c->full);
	fn(&f, arg);
}

void dock_cache_each(void (*fn)(const struct dock_cache_facts *c, void *arg), void *arg)
{
	static const u8 order[] = DOCK_KMALLOC_ORDER;
	struct kmem_cache *c;

	list_for_each_entry_reverse(c, &dock_caches, all)
		tell(c, fn, arg);
	for (int type = DOCK_KMALLOC_TYPES - 1; type >= 0; type--)
		for (size_t i = 0; i < ARRAY_SIZE(order); i++)
			tell(&dock_kmalloc_caches[type][order[i]], fn, arg);
}

unsigned long dock_slab_pages(void)
{
	unsigned long n = 0;
	struct slab *s;

	list_for_each_entry(s, &dock_slabs, all)
		n += 1UL << s->order;
	return n;
}

/* --- what is left --- */

void dock_slab_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	const struct object *first = NULL;
	unsigned long n = 0, bytes = 0;
	const void *where = NULL;
	struct dock_report *r;
	struct slab *s;

	list_for_each_entry(s, &dock_slabs, all) {
		for (int i = 0; i < s->nr; i++) {
			unsigned long pc = dock_stack_driver_pc(s->objects[i].alloc_stack);

			if (!s->objects[i].live || pc < base || pc >= base + len)
				continue;
			if (!n++) {
				first = &s->objects[i];
				where = dock_slab_address(s, i);
			}
			bytes += s->objects[i].size;
		}
	}
	if (!n)
		return;
	r = dock_report_begin("memory-leak",
			      "module %s was unloaded and left %lu object%s (%lu bytes) behind",
			      module, n, n == 1 ? "" : "s", bytes);
	dock_report_fact(r, "first", "0x%lx, %u bytes", (unsigned long)where, first->size);
	dock_report_kept(r, "allocated", first->alloc_stack);
	dock_report_end(r);
}

void dock_cache_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct kmem_cache *c, *next;

	list_for_each_entry_safe(c, next, &dock_caches, all) {
		if (dock_stack_driver_pc(c->stack) - base >= len)
			continue;
		dock_leftover_report(module, "a cache of objects", c->name, 0, "made", c->stack);
		list_del_init(&c->all); /* its slabs may have objects */
	}
}
