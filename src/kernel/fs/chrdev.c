/* SPDX-License-Identifier: MIT */
/*
 * Char devices: numbers, cdevs, and opening one by its number.
 *
 * Two registers: who owns which numbers (/proc/devices), and which cdev
 * serves them.
 */
#include "kernel/fs/chrdev.h"

#include <linux/cdev.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "check/report.h"
#include "check/stack.h"
#include "core/breaks.h"
#include "host/mem.h"

/* Where dynamic majors are taken from, highest first, as Linux does. */
#define DYN_FIRST	254
#define DYN_LAST	234
#define DYN_EXT_FIRST	511
#define DYN_EXT_LAST	384
#define MAJOR_MAX	512
#define MINORS		(1U << 20)

struct region {
	struct list_head list; /* by major, then minor */
	unsigned int major, baseminor, count;
	char name[64];
	struct cdev *cdev; /* of __register_chrdev */
	u32 stack;
};

/* A cdev that was added, with its numbers. */
struct served {
	struct list_head list;
	struct cdev *cdev;
	u32 stack;
};

static LIST_HEAD(regions);
static LIST_HEAD(all_served);

/* --- numbers --- */

static bool major_is_used(unsigned int major)
{
	struct region *r;

	list_for_each_entry(r, &regions, list)
		if (r->major == major)
			return true;
	return false;
}

static int find_dynamic_major(void)
{
	for (unsigned int m = DYN_FIRST; m >= DYN_LAST; m--)
		if (!major_is_used(m))
			return (int)m;
	for (unsigned int m = DYN_EXT_FIRST; m >= DYN_EXT_LAST; m--)
		if (!major_is_used(m))
			return (int)m;
	return -EBUSY;
}

static bool overlaps(const struct region *r, unsigned int major, unsigned int base,
		     unsigned int count)
{
	return r->major == major && base < r->baseminor + r->count && r->baseminor < base + count;
}

/* Returns the major, or -errno. */
static int region_add(unsigned int major, unsigned int base, unsigned int count, const char *name,
		      struct region **out)
{
	struct list_head *before = &regions;
	struct region *r, *n;

	if (!major) {
		int dynamic = find_dynamic_major();

		if (dynamic < 0)
			return dynamic;
		major = (unsigned int)dynamic;
	}
	if (major >= MAJOR_MAX || count > MINORS || base > MINORS - count)
		return -EINVAL;
	list_for_each_entry(r, &regions, list) {
		if (overlaps(r, major, base, count))
			return -EBUSY;
		if (r->major < major || (r->major == major && r->baseminor < base))
			before = &r->list;
	}
	n = host_alloc(sizeof(*n));
	n->major = major;
	n->baseminor = base;
	n->count = count;
	n->stack = dock_stack_keep();
	strscpy(n->name, name, sizeof(n->name));
	list_add(&n->list, before);
	if (out)
		*out = n;
	return (int)major;
}

static struct cdev *region_del(unsigned int major, unsigned int base, unsigned int count)
{
	struct region *r;

	list_for_each_entry(r, &regions, list) {
		if (r->major == major && r->baseminor == base && r->count == count) {
			struct cdev *cdev = r->cdev;

			list_del(&r->list);
			host_free(r);
			return cdev;
		}
	}
	return NULL;
}

int register_chrdev_region(dev_t from, unsigned int count, const char *name)
{
	int ret = region_add(MAJOR(from), MINOR(from), count, name, NULL);

	return ret < 0 ? ret : 0;
}
EXPORT_SYMBOL(register_chrdev_region);

int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count, const char *name)
{
	int ret = region_add(0, baseminor, count, name, NULL);

	if (ret < 0)
		return ret;
	*dev = MKDEV(ret, baseminor);
	return 0;
}
EXPORT_SYMBOL(alloc_chrdev_region);

void unregister_chrdev_region(dev_t from, unsigned int count)
{
	region_del(MAJOR(from), MINOR(from), count);
}
EXPORT_SYMBOL(unregister_chrdev_region);

int __register_chrdev(unsigned int major, unsigned int baseminor, unsigned int count,
		      const char *name, const struct file_operations *fops)
{
	struct region *r;
	struct cdev *cdev;
	int ret = region_add(major, baseminor, count, name, &r), err;

	if (ret < 0)
		return ret;
	cdev = cdev_alloc();
	if (!cdev) {
		region_del((unsigned int)ret, baseminor, count);
		return -ENOMEM;
	}
	cdev->owner = fops->owner;
	cdev->ops = fops;
	err = cdev_add(cdev, MKDEV(ret, baseminor), count);
	if (err) {
		kobject_put(&cdev->kobj);
		region_del((unsigned int)ret, baseminor, count);
		return err;
	}
	r->cdev = cdev;
	return major ? 0 : ret;
}
EXPORT_SYMBOL(__register_chrdev);

void __unregister_chrdev(unsigned int major, unsigned int baseminor, unsigned int count,
			 const char *name)
{
	struct cdev *cdev = region_del(major, baseminor, count);

	if (cdev)
		cdev_del(cdev);
}
EXPORT_SYMBOL(__unregister_chrdev);

/* --- cdevs --- */

static void cdev_release_static(struct kobject *kobj)
{
}

static void cdev_release_dynamic(struct kobject *kobj)
{
	kfree(container_of(kobj, struct cdev, kobj));
}

static const struct kobj_type type_static = { .release = cdev_release_static };
static const struct kobj_type type_dynamic = { .release = cdev_release_dynamic };

void cdev_init(struct cdev *cdev, const struct file_operations *fops)
{
	memset(cdev, 0, sizeof(*cdev));
	INIT_LIST_HEAD(&cdev->list);
	kobject_init(&cdev->kobj, &type_static);
	cdev->ops = fops;
}
EXPORT_SYMBOL(cdev_init);

