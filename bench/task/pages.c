// SPDX-License-Identifier: MIT
/*
 * What a page and a small object cost to take and to give back, one at a time and
 * with many in use. Prints picoseconds a pair as "bench NAME VALUE"; bare.c
 * measures the host's malloc() and free() in the same way.
 */
#include <drydock/task.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("bench: allocators");

#define PAIRS 500000UL
#define MANY 500UL
#define BYTES 64

static void *held[MANY];

static unsigned long page_ps(void)
{
	unsigned long t = dock_task_wall_ns();

	for (unsigned long i = 0; i < PAIRS; i++)
		__free_pages(alloc_pages(GFP_KERNEL, 0), 0);
	return (dock_task_wall_ns() - t) * 1000 / PAIRS;
}

static unsigned long object_ps(void)
{
	unsigned long t = dock_task_wall_ns();

	for (unsigned long i = 0; i < PAIRS; i++)
		kfree(kmalloc(BYTES, GFP_KERNEL));
	return (dock_task_wall_ns() - t) * 1000 / PAIRS;
}

static unsigned long many_pages_ps(void)
{
	unsigned long t = dock_task_wall_ns();

	for (unsigned long n = 0; n < PAIRS / MANY; n++) {
		for (unsigned long i = 0; i < MANY; i++)
			held[i] = alloc_pages(GFP_KERNEL, 0);
		for (unsigned long i = 0; i < MANY; i++)
			__free_pages(held[i], 0);
	}
	return (dock_task_wall_ns() - t) * 1000 / PAIRS;
}

static unsigned long many_objects_ps(void)
{
	unsigned long t = dock_task_wall_ns();

	for (unsigned long n = 0; n < PAIRS / MANY; n++) {
		for (unsigned long i = 0; i < MANY; i++)
			held[i] = kmalloc(BYTES, GFP_KERNEL);
		for (unsigned long i = 0; i < MANY; i++)
			kfree(held[i]);
	}
	return (dock_task_wall_ns() - t) * 1000 / PAIRS;
}

int task_main(void)
{
	dock_task_print("bench page %lu\n", page_ps());
	dock_task_print("bench page_many %lu\n", many_pages_ps());
	dock_task_print("bench object %lu\n", object_ps());
	dock_task_print("bench object_many %lu\n", many_objects_ps());
	return 0;
}
