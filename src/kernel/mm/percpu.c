/* SPDX-License-Identifier: MIT */
/*
 * Memory of which each processor has a copy.
 *
 * Copies lie in the module window, at fixed distances above the address that
 * stands for all of them (percpu-defs.h), in simulated RAM. What alloc_percpu()
 * gives has pages of its own, and ends where they end: an access behind it, one
 * after it was freed, and one through the address itself are oopses.
 */
#include "kernel/mm/percpu.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/mm/vmalloc.h"
#include "kernel/sched/sched.h"
#include "machine/layout.h"

/* Addresses that stand for allocations; the copies' distance is their end's. */
static_assert(DOCK_PERCPU_END - DOCK_MODULES_BASE == 1UL << DOCK_PERCPU_SHIFT);
#define DYNAMIC_END (DOCK_MODULES_BASE + (1UL << DOCK_PERCPU_SHIFT))
#define DYNAMIC_BASE DOCK_MODULES_CODE_END

struct allocation {
	struct list_head list;
	unsigned long pages, len; /* of the pages that hold it */
	unsigned long ptr;
	unsigned int stack;
};

static LIST_HEAD(allocations);
static unsigned long next_pages = DYNAMIC_BASE, nr_allocations;

static void unmap(unsigned long addr, unsigned long len, unsigned int cpus)
{
	while (cpus--)
		dock_module_ram_unmap(addr + per_cpu_offset(cpus), len);
}

static int map(unsigned long addr, unsigned long len)
{
	for (unsigned int cpu = 0; cpu < nr_cpu_ids; cpu++)
		if (dock_module_ram_map(addr + per_cpu_offset(cpu), len)) {
			unmap(addr, len, cpu);
			return -ENOMEM;
		}
	return 0;
}

int dock_percpu_map(unsigned long addr, unsigned long len)
{
	unsigned long first = addr & PAGE_MASK, end = PAGE_ALIGN(addr + len);
	unsigned int cpu;

	if (map(first, end - first))
		return -ENOMEM;
	for_each_possible_cpu(cpu)
		memcpy((void *)(addr + per_cpu_offset(cpu)), (void *)addr, len);
	return 0;
}

void dock_percpu_unmap(unsigned long addr, unsigned long len)
{
	unsigned long first = addr & PAGE_MASK;

	unmap(first, PAGE_ALIGN(addr + len) - first, nr_cpu_ids);
}

/* --- allocation --- */

void __percpu *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp)
{
	struct allocation *a;

	if (!size || size > PERCPU_ENOUGH_ROOM || align > PAGE_SIZE ||
	    align & (align - 1))
		return NULL;
	if (gfp & __GFP_DIRECT_RECLAIM)
		might_sleep();
	dock_switch_point(100);
	if (next_pages + 2 * PERCPU_ENOUGH_ROOM > DYNAMIC_END)
		return NULL;
	a = host_alloc(sizeof(*a));
	a->pages = next_pages;
	a->len = PAGE_ALIGN(size);
	a->ptr = a->pages + a->len - ALIGN(size, max(align, (size_t)8));
	if (map(a->pages, a->len)) {
		host_free(a);
		return NULL;
	}
	/* Addresses are never used twice, and a page is free between two. */
	next_pages += a->len + PAGE_SIZE;
	a->stack = dock_stack_keep();
	list_add_tail(&a->list, &allocations);
	nr_allocations++;
	return (void *)a->ptr;
}
EXPORT_SYMBOL(__alloc_percpu_gfp);

void __percpu *__alloc_percpu(size_t size, size_t align)
{
	return __alloc_percpu_gfp(size, align, GFP_KERNEL);
}
EXPORT_SYMBOL(__alloc_percpu);

static void release(struct allocation *a)
{
	unmap(a->pages, a->len, nr_cpu_ids);
	list_del(&a->list);
	host_free(a);
	nr_allocations--;
}

static void report_bad_free(unsigned long ptr)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin(
		"bad-free",
		"free_percpu() of an address that alloc_percpu() has not given, or "
		"that was freed");

	dock_report_fact(r, "address", "0x%lx", ptr);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

void free_percpu(void __percpu *ptr)
{
	struct allocation *a;

	if (!ptr)
		return;
	list_for_each_entry (a, &allocations, list)
		if (a->ptr == (unsigned long)ptr) {
			release(a);
			return;
		}
	report_bad_free((unsigned long)ptr);
}
EXPORT_SYMBOL(free_percpu);

/* --- operations in one piece --- */

#define OPERATE(type, p, op, value, expected)                                            \
	({                                                                               \
		type *__p = (p), __old = *__p;                                           \
		unsigned long __result = __old;                                          \
                                                                                         \
		switch (op) {                                                            \
		case DOCK_PERCPU_READ:                                                   \
			break;                                                           \
		case DOCK_PERCPU_WRITE:                                                  \
		case DOCK_PERCPU_XCHG:                                                   \
			*__p = (type)(value);                                            \
			break;                                                           \
		case DOCK_PERCPU_ADD:                                                    \
			__result = *__p = (type)(__old + (type)(value));                 \
			break;                                                           \
		case DOCK_PERCPU_AND:                                                    \
			*__p = (type)(__old & (type)(value));                            \
			break;                                                           \
		case DOCK_PERCPU_OR:                                                     \
			*__p = (type)(__old | (type)(value));                            \
			break;                                                           \
		case DOCK_PERCPU_CMPXCHG:                                                \
			if (__old == (type)(expected))                                   \
				*__p = (type)(value);                                    \
			break;                                                           \
		}                                                                        \
		__result;                                                                \
	})

unsigned long dock_percpu_op(void *pcp, unsigned long size, enum dock_percpu_op op,
			     unsigned long value, unsigned long expected)
{
	void *p = (void *)((unsigned long)pcp + per_cpu_offset(dock_cpu->id));

	switch (size) {
	case 1:
		return OPERATE(u8, p, op, value, expected);
	case 2:
		return OPERATE(u16, p, op, value, expected);
	case 4:
		return OPERATE(u32, p, op, value, expected);
	default:
		return OPERATE(u64, p, op, value, expected);
	}
}
EXPORT_SYMBOL(dock_percpu_op);

/* --- what is left --- */

unsigned long dock_percpu_live(void)
{
	return nr_allocations;
}

void dock_percpu_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct allocation *a, *n;

	list_for_each_entry_safe (a, n, &allocations, list) {
		unsigned long pc = dock_stack_driver_pc(a->stack);
		const unsigned long *pcs;
		struct dock_report *r;
		int nr;

		if (pc < base || pc >= base + len)
			continue;
		nr = dock_stack_get(a->stack, &pcs);
		r = dock_report_begin("memory-leak",
				      "module %s was unloaded and did not free "
				      "per-CPU memory",
				      module);
		dock_report_fact(r, "address", "0x%lx", a->ptr);
		dock_report_stack(r, "allocated", pcs, nr);
		dock_report_end(r);
		release(a);
	}
}
