/* SPDX-License-Identifier: MIT */
/* Slabs, as the checks at the end of a run see them. */
#ifndef DOCK_KERNEL_MM_SLAB_H
#define DOCK_KERNEL_MM_SLAB_H

#include <linux/types.h>

struct dock_cache_facts {
	const char *name;
	unsigned long live, slabs; /* objects in use; slabs */
	unsigned int size, per_slab, order;
};

/* Each cache that there is, the newest first. */
void dock_cache_each(void (*fn)(const struct dock_cache_facts *c, void *arg), void *arg);
unsigned long dock_slab_pages(void);

/* May a driver make such a cache? Says in the log if not, and panics where the driver
 * says that it cannot do without. cache_check.c */
bool dock_cache_may_be(const char *name, unsigned int size, unsigned int align,
		       slab_flags_t flags, bool ctor);

void dock_slab_init(void); /* makes objects known to the shadow */
unsigned long dock_slab_live(void); /* objects in use */
/* Object @p has @size bytes from now on, if it has room for them. */
bool dock_slab_resize(const void *p, size_t size);
/* Object @p is the kernel's own, whoever's call made it: no module leaks it. */
void dock_slab_own(const void *p);
void dock_slab_report_leaks(unsigned long base, unsigned long len, const char *module);
/* The caches that it made and did not destroy. */
void dock_cache_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
