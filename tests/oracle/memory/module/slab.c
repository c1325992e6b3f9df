// SPDX-License-Identifier: MIT
/* Questions about kmalloc and caches of objects. */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "memory.h"

static void sizes_of_kmalloc(void)
{
	static const size_t sizes[] = {
		1,   8,	  9,   16,  17,	  32,	33,   64,   65,	  96,	97,    128,   129,
		192, 193, 256, 257, 1024, 1025, 2049, 4097, 8192, 8193, 20000, 100000};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		void *p = kmalloc(sizes[i], GFP_KERNEL);

		tell("%zu: %zu", sizes[i], ksize(p));
		kfree(p);
	}
}

static void alignment_of_kmalloc(void)
{
	static const size_t sizes[] = {8,   16,	 32,  64,   96,	  128,
				       192, 256, 512, 1024, 2048, 4096};
	void *p[32];
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		unsigned long bits = 0;

		for (j = 0; j < 32; j++)
			bits |= (unsigned long)(p[j] = kmalloc(sizes[i], GFP_KERNEL));
		tell("%zu: aligned to 8: %d, to its power of two: %d", sizes[i],
		     IS_ALIGNED(bits, 8),
		     is_power_of_2(sizes[i]) ? IS_ALIGNED(bits, sizes[i]) : 2);
		for (j = 0; j < 32; j++)
			kfree(p[j]);
	}
}

static void nothing_of_kmalloc(void)
{
	void *p = kmalloc(0, GFP_KERNEL);

	tell("it is ZERO_SIZE_PTR: %d", p == ZERO_SIZE_PTR);
	tell("zero or NULL: %d", ZERO_OR_NULL_PTR(p));
	tell("size: %zu", ksize(p));
	kfree(p);
	tell("of NULL: %zu", ksize(NULL));
	kfree(NULL);
}

static void too_much_of_kmalloc(void)
{
	void *p = kmalloc(KMALLOC_MAX_SIZE, GFP_KERNEL | __GFP_NOWARN);

	tell("most: %lu", (unsigned long)KMALLOC_MAX_SIZE);
	tell("that much: %d", p != NULL);
	kfree(p);
	tell("more: %d",
	     kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN) != NULL);
}

static void kmalloc_of_arrays(void)
{
	size_t many = SIZE_MAX / 16 + 2;
	int *p = kcalloc(10, sizeof(*p), GFP_KERNEL);

	OPTIMIZER_HIDE_VAR(many);
	tell("zeros: %d, size %zu", !memchr_inv(p, 0, 40), ksize(p));
	kfree(p);
	tell("too many: %d", kmalloc_array(many, 16, GFP_KERNEL) != NULL);
	tell("too many zeros: %d", kcalloc(many, 16, GFP_KERNEL) != NULL);
	p = kmalloc_array(0, 16, GFP_KERNEL);
	tell("none: %d", p == ZERO_SIZE_PTR);
}

static void krealloc_of_objects(void)
{
	char *p = krealloc(NULL, 20, GFP_KERNEL), *q;

	strscpy(p, "grows and shrinks", 20);
	q = krealloc(p, 30, GFP_KERNEL);
	tell("in its place: %d", p == q);
	q = krealloc(q, 300, GFP_KERNEL);
	tell("'%s', size %zu", q, ksize(q));
	p = krealloc(q, 5, GFP_KERNEL);
	tell("smaller: %d", p == q);
	p = krealloc(p, 0, GFP_KERNEL);
	tell("nothing: %d", p == ZERO_SIZE_PTR);
	tell("zeros: %d",
	     !memchr_inv(q = krealloc(NULL, 64, GFP_KERNEL | __GFP_ZERO), 0, 64));
	kfree(q);
}

static void pages_of_kmalloc(void)
{
	void *p = kmalloc(100, GFP_KERNEL), *large = kmalloc(20000, GFP_KERNEL);

	tell("small: slab %d, logical %d", PageSlab(virt_to_head_page(p)),
	     virt_addr_valid(p));
	tell("large: slab %d, order %u, count %d", PageSlab(virt_to_page(large)),
	     compound_order(virt_to_page(large)), page_count(virt_to_page(large)));
	tell("large: aligned %d", IS_ALIGNED((unsigned long)large, 32768));
	kfree(large);
	kfree(p);
}

