// SPDX-License-Identifier: MIT
/*
 * First touches of pages that a driver gives one by one, with their neighbours, and
 * all at once (pager.c). Prints nanoseconds a page as "bench NAME VALUE".
 */
#include <drydock/task.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/mman.h>
#include <linux/module.h>

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("bench: faults with and without neighbours");

#define PAGES 4000UL
#define ROUND 160UL /* pages */

static unsigned long touch_round(unsigned long addr)
{
	unsigned long t = dock_task_wall_ns();

	for (unsigned long i = 0; i < ROUND; i++)
		(void)*(volatile char *)(addr + i * PAGE_SIZE);
	return dock_task_wall_ns() - t;
}

/* The round that others disturbed least. */
static int touch(int fd, const char *name, unsigned long way)
{
	unsigned long map = dock_task_mmap(0, PAGES * PAGE_SIZE, PROT_READ, MAP_SHARED,
					   fd, way * PAGES * PAGE_SIZE);
	unsigned long least = ~0UL;

	if (IS_ERR_VALUE(map))
		return 1;
	for (unsigned long i = 0; i < PAGES; i += ROUND)
		least = min(least, touch_round(map + i * PAGE_SIZE));
	dock_task_print("bench %s %lu\n", name, least / ROUND);
	return dock_task_munmap(map, PAGES * PAGE_SIZE) != 0;
}

int task_main(void)
{
	long fd = dock_task_open("/dev/pager", O_RDWR);

	return fd < 0 || touch((int)fd, "fault_single", 0) ||
	       touch((int)fd, "fault_around", 1) || touch((int)fd, "fault_entered", 2);
}
