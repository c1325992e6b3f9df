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

#define ROUNDS 400
#define PAIRS 1000UL /* in a round */
#define MANY 500UL
#define BYTES 64

static void *held[MANY];

static void page(void)
{
	for (unsigned long i = 0; i < PAIRS; i++)
		__free_pages(alloc_pages(GFP_KERNEL, 0), 0);
}

static void object(void)
{
	for (unsigned long i = 0; i < PAIRS; i++)
		kfree(kmalloc(BYTES, GFP_KERNEL));
}

static void page_many(void)
{
	for (unsigned long n = 0; n < PAIRS / MANY; n++) {
		for (unsigned long i = 0; i < MANY; i++)
			held[i] = alloc_pages(GFP_KERNEL, 0);
		for (unsigned long i = 0; i < MANY; i++)
			__free_pages(held[i], 0);
	}
}

static void object_many(void)
{
	for (unsigned long n = 0; n < PAIRS / MANY; n++) {
		for (unsigned long i = 0; i < MANY; i++)
			held[i] = kmalloc(BYTES, GFP_KERNEL);
		for (unsigned long i = 0; i < MANY; i++)
			kfree(held[i]);
	}
}

/* The round that others disturbed least. */
static void measure(const char *name, void (*round)(void))
{
	unsigned long least = ~0UL;

	for (int i = 0; i < ROUNDS; i++) {
		unsigned long t = dock_task_wall_ns();

		round();
		least = min(least, dock_task_wall_ns() - t);
	}
	dock_task_print("bench %s %lu\n", name, least * 1000 / PAIRS);
}

int task_main(void)
{
	measure("page", page);
	measure("page_many", page_many);
	measure("object", object);
	measure("object_many", object_many);
	return 0;
}
