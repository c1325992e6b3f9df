// SPDX-License-Identifier: MIT
/* The whole cycle, as a task: open, write, mmap, touch. */
#include <drydock/task.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/string.h>

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("bench: one session with scullp");

int task_main(void)
{
	char *buf = (char *)dock_task_mmap(0, PAGE_SIZE, PROT_READ | PROT_WRITE,
					   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	long fd = dock_task_open("/dev/scullp0", O_RDWR);
	unsigned long map;

	if (IS_ERR(buf) || fd < 0)
		return 1;
	memset(buf, 'x', PAGE_SIZE);
	if (dock_task_write((int)fd, buf, PAGE_SIZE) != PAGE_SIZE)
		return 1;
	map = dock_task_mmap(0, PAGE_SIZE, PROT_READ, MAP_SHARED, (int)fd, 0);
	return IS_ERR_VALUE(map) || *(volatile char *)map != 'x';
}
