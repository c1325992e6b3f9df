/* SPDX-License-Identifier: MIT */
/* What is made of kmalloc() and caches: arrays, copies, many at once, kvmalloc(). */
#include "kernel/mm/slab.h"

#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "core/breaks.h"
#include "kernel/mm/vmalloc.h"

void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *p = kmalloc(len, gfp);

	if (p)
		memcpy(p, src, len);
	return p;
}
EXPORT_SYMBOL(kmemdup);

char *kstrndup(const char *s, size_t len, gfp_t gfp)
{
	char *p = s ? kmalloc(strnlen(s, len) + 1, gfp) : NULL;

	if (!p)
		return NULL;
	len = strnlen(s, len);
	memcpy(p, s, len);
	p[len] = 0;
	return p;
}
EXPORT_SYMBOL(kstrndup);

char *kstrdup(const char *s, gfp_t gfp)
{
	return s ? kstrndup(s, strlen(s), gfp) : NULL;
}
EXPORT_SYMBOL(kstrdup);

char *kmemdup_nul(const char *s, size_t len, gfp_t gfp)
{
	char *p = s ? kmalloc(len + 1, gfp) : NULL;

	if (!p)
		return NULL;
	memcpy(p, s, len);
	p[len] = 0;
	return p;
}
EXPORT_SYMBOL(kmemdup_nul);

/* Which strings are constant is not known here: each is copied. */
const char *kstrdup_const(const char *s, gfp_t gfp)
{
	return kstrdup(s, gfp);
}
EXPORT_SYMBOL(kstrdup_const);

void kfree_const(const void *p)
{
	kfree(p);
}
EXPORT_SYMBOL(kfree_const);

char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	va_list again;
	int len;
	char *p;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	p = kmalloc((size_t)len + 1, gfp);
	if (p)
		vsnprintf(p, (size_t)len + 1, fmt, args);
	return p;
}
EXPORT_SYMBOL(kvasprintf);

char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *p;

	va_start(args, fmt);
	p = kvasprintf(gfp, fmt, args);
	va_end(args);
	return p;
}
EXPORT_SYMBOL(kasprintf);

/* --- around kmalloc --- */

void *kzalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags | __GFP_ZERO);
}
EXPORT_SYMBOL(kzalloc);

void kfree_sensitive(const void *p)
{
	if (!ZERO_OR_NULL_PTR(p))
		memset((void *)p, 0, ksize(p));
	kfree(p);
}
EXPORT_SYMBOL(kfree_sensitive);

void *krealloc(const void *p, size_t new_size, gfp_t flags)
{
	size_t old;
	void *n;

	if (!new_size) {
		kfree(p);
		return ZERO_SIZE_PTR;
	}
	if (!DOCK_BREAK("krealloc-of-objects") && dock_slab_resize(p, new_size))
		return (void *)p;
	old = ksize(p);
	n = kmalloc(new_size, flags);
	if (n && old)
		memcpy(n, p, min(old, new_size));
	if (n)
		kfree(p);
	return n;
}
EXPORT_SYMBOL(krealloc);

void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (DOCK_BREAK("kmalloc-of-arrays"))
		return kmalloc(n * size, flags);
	return __builtin_mul_overflow(n, size, &bytes) ? NULL : kmalloc(bytes, flags);
}
EXPORT_SYMBOL(kmalloc_array);

void *kcalloc(size_t n, size_t size, gfp_t flags)
{
	return kmalloc_array(n, size, flags | __GFP_ZERO);
}
EXPORT_SYMBOL(kcalloc);

int kmem_cache_alloc_bulk(struct kmem_cache *c, gfp_t flags, size_t size, void **p)
{
	for (size_t i = 0; i < size; i++) {
		p[i] = kmem_cache_alloc(c, flags);
		if (!p[i]) {
			kmem_cache_free_bulk(c, i, p);
			return 0;
		}
	}
	return (int)size - (DOCK_BREAK("cache-in-bulk") ? 1 : 0);
}
EXPORT_SYMBOL(kmem_cache_alloc_bulk);

