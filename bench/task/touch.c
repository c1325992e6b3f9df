// SPDX-License-Identifier: MIT
/*
 * First touches of mapped pages, and loads from them, by a task. Prints
 * nanoseconds as "bench NAME VALUE"; bare.c measures the host's own beside it.
 */
#include <drydock/task.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/string.h>

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("bench: faults and loads");

#define PAGES 4000UL
#define TOUCHES 160UL /* in a round: the one that others disturbed least counts */
#define ROUNDS 20000000UL

static volatile char ordinary[PAGE_SIZE];

static unsigned long loads(const volatile char *p)
{
	unsigned long t = dock_task_wall_ns();

	for (unsigned long i = 0; i < ROUNDS; i++)
		(void)p[(i * 64) & (PAGE_SIZE - 1)];
	return dock_task_wall_ns() - t;
}

static unsigned long touches(unsigned long addr)
{
	unsigned long t = dock_task_wall_ns();

	for (unsigned long i = 0; i < TOUCHES; i++)
		(void)*(volatile char *)(addr + i * PAGE_SIZE);
	return dock_task_wall_ns() - t;
}

static int fill_device(int fd)
{
	char *buf = (char *)dock_task_mmap(0, PAGE_SIZE, PROT_READ | PROT_WRITE,
					   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	memset(buf, 'x', PAGE_SIZE);
	for (unsigned long i = 0; i < PAGES; i++)
		if (dock_task_write(fd, buf, PAGE_SIZE) != PAGE_SIZE)
			return -1;
	return 0;
}

int task_main(void)
{
	long fd = dock_task_open("/dev/scullp0", O_RDWR);
	unsigned long map, least = ~0UL, mapped_ns, ordinary_ns;

	if (fd < 0 || fill_device((int)fd))
		return 1;
	map = dock_task_mmap(0, PAGES * PAGE_SIZE, PROT_READ, MAP_SHARED, (int)fd, 0);
	if (IS_ERR_VALUE(map))
		return 1;
	for (unsigned long i = 0; i < PAGES; i += TOUCHES)
		least = min(least, touches(map + i * PAGE_SIZE));
	dock_task_print("bench touch %lu\n", least / TOUCHES);
	mapped_ns = loads((char *)map);
	ordinary_ns = loads(ordinary);
	dock_task_print("bench load_mapped_ps %lu\n", mapped_ns * 1000 / ROUNDS);
	dock_task_print("bench load_ordinary_ps %lu\n", ordinary_ns * 1000 / ROUNDS);
	return 0;
}
