/* SPDX-License-Identifier: MIT */
/*
 * What a test case owns: given back when the case ends, last things first. A
 * resource has a reference of the case, and one for each that found it.
 */
#ifndef _KUNIT_RESOURCE_H
#define _KUNIT_RESOURCE_H

#include <kunit/test.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct kunit_resource;

typedef int (*kunit_resource_init_t)(struct kunit_resource *res, void *context);
typedef void (*kunit_resource_free_t)(struct kunit_resource *res);
typedef bool (*kunit_resource_match_t)(struct kunit *test, struct kunit_resource *res,
				       void *match_data);

struct kunit_resource {
	void *data;
	const char *name;
	kunit_resource_free_t free;
	struct kref refcount;
	struct list_head node;
	bool should_kfree;	/* the structure itself was allocated here */
};

extern int __kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
				kunit_resource_free_t free, struct kunit_resource *res,
				void *data) __dock(__kunit_add_resource);
extern int kunit_add_named_resource(struct kunit *test, kunit_resource_init_t init,
				    kunit_resource_free_t free, struct kunit_resource *res,
				    const char *name, void *data)
	__dock(kunit_add_named_resource);
extern struct kunit_resource *kunit_alloc_and_get_resource(struct kunit *test,
							   kunit_resource_init_t init,
							   kunit_resource_free_t free,
							   gfp_t internal_gfp, void *context)
	__dock(kunit_alloc_and_get_resource);
extern void *kunit_alloc_resource(struct kunit *test, kunit_resource_init_t init,
				  kunit_resource_free_t free, gfp_t internal_gfp, void *context)
	__dock(kunit_alloc_resource);
extern struct kunit_resource *kunit_find_resource(struct kunit *test,
						  kunit_resource_match_t match, void *match_data)
	__dock(kunit_find_resource);
extern int kunit_destroy_resource(struct kunit *test, kunit_resource_match_t match,
				  void *match_data) __dock(kunit_destroy_resource);
extern void kunit_remove_resource(struct kunit *test, struct kunit_resource *res)
	__dock(kunit_remove_resource);
extern void kunit_release_resource(struct kref *kref) __dock(kunit_release_resource);

static inline void kunit_get_resource(struct kunit_resource *res)
{
	kref_get(&res->refcount);
}

static inline void kunit_put_resource(struct kunit_resource *res)
{
	kref_put(&res->refcount, kunit_release_resource);
}

static inline int kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
				     kunit_resource_free_t free, struct kunit_resource *res,
				     void *data)
{
	res->should_kfree = false;
	return __kunit_add_resource(test, init, free, res, data);
}

static inline bool kunit_resource_name_match(struct kunit *test, struct kunit_resource *res,
					     void *match_name)
{
	return res->name && !strcmp(res->name, match_name);
}

static inline struct kunit_resource *kunit_find_named_resource(struct kunit *test,
							       const char *name)
{
	return kunit_find_resource(test, kunit_resource_name_match, (void *)name);
}

static inline int kunit_destroy_named_resource(struct kunit *test, const char *name)
{
	return kunit_destroy_resource(test, kunit_resource_name_match, (void *)name);
}

#endif
