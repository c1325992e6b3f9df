/* SPDX-License-Identifier: MIT */
/* Which caches of objects there can be. */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "core/api.h"
#include "kernel/mm/slab.h"

/* Since 5.13 an object may be smaller than a pointer. */
static bool is_sane(const char *name, unsigned int size)
{
	return name && !in_interrupt() && size <= KMALLOC_MAX_SIZE &&
	       (size >= sizeof(void *) || dock_api_since(5, 13, 0));
}

/* As large as the largest block; a constructor's objects have a pointer behind them. */
static bool fits_block(unsigned int size, unsigned int align, bool ctor)
{
	unsigned long room = ALIGN(size, sizeof(void *)) + (ctor ? sizeof(void *) : 0);

	return align <= KMALLOC_MAX_SIZE &&
	       (align ? ALIGN(room, (unsigned long)align) : room) <= KMALLOC_MAX_SIZE;
}

/* Linux keeps the reciprocal of the size. Of 0 there is none: the division traps. */
static void take_reciprocal(unsigned int size)
{
	__asm__ volatile("" : : "r"(UINT_MAX / size));
}

bool dock_cache_may_be(const char *name, unsigned int size, unsigned int align,
		       slab_flags_t flags, bool ctor)
{
	if (!is_sane(name, size)) {
		pr_err("kmem_cache_create(%s) integrity check failed\n", name);
	} else if (!fits_block(size, align, ctor)) {
		pr_warn("kmem_cache_create(%s) failed with error %d\n", name, -EINVAL);
	} else {
		if (!ctor)
			take_reciprocal(size);
		return true;
	}
	if (flags & SLAB_PANIC)
		panic("kmem_cache_create: no cache '%s' of objects of %u bytes\n", name, size);
	return false;
}
