/* SPDX-License-Identifier: MIT */
/* kmalloc and object caches. */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/types.h>

#define SLAB_HWCACHE_ALIGN	((slab_flags_t)0x00002000U)
#define SLAB_CACHE_DMA		((slab_flags_t)0x00004000U)
#if DOCK_SINCE_5_1
#define SLAB_CACHE_DMA32	((slab_flags_t)0x00008000U)
#endif
#define SLAB_RECLAIM_ACCOUNT	((slab_flags_t)0x00020000U)
#define SLAB_PANIC		((slab_flags_t)0x00040000U)
#if DOCK_SINCE_4_5
#define SLAB_ACCOUNT		((slab_flags_t)0x04000000U)
#endif

#define ARCH_KMALLOC_MINALIGN	8
#if DOCK_SINCE_2_6_22
#define KMALLOC_MAX_SIZE	(1UL << (DOCK_NR_ORDERS + PAGE_SHIFT - 1))
#define ZERO_SIZE_PTR		((void *)16)
#endif
#if DOCK_SINCE_2_6_23
#define ZERO_OR_NULL_PTR(x)	((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)
#endif

struct kmem_cache;

#if DOCK_BEFORE_2_6_20
#define SLAB_ATOMIC	GFP_ATOMIC
#define SLAB_KERNEL	GFP_KERNEL
#define SLAB_NOFS	GFP_NOFS
#define SLAB_NOIO	GFP_NOIO
#define SLAB_USER	GFP_USER
#define SLAB_DMA	GFP_DMA
#endif
#if DOCK_BEFORE_2_6_23
typedef struct kmem_cache kmem_cache_t;
#endif

extern void *kmalloc(size_t size, gfp_t flags) __dock(kmalloc) __attribute__((malloc));
#if DOCK_SINCE_2_6_14
extern void *kzalloc(size_t size, gfp_t flags) __dock(kzalloc) __attribute__((malloc));
#endif
extern void kfree(const void *objp) __dock(kfree);
#if DOCK_SINCE_5_9
extern void kfree_sensitive(const void *objp) __dock(kfree_sensitive);
#elif DOCK_SINCE_2_6_30
extern void kzfree(const void *objp) __dock(kfree_sensitive);
#endif
extern size_t ksize(const void *objp) __dock(ksize);
#if DOCK_SINCE_2_6_22
extern void *krealloc(const void *objp, size_t new_size, gfp_t flags) __dock(krealloc);
#endif
#if DOCK_SINCE_3_4
extern void *kmalloc_array(size_t n, size_t size, gfp_t flags) __dock(kmalloc_array);
#endif
extern void *kcalloc(size_t n, size_t size, gfp_t flags) __dock(kcalloc);
#if DOCK_SINCE_4_12
extern void *kvmalloc(size_t size, gfp_t flags) __dock(kvmalloc);
extern void *kvzalloc(size_t size, gfp_t flags) __dock(kvzalloc);
#endif
#if DOCK_SINCE_3_15
extern void kvfree(const void *addr) __dock(kvfree);
#endif
#if DOCK_SINCE_5_11
extern void *krealloc_array(void *p, size_t new_n, size_t new_size, gfp_t flags)
	__dock(krealloc_array);
#endif
#if DOCK_SINCE_4_12
extern void *kvmalloc_array(size_t n, size_t size, gfp_t flags) __dock(kvmalloc_array);
#endif
#if DOCK_SINCE_4_18
extern void *kvcalloc(size_t n, size_t size, gfp_t flags) __dock(kvcalloc);
#endif
extern void *kvrealloc(const void *p, size_t old_size, size_t new_size, gfp_t flags)
	__dock(kvrealloc);
#if DOCK_SINCE_2_6_12
/* @node is asked first; an unknown one, or NUMA_NO_NODE, is the first. */
extern void *kmalloc_node(size_t size, gfp_t flags, int node)
	__dock(kmalloc_node) __attribute__((malloc));
#endif
#if DOCK_SINCE_2_6_26
static inline void *kzalloc_node(size_t size, gfp_t flags, int node)
{
	return kmalloc_node(size, flags | __GFP_ZERO, node);
}
#endif
#if DOCK_SINCE_4_15
static inline void *kmalloc_array_node(size_t n, size_t size, gfp_t flags, int node)
{
	size_t bytes;

	return __builtin_mul_overflow(n, size, &bytes) ? NULL : kmalloc_node(bytes, flags, node);
}
static inline void *kcalloc_node(size_t n, size_t size, gfp_t flags, int node)
{
	return kmalloc_array_node(n, size, flags | __GFP_ZERO, node);
}
#endif
#if DOCK_SINCE_4_12
extern void *kvmalloc_node(size_t size, gfp_t flags, int node) __dock(kvmalloc_node);
static inline void *kvzalloc_node(size_t size, gfp_t flags, int node)
{
	return kvmalloc_node(size, flags | __GFP_ZERO, node);
}
#endif
#if DOCK_SINCE_2_6_19
#define kmalloc_track_caller(size, flags) kmalloc(size, flags)
#endif

#if DOCK_SINCE_2_6_27
extern struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
					    slab_flags_t flags, void (*ctor)(void *))
	__dock(kmem_cache_create);
#else
#include <linux/dock_old_slab.h>
#endif
extern void kmem_cache_destroy(struct kmem_cache *s) __dock(kmem_cache_destroy);
extern void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags) __dock(kmem_cache_alloc);
extern void kmem_cache_free(struct kmem_cache *s, void *objp) __dock(kmem_cache_free);
#if DOCK_SINCE_4_3
/* All of @size objects, or none: how many. */
extern int kmem_cache_alloc_bulk(struct kmem_cache *s, gfp_t flags, size_t size, void **p)
	__dock(kmem_cache_alloc_bulk);
extern void kmem_cache_free_bulk(struct kmem_cache *s, size_t size, void **p)
	__dock(kmem_cache_free_bulk);
#endif
/* 0: no empty slabs are kept. */
extern int kmem_cache_shrink(struct kmem_cache *s) __dock(kmem_cache_shrink);
extern void *kmem_cache_alloc_node(struct kmem_cache *s, gfp_t flags, int node)
	__dock(kmem_cache_alloc_node);
#if DOCK_SINCE_4_16
#define kmem_cache_create_usercopy(name, size, align, flags, offset, length, ctor)	\
	((void)(offset), (void)(length), kmem_cache_create(name, size, align, flags, ctor))
#endif
extern unsigned int kmem_cache_size(struct kmem_cache *s) __dock(kmem_cache_size);
#if DOCK_SINCE_2_6_17
static inline void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t flags)
{
	return kmem_cache_alloc(s, flags | __GFP_ZERO);
}
#endif
#if DOCK_SINCE_2_6_27
#define KMEM_CACHE(s, flags) \
	kmem_cache_create(#s, sizeof(struct s), __alignof__(struct s), (flags), NULL)
#endif

#if DOCK_SINCE_2_6_13
extern char *kstrdup(const char *s, gfp_t gfp) __dock(kstrdup);
#endif
#if DOCK_SINCE_2_6_23
extern char *kstrndup(const char *s, size_t len, gfp_t gfp) __dock(kstrndup);
#endif
#if DOCK_SINCE_2_6_19
extern void *kmemdup(const void *src, size_t len, gfp_t gfp) __dock(kmemdup);
#endif
#if DOCK_SINCE_2_6_18
extern char *kasprintf(gfp_t gfp, const char *fmt, ...) __dock(kasprintf)
	__attribute__((format(printf, 2, 3)));
#endif

#endif