struct odd {
	char text[37];
};

static int constructed;

static void construct(void *p)
{
	constructed++;
	strscpy(p, "constructed", 37);
}

static void cache_of_objects(void)
{
	struct kmem_cache *c = kmem_cache_create("oracle_odd", 37, 0, 0, NULL);
	void *p = kmem_cache_zalloc(c, GFP_KERNEL);

	tell("size %u, zeros %d", kmem_cache_size(c), !memchr_inv(p, 0, 37));
	tell("aligned to 8: %d", IS_ALIGNED((unsigned long)p, 8));
	kmem_cache_free(c, p);
	kmem_cache_destroy(c);
	kmem_cache_destroy(NULL);
}

static void cache_with_alignment(void)
{
	struct kmem_cache *c =
		kmem_cache_create("oracle_lines", 48, 0, SLAB_HWCACHE_ALIGN, NULL);
	struct kmem_cache *d = kmem_cache_create("oracle_wide", 100, 512, 0, NULL);
	void *p[8], *q[8];
	unsigned long lines = 0, wide = 0;
	int i;

	for (i = 0; i < 8; i++) {
		lines |= (unsigned long)(p[i] = kmem_cache_alloc(c, GFP_KERNEL));
		wide |= (unsigned long)(q[i] = kmem_cache_alloc(d, GFP_KERNEL));
	}
	tell("lines: %d", IS_ALIGNED(lines, 64));
	tell("wide: %d", IS_ALIGNED(wide, 512));
	for (i = 0; i < 8; i++) {
		kmem_cache_free(c, p[i]);
		kmem_cache_free(d, q[i]);
	}
	kmem_cache_destroy(d);
	kmem_cache_destroy(c);
}

/* The constructor is the slab's, not the object's: it is not called again. */
static void cache_with_constructor(void)
{
	struct kmem_cache *c = kmem_cache_create("oracle_made", 37, 0, 0, construct);
	struct odd *p;
	int before;

	constructed = 0;
	p = kmem_cache_alloc(c, GFP_KERNEL);
	tell("'%s'", p->text);
	tell("more than one at once: %d", constructed > 1);
	strscpy(p->text, "given back so", 37);
	before = constructed;
	kmem_cache_free(c, p);
	p = kmem_cache_alloc(c, GFP_KERNEL);
	tell("called again: %d", constructed - before);
	kmem_cache_free(c, p);
	kmem_cache_destroy(c);
}

static void cache_in_bulk(void)
{
	struct kmem_cache *c = kmem_cache_create("oracle_bulk", 64, 0, 0, NULL);
	void *p[10] = {NULL};
	int i, j, same = 0;

	tell("got: %d", kmem_cache_alloc_bulk(c, GFP_KERNEL | __GFP_ZERO, 10, p));
	for (i = 0; i < 10; i++)
		for (j = 0; j < i; j++)
			same += p[i] == p[j];
	tell("the same: %d, zeros: %d", same, !memchr_inv(p[9], 0, 64));
	kmem_cache_free_bulk(c, 10, p);
	kmem_cache_destroy(c);
}

const struct memory_question slab_questions[] = {
	{"sizes-of-kmalloc", sizes_of_kmalloc},
	{"alignment-of-kmalloc", alignment_of_kmalloc},
	{"nothing-of-kmalloc", nothing_of_kmalloc},
	{"too-much-of-kmalloc", too_much_of_kmalloc},
	{"kmalloc-of-arrays", kmalloc_of_arrays},
	{"krealloc-of-objects", krealloc_of_objects},
	{"pages-of-kmalloc", pages_of_kmalloc},
	{"cache-of-objects", cache_of_objects},
	{"cache-with-alignment", cache_with_alignment},
	{"cache-with-constructor", cache_with_constructor},
	{"cache-in-bulk", cache_in_bulk},
	{NULL, NULL},
};
