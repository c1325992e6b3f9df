/* SPDX-License-Identifier: MIT */
/* What slab.c and slab_show.c know of slabs. */
#ifndef DOCK_KERNEL_MM_SLAB_TYPES_H
#define DOCK_KERNEL_MM_SLAB_TYPES_H

#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/types.h>

struct page;

#define DOCK_KMALLOC_MAX_SHIFT 13 /* larger ones are pages */

enum { DOCK_KMALLOC_NORMAL, DOCK_KMALLOC_DMA, DOCK_KMALLOC_TYPES };

struct object {
	bool live;
	u32 alloc_stack, free_stack;
	u32 size; /* as asked for */
	int next_free;
};

struct slab {
	struct list_head list, all;
	struct kmem_cache *cache;
	struct page *page;
	unsigned long base; /* address of the first object */
	unsigned int order;
	int in_use, free, nr; /* free: first free object or -1 */
	int nid;	      /* the node that it was wanted on */
	struct object objects[];
};

struct kmem_cache {
	char name[40];
	unsigned int size, align, stride, order;
	gfp_t zone; /* what its slabs are allocated with: 0, __GFP_DMA or __GFP_DMA32 */
	void (*ctor)(void *);
	struct list_head partial, full;
	unsigned long live;
	struct list_head all; /* of the drivers' ones */
	u32 stack;	      /* who made it */
};

extern struct list_head dock_slabs;  /* in the order of their making */
extern struct list_head dock_caches; /* drivers' own */
/* By the logarithm of the size; 1 and 2 are those of 96 and 192 bytes. */
extern struct kmem_cache dock_kmalloc_caches[DOCK_KMALLOC_TYPES][DOCK_KMALLOC_MAX_SHIFT + 1];
/* Their indices, the largest first, as in /proc/slabinfo. */
#define DOCK_KMALLOC_ORDER { 13, 12, 11, 10, 9, 8, 2, 7, 1, 6, 5, 4, 3 }

void *dock_slab_address(const struct slab *s, int i);

#endif
