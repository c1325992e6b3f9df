/* SPDX-License-Identifier: MIT */
/* The task that uses a driver that crashes: every call once, on /dev/broken. */
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <drydock/task.h>

static void load(void *p)
{
	(void)*(volatile char *)p;
}

int task_main(void)
{
	unsigned long buf = dock_task_mmap(0, 4096, PROT_READ | PROT_WRITE,
					   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	long fd = dock_task_open("/dev/broken", O_RDWR);
	unsigned long map;

	if (fd < 0)
		return 100;
	dock_task_read((int)fd, (void *)buf, 1);
	dock_task_ioctl((int)fd, 0, buf);
	map = dock_task_mmap(0, 4096, PROT_READ, MAP_SHARED, (int)fd, 0);
	if (!IS_ERR_VALUE(map))
		dock_task_try(load, (void *)map, NULL);
	dock_task_munmap(map, 4096);
	dock_task_close((int)fd);
	return 0;
}
MODULE_LICENSE("GPL");
