// SPDX-License-Identifier: MIT
/* The user of an example's /dev/example, if there is one: opens it, maps a
 * page, reads it, unmaps it; the same with four pages; closes. */
#include <drydock/task.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/module.h>

MODULE_LICENSE("Dual MIT/GPL");

static void touch(void *p)
{
	(void)*(volatile char *)p;
}

static void map(long fd, unsigned long size)
{
	unsigned long at = dock_task_mmap(0, size, PROT_READ, MAP_SHARED, (int)fd, 0);

	if (IS_ERR_VALUE(at))
		return;
	dock_task_try(touch, (void *)at, NULL);
	dock_task_munmap(at, size);
}

int task_main(void)
{
	long fd = dock_task_open("/dev/example", O_RDWR);

	if (fd < 0)
		return 0;
	map(fd, PAGE_SIZE);
	map(fd, 4 * PAGE_SIZE);
	dock_task_close((int)fd);
	return 0;
}
