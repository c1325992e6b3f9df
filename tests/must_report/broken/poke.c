/* SPDX-License-Identifier: MIT */
/* The task that uses a broken driver. how=ioctl: one ioctl, with the address of
 * a page of memory; how=map: two mappings of its first page, both touched;
 * how=view: the same, read-only; how=views: of 16 pages; how=private: of 16 pages,
 * private; how=copy: one ioctl, with the address of such a mapping; how=long: four pages
 * mapped, and if that is refused two, and the first one touched. */
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <drydock/task.h>

static char *how = "ioctl";
module_param(how, charp, 0);

static void load(void *p)
{
	(void)*(volatile char *)p;
}

static int map_twice(int fd, unsigned long len, unsigned long prot, unsigned long flags)
{
	unsigned long m[2];

	for (int i = 0; i < 2; i++) {
		m[i] = dock_task_mmap(0, len, prot, flags, fd, 0);
		if (IS_ERR_VALUE(m[i]))
			return 1;
		for (unsigned long at = 0; at < len; at += 4096)
			dock_task_try(load, (void *)(m[i] + at), NULL);
	}
	for (int i = 0; i < 2; i++)
		dock_task_munmap(m[i], len);
	return 0;
}

static int map_long(int fd)
{
	unsigned long m = 0;

	for (unsigned long pages = 4; pages >= 2; pages -= 2) {
		m = dock_task_mmap(0, pages * 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		if (IS_ERR_VALUE(m))
			continue;
		dock_task_try(load, (void *)m, NULL);
		return dock_task_munmap(m, pages * 4096);
	}
	return 1;
}

static int call(int fd)
{
	unsigned long buf = dock_task_mmap(0, 4096, PROT_READ | PROT_WRITE,
					   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return dock_task_ioctl(fd, 0, buf) < 0;
}

static int call_on_map(int fd)
{
	unsigned long m =
		dock_task_mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	int ret = dock_task_ioctl(fd, 0, m) < 0;

	dock_task_munmap(m, 4096);
	return ret;
}

int task_main(void)
{
	long fd = dock_task_open("/dev/broken", O_RDWR);
	int ret;

	if (fd < 0)
		return 100;
	if (!strcmp(how, "map"))
		ret = map_twice((int)fd, 4096, PROT_READ | PROT_WRITE, MAP_SHARED);
	else if (!strcmp(how, "view"))
		ret = map_twice((int)fd, 4096, PROT_READ, MAP_SHARED);
	else if (!strcmp(how, "views"))
		ret = map_twice((int)fd, 16 * 4096, PROT_READ, MAP_SHARED);
	else if (!strcmp(how, "private"))
		ret = map_twice((int)fd, 16 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	else if (!strcmp(how, "long"))
		ret = map_long((int)fd);
	else if (!strcmp(how, "copy"))
		ret = call_on_map((int)fd);
	else
		ret = call((int)fd);
	dock_task_close((int)fd);
	return ret;
}
MODULE_LICENSE("GPL");
