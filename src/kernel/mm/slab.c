/* SPDX-License-Identifier: MIT */
/*
 * kmalloc and object caches.
 *
 * Objects lie in slabs, blocks of pages in simulated RAM; what is known of them
 * (free or not, by whom allocated and freed) lies in drydock's own memory,
 * where no driver can scribble over it. A slab without objects goes back to
 * the page allocator at once.
 */
#include "kernel/mm/slab.h"

#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "check/dma.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/compat/slab.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/page.h"
#include "kernel/mm/slab_types.h"
#include "kernel/mm/zone.h"
#include "kernel/sched/sched.h"
#include "machine/cache.h"
#include "machine/layout.h"

#define FREE_BYTE	  0x6b
#define SLAB_MIN_OBJECTS  8
#define RED_ZONE	  16 /* bytes at least between two objects */
#define QUARANTINE	  256 /* freed objects that wait before they are used again */

struct kmem_cache dock_kmalloc_caches[DOCK_KMALLOC_TYPES][DOCK_KMALLOC_MAX_SHIFT + 1];
static unsigned long live_objects;
LIST_HEAD(dock_slabs);
LIST_HEAD(dock_caches);
/* Which slab a page frame belongs to: costs nothing where there is none. */
#define SLAB_OF_PFN ((struct slab **)DOCK_SLAB_MAP_BASE)

static void report_object(const char *rule, const char *sentence, const void *p,
			  const struct object *o)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin(rule, "%s", sentence);

	dock_report_fact(r, "address", "0x%lx", (unsigned long)p);
	if (o)
		dock_report_fact(r, "object", "%u bytes", o->size);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	if (o) {
		dock_report_kept(r, "allocated", o->alloc_stack);
		if (!o->live)
			dock_report_kept(r, "freed", o->free_stack);
	}
	dock_report_end(r);
}

/* --- caches and slabs --- */

static void cache_init(struct kmem_cache *c, const char *name, unsigned int size,
		       unsigned int align, void (*ctor)(void *))
{
	strscpy(c->name, name, sizeof(c->name));
	c->size = size;
	c->align = max(align, (unsigned int)ARCH_KMALLOC_MINALIGN);
	c->stride = ALIGN(ALIGN(size, 8U) + RED_ZONE, c->align);
	if (c->stride > KMALLOC_MAX_SIZE)
		c->stride = ALIGN(ALIGN(size, 8U), c->align); /* one fills the largest block */
	c->ctor = ctor;
	while ((PAGE_SIZE << c->order) < c->stride ||
	       (c->order < 3 &&
		(PAGE_SIZE << c->order) < (unsigned long)c->stride * SLAB_MIN_OBJECTS))
		c->order++;
	INIT_LIST_HEAD(&c->partial);
	INIT_LIST_HEAD(&c->full);
}

static void kmalloc_init(int type)
{
	/* What a device may write must not share a line that the CPU writes. */
	unsigned int line = dock_cache_coherent() ? 1 : dock_cache_line();
	static const u8 order[] = DOCK_KMALLOC_ORDER;
	char name[40];

	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		unsigned int at = order[i], size = at < 3 ? 96 * at : 1U << at;
		struct kmem_cache *c = &dock_kmalloc_caches[type][at];

		snprintf(name, sizeof(name), "%skmalloc-%u%s", type == DOCK_KMALLOC_DMA ? "dma-" : "",
			 size < 1024 ? size : size >> 10, size < 1024 ? "" : "k");
		cache_init(c, name, size, max(size & -size, line), NULL);
		c->zone = type == DOCK_KMALLOC_DMA ? __GFP_DMA : 0;
		if (DOCK_BREAK("alignment-of-kmalloc") && size == 4096)
			c->stride -= 8;
	}
}

static struct kmem_cache *kmalloc_cache(size_t size, gfp_t flags)
{
	bool dma = flags & __GFP_DMA;
	struct kmem_cache *of = dock_kmalloc_caches[dma ? DOCK_KMALLOC_DMA : DOCK_KMALLOC_NORMAL];

	if (size > 64 && size <= 96 && !DOCK_BREAK("sizes-of-kmalloc"))
		return &of[1];
	if (size > 128 && size <= 192)
		return &of[2];
	return &of[size <= 8 ? 3 : ilog2(size - 1) + 1];
}

