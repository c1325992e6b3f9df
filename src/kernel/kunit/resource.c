/* SPDX-License-Identifier: MIT */
/* What a test case owns: see kunit/resource.h. */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/sched.h>

int __kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
			 kunit_resource_free_t free, struct kunit_resource *res,
			 void *data)
{
	unsigned long flags;
	int err = 0;

	res->free = free;
	kref_init(&res->refcount);
	if (init)
		err = init(res, data);
	else
		res->data = data;
	if (err) {
		if (res->should_kfree)
			kfree(res);
		return err;
	}
	spin_lock_irqsave(&test->lock, flags);
	list_add_tail(&res->node, &test->resources);
	spin_unlock_irqrestore(&test->lock, flags);
	return 0;
}
EXPORT_SYMBOL(__kunit_add_resource);

int kunit_add_named_resource(struct kunit *test, kunit_resource_init_t init,
			     kunit_resource_free_t free, struct kunit_resource *res,
			     const char *name, void *data)
{
	struct kunit_resource *there;

	if (!name)
		return -EINVAL;
	there = kunit_find_named_resource(test, name);
	if (there) {
		kunit_put_resource(there);
		return -EEXIST;
	}
	res->name = name;
	return kunit_add_resource(test, init, free, res, data);
}
EXPORT_SYMBOL(kunit_add_named_resource);

static struct kunit_resource *alloc(struct kunit *test, kunit_resource_init_t init,
				    kunit_resource_free_t free, gfp_t gfp, void *context)
{
	struct kunit_resource *res = kzalloc(sizeof(*res), gfp);

	if (!res)
		return NULL;
	res->should_kfree = true;
	return __kunit_add_resource(test, init, free, res, context) ? NULL : res;
}

struct kunit_resource *kunit_alloc_and_get_resource(struct kunit *test,
						    kunit_resource_init_t init,
						    kunit_resource_free_t free,
						    gfp_t internal_gfp, void *context)
{
	struct kunit_resource *res = alloc(test, init, free, internal_gfp, context);

	if (res)
		kunit_get_resource(res);
	return res;
}
EXPORT_SYMBOL(kunit_alloc_and_get_resource);

void *kunit_alloc_resource(struct kunit *test, kunit_resource_init_t init,
			   kunit_resource_free_t free, gfp_t internal_gfp, void *context)
{
	struct kunit_resource *res = alloc(test, init, free, internal_gfp, context);

	return res ? res->data : NULL;
}
EXPORT_SYMBOL(kunit_alloc_resource);

/* The newest that matches, with a reference of the caller's. */
struct kunit_resource *kunit_find_resource(struct kunit *test,
					   kunit_resource_match_t match, void *match_data)
{
	struct kunit_resource *res, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&test->lock, flags);
	list_for_each_entry_reverse(res, &test->resources,
				    node) if (match(test, res, match_data))
	{
		found = res;
		kunit_get_resource(found);
		break;
	}
	spin_unlock_irqrestore(&test->lock, flags);
	return found;
}
EXPORT_SYMBOL(kunit_find_resource);

void kunit_remove_resource(struct kunit *test, struct kunit_resource *res)
{
	unsigned long flags;
	bool was_listed;

	spin_lock_irqsave(&test->lock, flags);
	was_listed = !list_empty(&res->node);
	list_del_init(&res->node);
	spin_unlock_irqrestore(&test->lock, flags);
	if (was_listed)
		kunit_put_resource(res);
}
EXPORT_SYMBOL(kunit_remove_resource);

int kunit_destroy_resource(struct kunit *test, kunit_resource_match_t match,
			   void *match_data)
{
	struct kunit_resource *res = kunit_find_resource(test, match, match_data);

	if (!res)
		return -ENOENT;
	kunit_remove_resource(test, res);
	kunit_put_resource(res); /* what the search took */
	return 0;
}
EXPORT_SYMBOL(kunit_destroy_resource);

void kunit_release_resource(struct kref *kref)
{
	struct kunit_resource *res = container_of(kref, struct kunit_resource, refcount);
	bool ours = res->should_kfree;

	if (res->free)
		res->free(res);
	if (ours)
		kfree(res);
}
EXPORT_SYMBOL(kunit_release_resource);

/* The last things first; freeing one may remove others. */
void kunit_cleanup(struct kunit *test)
{
	while (!list_empty(&test->resources))
		kunit_remove_resource(test, list_last_entry(&test->resources,
							    struct kunit_resource, node));
	current->kunit_test = NULL;
}
EXPORT_SYMBOL(kunit_cleanup);

/* --- memory --- */

struct array {
	size_t n, size;
	gfp_t gfp;
};

static int array_init(struct kunit_resource *res, void *context)
{
	const struct array *a = context;

	res->data = kmalloc_array(a->n, a->size, a->gfp);
	return res->data ? 0 : -ENOMEM;
}

static void array_free(struct kunit_resource *res)
{
	kfree(res->data);
}

void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	struct array a = {n, size, gfp};

	return kunit_alloc_resource(test, array_init, array_free, gfp, &a);
}
EXPORT_SYMBOL(kunit_kmalloc_array);

static bool is_data(struct kunit *test, struct kunit_resource *res, void *data)
{
	return res->data == data;
}

void kunit_kfree(struct kunit *test, const void *ptr)
{
	if (kunit_destroy_resource(test, is_data, (void *)ptr))
		WARN(ptr, "kunit_kfree() of what this case has not allocated: %px\n",
		     ptr);
}
EXPORT_SYMBOL(kunit_kfree);
