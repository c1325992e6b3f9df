// SPDX-License-Identifier: MIT
/*
 * How long it takes to find a VMA among 10, 1,000 and 100,000, and to fork a task
 * with 10,000 pages. Prints "bench NAME VALUE", in picoseconds and microseconds.
 */
#include <drydock/task.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/sched.h>

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("bench: VMAs");

#define BASE 0x110000000000UL
#define ROUNDS 200
#define LOOKUPS 10000UL /* in a round */
#define PAGES 10000UL

static unsigned long made;

/* Each with a hole behind it, so that none is merged. */
static int make(unsigned long areas)
{
	for (; made < areas; made++) {
		unsigned long at = BASE + made * 2 * PAGE_SIZE;

		if (dock_task_mmap(at, PAGE_SIZE, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != at)
			return -1;
	}
	return 0;
}

/* @near: how many areas lie between one and the next that is looked up, at most.
 * Where they are far apart, most of the time is the host's cache, not the tree. */
static unsigned long round_ns(unsigned long areas, unsigned long near)
{
	static unsigned long random = 1, area;
	unsigned long missed = 0, t = dock_task_wall_ns();

	for (unsigned long i = 0; i < LOOKUPS; i++) {
		unsigned long at;

		random = random * 6364136223846793005UL + 1442695040888963407UL;
		area = (area + (random >> 33) % near) % areas;
		at = BASE + area * 2 * PAGE_SIZE;
		missed += find_vma(current->mm, at)->vm_start != at;
	}
	t = dock_task_wall_ns() - t;
	return missed ? 0 : t;
}

/* The round that others disturbed least. */
static unsigned long lookup_ps(unsigned long areas, unsigned long near)
{
	unsigned long least = ~0UL;

	for (int i = 0; i < ROUNDS; i++)
		least = min(least, round_ns(areas, near));
	return least * 1000 / LOOKUPS;
}

static int child(void *unused)
{
	return 0;
}

static unsigned long fork_us(void)
{
	unsigned long m = dock_task_mmap(0, PAGES * PAGE_SIZE, PROT_READ | PROT_WRITE,
					 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	unsigned long t;

	for (unsigned long i = 0; i < PAGES; i++)
		*(volatile char *)(m + i * PAGE_SIZE) = 1;
	t = dock_task_wall_ns();
	dock_task_wait(dock_task_fork(child, NULL));
	return (dock_task_wall_ns() - t) / 1000;
}

int task_main(void)
{
	static const unsigned long numbers[] = {10, 1000, 100000};

	dock_task_print("bench fork_us %lu\n", fork_us());
	for (int i = 0; i < 3; i++) {
		if (make(numbers[i]))
			return 1;
		dock_task_print("bench vma_%lu %lu\n", numbers[i],
				lookup_ps(numbers[i], 10));
		dock_task_print("bench vma_far_%lu %lu\n", numbers[i],
				lookup_ps(numbers[i], numbers[i]));
	}
	return 0;
}
