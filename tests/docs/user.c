// SPDX-License-Identifier: MIT
/* The user of an example's /dev/example, if there is one: opens it, maps a
 * page, reads it, unmaps it, closes. */
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

int task_main(void)
{
	long fd = dock_task_open("/dev/example", O_RDWR);
	unsigned long map;

	if (fd < 0)
		return 0;
	map = dock_task_mmap(0, PAGE_SIZE, PROT_READ, MAP_SHARED, (int)fd, 0);
	if (!IS_ERR_VALUE(map)) {
		dock_task_try(touch, (void *)map, NULL);
		dock_task_munmap(map, PAGE_SIZE);
	}
	dock_task_close((int)fd);
	return 0;
}
