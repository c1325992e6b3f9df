/* SPDX-License-Identifier: MIT */
/* Constructors of caches until 2.6.26: linux/slab.h includes this. */
#ifndef _LINUX_DOCK_OLD_SLAB_H
#define _LINUX_DOCK_OLD_SLAB_H

#if DOCK_SINCE_2_6_24
typedef void dock_slab_ctor(struct kmem_cache *cache, void *object);
#else
#define SLAB_CTOR_CONSTRUCTOR 0x001UL /* always, in the last argument */
typedef void dock_slab_ctor(void *object, struct kmem_cache *cache, unsigned long flags);
#endif

extern struct kmem_cache *dock_kmem_cache_create(const char *name, unsigned int size,
						 unsigned int align, slab_flags_t flags,
						 dock_slab_ctor *ctor) __dock(kmem_cache_create);
#if DOCK_SINCE_2_6_23
#define kmem_cache_create(name, size, align, flags, ctor) \
	dock_kmem_cache_create(name, size, align, flags, ctor)
#else
/* A destructor ran when memory went back to the pages, which nobody can see. */
static inline struct kmem_cache *kmem_cache_create(const char *name, size_t size, size_t align,
						   unsigned long flags, dock_slab_ctor *ctor,
						   dock_slab_ctor *dtor)
{
	(void)dtor;
	return dock_kmem_cache_create(name, size, align, flags, ctor);
}
#endif

#endif
