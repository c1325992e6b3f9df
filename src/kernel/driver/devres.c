/* SPDX-License-Identifier: MIT */
/*
 * Managed resources: what belongs to the time that a driver has a device. Each
 * is an object with a head; the device's list has the newest first, and when
 * the driver lets go they are released in that order.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "kernel/driver/driver.h"

struct devres {
	struct list_head entry;
	dr_release_t release;
	size_t size;
	/* The data are aligned as kmalloc's are. */
	unsigned char data[] __attribute__((aligned(16)));
};

static struct devres *head_of(void *res)
{
	return container_of(res, struct devres, data);
}

void *__devres_alloc_node(dr_release_t release, size_t size, gfp_t gfp, int nid, const char *name)
{
	struct devres *dr = kmalloc(sizeof(*dr) + size, gfp | __GFP_ZERO);

	if (!dr)
		return NULL;
	INIT_LIST_HEAD(&dr->entry);
	dr->release = release;
	dr->size = size;
	return dr->data;
}
EXPORT_SYMBOL(__devres_alloc_node);

void devres_free(void *res)
{
	if (!res)
		return;
	WARN(!list_empty(&head_of(res)->entry), "a managed resource is freed while it is in use\n");
	kfree(head_of(res));
}
EXPORT_SYMBOL(devres_free);

void devres_add(struct device *dev, void *res)
{
	list_add(&head_of(res)->entry, &dev->devres_head);
}
EXPORT_SYMBOL(devres_add);

static struct devres *find(struct device *dev, dr_release_t release, dr_match_t match,
			   void *match_data)
{
	struct devres *dr;

	list_for_each_entry(dr, &dev->devres_head, entry)
		if (dr->release == release && (!match || match(dev, dr->data, match_data)))
			return dr;
	return NULL;
}

void *devres_find(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	struct devres *dr = find(dev, release, match, match_data);

	return dr ? dr->data : NULL;
}
EXPORT_SYMBOL(devres_find);

void *devres_get(struct device *dev, void *new_res, dr_match_t match, void *match_data)
{
	struct devres *dr = find(dev, head_of(new_res)->release, match, match_data);

	if (dr) {
		devres_free(new_res);
		return dr->data;
	}
	devres_add(dev, new_res);
	return new_res;
}
EXPORT_SYMBOL(devres_get);

void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	struct devres *dr = find(dev, release, match, match_data);

	if (!dr)
		return NULL;
	list_del_init(&dr->entry);
	return dr->data;
}
EXPORT_SYMBOL(devres_remove);

int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	devres_free(res);
	return res ? 0 : -ENOENT;
}
EXPORT_SYMBOL(devres_destroy);

int devres_release(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	if (!res)
		return -ENOENT;
	release(dev, res);
	devres_free(res);
	return 0;
}
EXPORT_SYMBOL(devres_release);

void dock_devres_release_all(struct device *dev)
{
	while (!list_empty(&dev->devres_head)) {
		struct devres *dr = list_first_entry(&dev->devres_head, struct devres, entry);

		list_del_init(&dr->entry);
		if (dr->release)
			dr->release(dev, dr->data);
		kfree(dr);
	}
}

/* --- memory: the object is the resource --- */

static void nothing_to_do(struct device *dev, void *res)
{
}

static int is_it(struct device *dev, void *res, void *data)
{
	return res == data;
}

void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	struct devres *dr;

	if (!size)
		return ZERO_SIZE_PTR;
	if (size > KMALLOC_MAX_SIZE)
		return NULL;
	dr = kmalloc(sizeof(*dr) + size, gfp);
	if (!dr)
		return NULL;
	dr->release = nothing_to_do;
	dr->size = size;
	list_add(&dr->entry, &dev->devres_head);
	return dr->data;
}
EXPORT_SYMBOL(devm_kmalloc);

void devm_kfree(struct device *dev, const void *p)
{
	if (ZERO_OR_NULL_PTR(p))
		return;
	WARN(devres_destroy(dev, nothing_to_do, is_it, (void *)p),
	     "%s: devm_kfree of what devm_kmalloc did not give\n", dev_name(dev));
}
EXPORT_SYMBOL(devm_kfree);

void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp)
{
	void *p = devm_kmalloc(dev, len, gfp);

	return p ? memcpy(p, src, len) : NULL;
}
EXPORT_SYMBOL(devm_kmemdup);

char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp)
{
	return s ? devm_kmemdup(dev, s, strlen(s) + 1, gfp) : NULL;
}
EXPORT_SYMBOL(devm_kstrdup);

char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...)
{
	va_list args, again;
	char *p;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	p = devm_kmalloc(dev, (size_t)len + 1, gfp);
	if (p)
		vsnprintf(p, (size_t)len + 1, fmt, args);
	va_end(args);
	return p;
}
EXPORT_SYMBOL(devm_kasprintf);

struct pages {
	unsigned long addr;
	unsigned int order;
};

static void pages_release(struct device *dev, void *res)
{
	free_pages(((struct pages *)res)->addr, ((struct pages *)res)->order);
}

static int has_address(struct device *dev, void *res, void *data)
{
	return ((struct pages *)res)->addr == (unsigned long)data;
}

unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp, unsigned int order)
{
	struct pages *p = devres_alloc(pages_release, sizeof(*p), GFP_KERNEL);

	if (!p)
		return 0;
	p->addr = __get_free_pages(gfp, order);
	p->order = order;
	if (!p->addr) {
		devres_free(p);
		return 0;
	}
	devres_add(dev, p);
	return p->addr;
}
EXPORT_SYMBOL(devm_get_free_pages);

void devm_free_pages(struct device *dev, unsigned long addr)
{
	WARN_ON(devres_release(dev, pages_release, has_address, (void *)addr));
}
EXPORT_SYMBOL(devm_free_pages);

/* --- actions --- */

struct action {
	void (*fn)(void *);
	void *data;
};

static void action_release(struct device *dev, void *res)
{
	struct action *a = res;

	a->fn(a->data);
}

static int same_action(struct device *dev, void *res, void *data)
{
	return !memcmp(res, data, sizeof(struct action));
}

int devm_add_action(struct device *dev, void (*fn)(void *), void *data)
{
	struct action *a = devres_alloc(action_release, sizeof(*a), GFP_KERNEL);

	if (!a)
		return -ENOMEM;
	a->fn = fn;
	a->data = data;
	devres_add(dev, a);
	return 0;
}
EXPORT_SYMBOL(devm_add_action);

void devm_remove_action(struct device *dev, void (*fn)(void *), void *data)
{
	struct action a = { fn, data };

	WARN_ON(devres_destroy(dev, action_release, same_action, &a));
}
EXPORT_SYMBOL(devm_remove_action);

void devm_release_action(struct device *dev, void (*fn)(void *), void *data)
{
	struct action a = { fn, data };

	WARN_ON(devres_release(dev, action_release, same_action, &a));
}
EXPORT_SYMBOL(devm_release_action);
