/* SPDX-License-Identifier: MIT */
/* The constructor of a cache, in the form that the run's version of Linux has. */
#ifndef DOCK_KERNEL_COMPAT_SLAB_H
#define DOCK_KERNEL_COMPAT_SLAB_H

#include <linux/slab.h>
#include "core/api.h"

#define DOCK_SLAB_CTOR_FLAG 1UL /* SLAB_CTOR_CONSTRUCTOR */

static inline void dock_compat_slab_ctor(void (*ctor)(void *), struct kmem_cache *cache,
					 void *object)
{
	typedef void with_cache(struct kmem_cache *, void *);
	typedef void with_flags(void *, struct kmem_cache *, unsigned long);

	if (dock_api_since(2, 6, 27))
		ctor(object);
	else if (dock_api_since(2, 6, 24))
		((with_cache *)(void *)ctor)(cache, object);
	else
		((with_flags *)(void *)ctor)(object, cache, DOCK_SLAB_CTOR_FLAG);
}

#endif