void *dock_slab_address(const struct slab *s, int i)
{
	return (void *)(s->base + (unsigned long)i * s->cache->stride);
}

static void slab_map(struct slab *s, struct slab *value)
{
	unsigned long pfn = page_to_pfn(s->page);

	for (unsigned long i = 0; i < 1UL << s->order; i++)
		SLAB_OF_PFN[pfn + i] = value;
}

#define NOT_OF_SLABS (__GFP_ZERO | __GFP_COMP | __GFP_HIGHMEM | __GFP_DMA | __GFP_DMA32)

/* The zone is the cache's affair, whatever the caller's flags say. */
static struct slab *slab_new(struct kmem_cache *c, gfp_t gfp, int nid)
{
	struct page *page = dock_alloc_own_on(nid, (gfp & ~NOT_OF_SLABS) | c->zone, c->order);
	int nr = (int)((PAGE_SIZE << c->order) / c->stride);
	struct slab *s;

	if (!page)
		return NULL;
	s = host_alloc(sizeof(*s) + (size_t)nr * sizeof(s->objects[0]));
	s->cache = c;
	s->page = page;
	s->base = (unsigned long)page_address(page);
	s->order = c->order;
	s->nr = nr;
	s->nid = nid;
	for (int i = 0; i < nr; i++) {
		s->objects[i].next_free = i + 1 < nr ? i + 1 : -1;
		if (c->ctor)
			dock_compat_slab_ctor(c->ctor, c, dock_slab_address(s, i));
	}
	for (unsigned long i = 0; i < 1UL << s->order; i++)
		__SetPageSlab(page + i);
	dock_shadow_set(page_to_phys(page), PAGE_SIZE << s->order, 0);
	list_add(&s->list, &c->partial);
	list_add_tail(&s->all, &dock_slabs);
	slab_map(s, s);
	return s;
}

static void slab_free(struct slab *s)
{
	slab_map(s, NULL);
	list_del(&s->list);
	list_del(&s->all);
	atomic_set(&s->page->_refcount, 0);
	for (unsigned long i = 0; i < 1UL << s->order; i++)
		__ClearPageSlab(s->page + i);
	dock_page_release(s->page, s->order);
	host_free(s);
}

/* One made for node @nid; its pages may be of another if that was full. */
static struct slab *slab_for(const struct kmem_cache *c, gfp_t gfp, int nid)
{
	struct slab *s;

	list_for_each_entry(s, &c->partial, list)
		if (s->nid == nid && (!(gfp & __GFP_THISNODE) || page_to_nid(s->page) == nid))
			return s;
	return NULL;
}

static void *cache_alloc(struct kmem_cache *c, gfp_t gfp, int nid, size_t size)
{
	struct slab *s;
	struct object *o;
	void *p;
	int i;

	dock_switch_point(30);
	if (gfpflags_allow_blocking(gfp))
		might_sleep();
	/* Only now: another task may have filled a slab that was chosen before. */
	if (!dock_node_has_memory(nid))
		nid = dock_first_node(); /* as with NUMA_NO_NODE */
	s = slab_for(c, gfp, nid);
	if (!s)
		s = slab_new(c, gfp, nid);
	if (!s)
		return NULL;
	i = s->free;
	o = &s->objects[i];
	s->free = o->next_free;
	o->live = true;
	o->size = (u32)size;
	o->alloc_stack = dock_stack_keep();
	if (++s->in_use == s->nr)
		list_move(&s->list, &c->full);
	c->live++;
	live_objects++;
	p = dock_slab_address(s, i);
	dock_shadow_object((unsigned long)p - DOCK_LINEAR_BASE, size, c->stride);
	if (gfp & __GFP_ZERO)
		memset(p, 0, c->size);
	if (DOCK_BREAK("cache-with-constructor") && c->ctor)
		c->ctor(p);
	return p;
}

static struct slab *slab_of(const void *p)
{
	unsigned long phys = (unsigned long)p - DOCK_LINEAR_BASE;

	if (phys >= dock_max_pfn() << PAGE_SHIFT)
		return NULL;
	return SLAB_OF_PFN[phys >> PAGE_SHIFT];
}

/* The object that starts at @p, live or not; NULL: @p is no object's start. */
static struct object *object_of(struct slab *s, const void *p, int *index)
{
	unsigned int off = (unsigned int)((unsigned long)p - s->base);
	int i = (int)(off / s->cache->stride);

