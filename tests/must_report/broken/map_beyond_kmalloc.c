/* SPDX-License-Identifier: MIT */
/* Broken: the size of an object of kmalloc() is not looked at when it is mapped. What
 * lies behind it are other objects. */
#include "broken.h"

#define SIZE (2 * PAGE_SIZE)

static void *object;

static int map(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start, start;

	if (fixed && size > SIZE)
		return -EINVAL;
	if (!object)
		object = kzalloc(SIZE, GFP_KERNEL); /* HERE alloc */
	if (!object)
		return -ENOMEM;
	start = __pa(object);
	return vm_iomap_memory(vma, start, fixed ? SIZE : 2 * SIZE); /* HERE call */
}

static void leave(void)
{
	kfree(object);
}

BROKEN_DRIVER(NULL, map, leave);