struct cdev *cdev_alloc(void)
{
	struct cdev *cdev = kzalloc(sizeof(*cdev), GFP_KERNEL);

	if (!cdev)
		return NULL;
	INIT_LIST_HEAD(&cdev->list);
	kobject_init(&cdev->kobj, &type_dynamic);
	return cdev;
}
EXPORT_SYMBOL(cdev_alloc);

void cdev_put(struct cdev *p)
{
	struct module *owner;

	if (!p)
		return;
	owner = p->owner;
	kobject_put(&p->kobj);
	module_put(owner);
}
EXPORT_SYMBOL(cdev_put);

int cdev_add(struct cdev *p, dev_t dev, unsigned int count)
{
	struct served *s;

	if (WARN_ON(!count))
		return -EINVAL;
	p->dev = dev;
	p->count = count;
	s = host_alloc(sizeof(*s));
	s->cdev = p;
	s->stack = dock_stack_keep();
	list_add_tail(&s->list, &all_served);
	return 0;
}
EXPORT_SYMBOL(cdev_add);

void cdev_del(struct cdev *p)
{
	struct served *s, *n;

	list_for_each_entry_safe(s, n, &all_served, list) {
		if (s->cdev != p)
			continue;
		list_del(&s->list);
		host_free(s);
	}
	kobject_put(&p->kobj);
}
EXPORT_SYMBOL(cdev_del);

void cdev_set_parent(struct cdev *p, struct kobject *kobj)
{
	p->kobj.parent = kobj;
}
EXPORT_SYMBOL(cdev_set_parent);

int cdev_device_add(struct cdev *cdev, struct device *dev)
{
	int err = 0;

	if (dev->devt) {
		cdev_set_parent(cdev, &dev->kobj);
		err = cdev_add(cdev, dev->devt, 1);
		if (err)
			return err;
	}
	err = device_add(dev);
	if (err && dev->devt)
		cdev_del(cdev);
	return err;
}
EXPORT_SYMBOL(cdev_device_add);

void cdev_device_del(struct cdev *cdev, struct device *dev)
{
	device_del(dev);
	if (dev->devt)
		cdev_del(cdev);
}
EXPORT_SYMBOL(cdev_device_del);

/* The cdev that serves @dev; of several, the one with the fewest minors. */
static struct cdev *cdev_of(dev_t dev)
{
	struct cdev *best = NULL;
	struct served *s;

	list_for_each_entry(s, &all_served, list) {
		struct cdev *c = s->cdev;

		if (dev >= c->dev && dev < c->dev + c->count && (!best || c->count < best->count))
			best = c;
	}
	return best;
}

static int chrdev_open(struct inode *inode, struct file *file)
{
	dev_t dev = inode->i_rdev;
	struct cdev *cdev;
	int err;

	if (DOCK_BREAK("devices-are-apart"))
		dev -= MINOR(dev) / 3 * 3;
	/* While files are open the node leads where they do; each puts what it got. */
	cdev = inode->i_cdev ? inode->i_cdev : cdev_of(dev);
	if (!cdev || !try_module_get(cdev->owner))
		return DOCK_BREAK("node-by-mknod") ? -ENODEV : -ENXIO;
	kobject_get(&cdev->kobj);
	inode->i_cdev = cdev;
	if (!cdev->ops || !try_module_get(cdev->ops->owner)) {
		cdev_put(cdev);
		return -ENXIO;
	}
	file->f_op = cdev->ops; /* its module's reference goes with the file, as the cdev's does */
	err = file->f_op->open ? file->f_op->open(inode, file) : 0;
	if (err)
		cdev_put(cdev);
	return err;
}

const struct file_operations dock_chrdev_fops = { .open = chrdev_open };

/* --- /proc/devices, and what is left --- */

int dock_proc_devices(struct seq_file *m, void *v)
{
	const struct region *r;

	seq_puts(m, "Character devices:\n");
	list_for_each_entry(r, &regions, list)
		seq_printf(m, DOCK_BREAK("proc-devices") ? "%4u %s\n" : "%3u %s\n", r->major,
			   r->name);
	seq_puts(m, "\nBlock devices:\n");
	return 0;
}

unsigned long dock_chrdev_live(void)
{
	struct region *r;
	unsigned long n = 0;

	list_for_each_entry(r, &regions, list)
		n++;
	return n;
}

static void report_left(const char *what, const char *name, dev_t dev, u32 stack,
			const char *module)
{
	struct dock_report *r = dock_report_begin("registration-leak",
						  "module %s was unloaded and left %s behind",
						  module, what);
	const unsigned long *pcs;
	int n = dock_stack_get(stack, &pcs);

	dock_report_fact(r, "numbers", "%u:%u %s", MAJOR(dev), MINOR(dev), name);
	dock_report_stack(r, "registered", pcs, n);
	dock_report_end(r);
}

void dock_chrdev_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct region *r, *rn;
	struct served *s, *sn;

	list_for_each_entry_safe(s, sn, &all_served, list) {
		unsigned long pc = dock_stack_driver_pc(s->stack);

		if (pc < base || pc >= base + len)
			continue;
		report_left("a char device", "", s->cdev->dev, s->stack, module);
		list_del(&s->list);
		host_free(s);
	}
	list_for_each_entry_safe(r, rn, &regions, list) {
		unsigned long pc = dock_stack_driver_pc(r->stack);

		if (pc < base || pc >= base + len)
			continue;
		report_left("device numbers", r->name, MKDEV(r->major, r->baseminor), r->stack,
			    module);
		list_del(&r->list);
		host_free(r);
	}
}