void kmem_cache_free_bulk(struct kmem_cache *c, size_t size, void **p)
{
	while (size--)
		kmem_cache_free(c, p[size]);
}
EXPORT_SYMBOL(kmem_cache_free_bulk);

void *kvmalloc_node(size_t size, gfp_t flags, int node)
{
	void *p = size <= KMALLOC_MAX_SIZE ? kmalloc_node(size, flags | __GFP_NOWARN, node) : NULL;

	if (DOCK_BREAK("kvmalloc-small-and-large"))
		flags |= __GFP_DIRECT_RECLAIM;
	if (p || size <= PAGE_SIZE || !gfpflags_allow_blocking(flags))
		return p;
	if (size > INT_MAX) {
		WARN_ON_ONCE(!(flags & __GFP_NOWARN));
		return NULL;
	}
	return dock_vmalloc_on(size, flags, node);
}
EXPORT_SYMBOL(kvmalloc_node);

void *kvmalloc(size_t size, gfp_t flags)
{
	return kvmalloc_node(size, flags, NUMA_NO_NODE);
}
EXPORT_SYMBOL(kvmalloc);

void *kvzalloc(size_t size, gfp_t flags)
{
	return kvmalloc(size, flags | __GFP_ZERO);
}
EXPORT_SYMBOL(kvzalloc);

void kvfree(const void *p)
{
	if (is_vmalloc_addr(p))
		vfree(p);
	else
		kfree(p);
}
EXPORT_SYMBOL(kvfree);

void kvfree_sensitive(const void *p, size_t len)
{
	if (p)
		memzero_explicit((void *)p, len);
	kvfree(p);
}
EXPORT_SYMBOL(kvfree_sensitive);

void *krealloc_array(void *p, size_t new_n, size_t new_size, gfp_t flags)
{
	size_t bytes;

	return __builtin_mul_overflow(new_n, new_size, &bytes) ? NULL : krealloc(p, bytes, flags);
}
EXPORT_SYMBOL(krealloc_array);

void *kvmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	return __builtin_mul_overflow(n, size, &bytes) ? NULL : kvmalloc(bytes, flags);
}
EXPORT_SYMBOL(kvmalloc_array);

void *kvcalloc(size_t n, size_t size, gfp_t flags)
{
	return kvmalloc_array(n, size, flags | __GFP_ZERO);
}
EXPORT_SYMBOL(kvcalloc);

void *kvrealloc(const void *p, size_t old_size, size_t new_size, gfp_t flags)
{
	void *n;

	if (old_size >= new_size)
		return (void *)p;
	n = kvmalloc(new_size, flags);
	if (!n)
		return NULL;
	memcpy(n, p, old_size);
	kvfree(p);
	return n;
}
EXPORT_SYMBOL(kvrealloc);

void *vmalloc_node(unsigned long size, int node)
{
	return dock_vmalloc_on(size, GFP_KERNEL, node);
}
EXPORT_SYMBOL(vmalloc_node);

void *vzalloc_node(unsigned long size, int node)
{
	return dock_vmalloc_on(size, GFP_KERNEL | __GFP_ZERO, node);
}
EXPORT_SYMBOL(vzalloc_node);

void *vmalloc_array(size_t n, size_t size)
{
	size_t bytes;

	return __builtin_mul_overflow(n, size, &bytes) ? NULL : vmalloc(bytes);
}
EXPORT_SYMBOL(vmalloc_array);

void *vcalloc(size_t n, size_t size)
{
	if (DOCK_BREAK("too-much-of-vmalloc"))
		return vzalloc(n * size);
	size_t bytes;

	return __builtin_mul_overflow(n, size, &bytes) ? NULL : vzalloc(bytes);
}
EXPORT_SYMBOL(vcalloc);

/* --- bitmaps --- */

unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags)
{
	return kmalloc_array(BITS_TO_LONGS(nbits), sizeof(long), flags);
}
EXPORT_SYMBOL(bitmap_alloc);

unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags)
{
	return bitmap_alloc(nbits, flags | __GFP_ZERO);
}
EXPORT_SYMBOL(bitmap_zalloc);

void bitmap_free(const unsigned long *bitmap)
{
	kfree(bitmap);
}
EXPORT_SYMBOL(bitmap_free);