	if (off % s->cache->stride || i >= s->nr)
		return NULL;
	*index = i;
	return &s->objects[i];
}

/* The object may be handed out again. */
static void object_release(struct slab *s, int i)
{
	s->objects[i].next_free = s->free;
	s->free = i;
	if (s->in_use-- == s->nr)
		list_move(&s->list, &s->cache->partial);
	if (!s->in_use)
		slab_free(s);
}

/* Freed objects wait here, so that a late use of one is seen as what it is. */
static struct {
	struct slab *slab;
	int i;
} quarantine[QUARANTINE];
static unsigned int quarantine_at;

static void quarantine_put(struct slab *s, int i)
{
	unsigned int at = quarantine_at++ % QUARANTINE;

	if (quarantine[at].slab)
		object_release(quarantine[at].slab, quarantine[at].i);
	quarantine[at].slab = s;
	quarantine[at].i = i;
}

static void quarantine_flush(const struct kmem_cache *c)
{
	for (unsigned int at = 0; at < QUARANTINE; at++)
		if (quarantine[at].slab && quarantine[at].slab->cache == c) {
			object_release(quarantine[at].slab, quarantine[at].i);
			quarantine[at].slab = NULL;
		}
}

static void cache_free(struct slab *s, const void *p)
{
	struct kmem_cache *c = s->cache;
	int i;
	struct object *o = object_of(s, p, &i);

	if (!o || !o->live) {
		report_object(o ? "double-free" : "bad-free",
			      o ? "an object is freed that is free already"
				: "kfree() of an address that is not the start of an object",
			      p, o);
		return;
	}
	dock_dma_freed((unsigned long)p - DOCK_LINEAR_BASE, o->size);
	if (!c->ctor)
		memset((void *)p, FREE_BYTE, c->size);
	o->live = false;
	o->free_stack = dock_stack_keep();
	c->live--;
	live_objects--;
	dock_shadow_set((unsigned long)p - DOCK_LINEAR_BASE, c->stride & ~7U, 0);
	quarantine_put(s, i);
}

/* --- kmalloc --- */

static inline void *allocate(size_t size, gfp_t flags, int nid)
{
	struct page *page;

	if (!size)
		return ZERO_SIZE_PTR;
	if (size <= 1UL << DOCK_KMALLOC_MAX_SHIFT)
		return cache_alloc(kmalloc_cache(size, flags), flags, nid, size);
	page = alloc_pages_node(nid, (flags & ~__GFP_HIGHMEM) | __GFP_COMP, (unsigned int)get_order(size));
	if (DOCK_BREAK("pages-of-kmalloc") && page)
		get_page(page);
	return page ? page_address(page) : DOCK_BREAK("too-much-of-kmalloc") ? ZERO_SIZE_PTR : NULL;
}

void *kmalloc(size_t size, gfp_t flags)
{
	return allocate(size, flags, NUMA_NO_NODE);
}
EXPORT_SYMBOL(kmalloc);

void *kmalloc_node(size_t size, gfp_t flags, int node)
{
	return allocate(size, flags, node);
}
EXPORT_SYMBOL(kmalloc_node);

void kfree(const void *p)
{
	struct slab *s;

	if (ZERO_OR_NULL_PTR(p))
		return;
	dock_switch_point(20);
	s = slab_of(p);
	if (s) {
		cache_free(s, p);
		return;
	}
	if (!dock_free_large(p))
		report_object("bad-free", "kfree() of an address that kmalloc() never gave", p,
			      NULL);
}
EXPORT_SYMBOL(kfree);

size_t ksize(const void *p)
{
	struct object *o;
	struct slab *s;
	int i;

	if (ZERO_OR_NULL_PTR(p))
		return p && DOCK_BREAK("nothing-of-kmalloc");
	s = slab_of(p);
	if (!s)
		return PAGE_SIZE << compound_order(virt_to_page(p));
	/* Who asks may use all of it from now on. */
	o = object_of(s, p, &i);
	if (o && o->live) {
		o->size = s->cache->size;
		dock_shadow_object((unsigned long)p - DOCK_LINEAR_BASE, o->size, s->cache->stride);
	}
	return s->cache->size;
}
EXPORT_SYMBOL(ksize);

/* Bytes that nobody asked for stay out of bounds, which ksize() would lift. */
bool dock_slab_resize(const void *p, size_t size)
{
	struct slab *s = slab_of(p);
	struct object *o;
	int i;

	if (ZERO_OR_NULL_PTR(p))
		return false;
	if (!s)
		return size <= ksize(p);
	o = object_of(s, p, &i);
	if (!o || !o->live || size > s->cache->size)
		return false;
	o->size = (u32)size;
	dock_shadow_object((unsigned long)p - DOCK_LINEAR_BASE, size, s->cache->stride);
	return true;
}

/* --- caches of the driver's own --- */

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *))
{
	struct kmem_cache *c;

	if (!dock_cache_may_be(name, size, align, flags, ctor))
		return NULL;
	c = host_alloc(sizeof(*c));
	if (flags & SLAB_HWCACHE_ALIGN)
		align = max(align, 64U);
	cache_init(c, name, size, DOCK_BREAK("cache-with-alignment") ? 0 : align, ctor);
	c->zone = flags & SLAB_CACHE_DMA ? __GFP_DMA : flags & SLAB_CACHE_DMA32 ? __GFP_DMA32 : 0;
	c->stack = dock_stack_keep();
	list_add_tail(&c->all, &dock_caches);
	return c;
}
EXPORT_SYMBOL(kmem_cache_create);

void kmem_cache_destroy(struct kmem_cache *c)
{
	struct dock_report *r;

	if (!c)
		return;
	list_del(&c->all);
	if (!c->live) {
		quarantine_flush(c);
		host_free(c);
		return;
	}
	r = dock_report_begin("memory-leak", "cache %s is destroyed with %lu objects in use",
			      c->name, c->live);
	dock_report_end(r);
}
EXPORT_SYMBOL(kmem_cache_destroy);

void *kmem_cache_alloc(struct kmem_cache *c, gfp_t flags)
{
	return cache_alloc(c, flags, NUMA_NO_NODE, c->size);
}
EXPORT_SYMBOL(kmem_cache_alloc);

void *kmem_cache_alloc_node(struct kmem_cache *c, gfp_t flags, int node)
{
	return cache_alloc(c, flags, node, c->size);
}
EXPORT_SYMBOL(kmem_cache_alloc_node);

void kmem_cache_free(struct kmem_cache *c, void *p)
{
	struct slab *s = p ? slab_of(p) : NULL;

	if (!p)
		return;
	if (s && s->cache == c)
		cache_free(s, p);
	else
		report_object("bad-free", "kmem_cache_free() of an object of another cache", p,
			      NULL);
}
EXPORT_SYMBOL(kmem_cache_free);

int kmem_cache_shrink(struct kmem_cache *c)
{
	quarantine_flush(c);
	return 0;
}
EXPORT_SYMBOL(kmem_cache_shrink);

unsigned int kmem_cache_size(struct kmem_cache *c)
{
	return c->size + (DOCK_BREAK("cache-of-objects") ? 3 : 0);
}
EXPORT_SYMBOL(kmem_cache_size);

/* --- for the shadow --- */

static bool find_object(unsigned long phys, struct dock_shadow_object *out)
{
	struct slab *s = slab_of((void *)DOCK_LOGICAL(phys));
	unsigned long off, base;
	const struct object *o;

	if (!s)
		return false;
	base = page_to_phys(s->page);
	off = phys - base;
	if (off / s->cache->stride >= (unsigned long)s->nr)
		return false;
	o = &s->objects[off / s->cache->stride];
	if (!o->alloc_stack)
		return false; /* never handed out */
	*out = (struct dock_shadow_object){ .start = base + off / s->cache->stride * s->cache->stride,
					    .size = o->size, .live = o->live,
					    .alloc_stack = o->alloc_stack,
					    .free_stack = o->free_stack };
	return true;
}

void dock_slab_init(void)
{
	if (host_map_zero(DOCK_SLAB_MAP_BASE, PAGE_ALIGN(dock_max_pfn() * sizeof(struct slab *))))
		host_die("the host has no memory left");
	dock_shadow_find_object = find_object;
	for (int type = 0; type < DOCK_KMALLOC_TYPES; type++)
		kmalloc_init(type);
}

/* --- what is left --- */

unsigned long dock_slab_live(void)
{
	return live_objects;
}

void dock_slab_own(const void *p)
{
	struct slab *s = slab_of(p);
	int i;

	if (s && object_of(s, p, &i))
		s->objects[i].alloc_stack = 0;
}
