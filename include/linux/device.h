/* SPDX-License-Identifier: MIT */
/* Devices, and what is given back by itself when a driver lets go of one. */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <linux/dev_printk.h>
#include <linux/device/bus.h>
#include <linux/device/class.h>
#include <linux/device/driver.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/ioport.h>
#include <linux/kobject.h>
#include <linux/numa.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/overflow.h>
#include <linux/pm.h>
#include <linux/types.h>
#include <linux/uidgid.h>

struct cma;
struct device_node;
struct dma_map_ops;
struct dock_bus_master;
struct fwnode_handle;

struct device_dma_parameters {
	unsigned int max_segment_size;
	unsigned int min_align_mask;
	unsigned long segment_boundary_mask;
};

struct device_type {
	const char *name;
	const struct attribute_group **groups;
	int (*uevent)(struct device *dev, struct kobj_uevent_env *env);
	char *(*devnode)(struct device *dev, umode_t *mode, kuid_t *uid, kgid_t *gid);
	void (*release)(struct device *dev);
	const struct dev_pm_ops *pm;
};

struct device {
	struct kobject kobj;
	struct device *parent;
	const char *init_name;
	const struct device_type *type;
	struct bus_type *bus;
	struct device_driver *driver;
	struct class *class;
	void *platform_data;
	void *driver_data;
	struct mutex mutex;
	const struct dma_map_ops *DOCK_FIELD(DOCK_SINCE_4_11, dma_ops); /* NULL: direct */
	u64 *dma_mask;
	u64 coherent_dma_mask;
	u64 bus_dma_limit;
	struct device_dma_parameters *dma_parms;
	struct cma *DOCK_FIELD(DOCK_SINCE_3_5, cma_area); /* its own; NULL: the default one */
	struct device_node *of_node;
	struct fwnode_handle *fwnode;
	dev_t devt;
	u32 id;
	struct list_head devres_head;	/* what was taken last comes first */
	const struct attribute_group **groups; /* shown from device_add() on */
	void (*release)(struct device *dev);
	bool dma_coherent;
	/* What follows is Drydock's own. */
	struct dock_node *dock_node;
	struct list_head dock_class_entry, dock_bus_entry;
	struct {
		bool async, forbidden;
	} dock_power; /* as written into files of /sys */
	struct dock_bus_master *dock_master; /* how it reaches memory; NULL: not at all */
	void *dock_dma;			     /* the DMA layer's */
};

static inline const char *dev_name(const struct device *dev)
{
	return dev->init_name ? dev->init_name : kobject_name(&dev->kobj);
}

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

static inline void *dev_get_platdata(const struct device *dev)
{
	return dev->platform_data;
}

static inline int dev_to_node(struct device *dev)
{
	return NUMA_NO_NODE;
}

static inline void device_lock(struct device *dev)
{
	mutex_lock(&dev->mutex);
}

static inline int device_trylock(struct device *dev)
{
	return mutex_trylock(&dev->mutex);
}

static inline void device_unlock(struct device *dev)
{
	mutex_unlock(&dev->mutex);
}

static inline bool device_is_registered(struct device *dev)
{
	return !list_empty(&dev->dock_bus_entry);
}

/* --- attributes --- */

struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr, char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr, const char *buf,
			 size_t count);
};

struct dev_ext_attribute {
	struct device_attribute attr;
	void *var;
};

#define DEVICE_ATTR(_name, _mode, _show, _store) \
	struct device_attribute dev_attr_##_name = __ATTR(_name, _mode, _show, _store)
#define DEVICE_ATTR_PREALLOC(_name, _mode, _show, _store) \
	struct device_attribute dev_attr_##_name = __ATTR_PREALLOC(_name, _mode, _show, _store)
#define DEVICE_ATTR_RW(_name) struct device_attribute dev_attr_##_name = __ATTR_RW(_name)
#define DEVICE_ATTR_ADMIN_RW(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_RW_MODE(_name, 0600)
#define DEVICE_ATTR_RO(_name) struct device_attribute dev_attr_##_name = __ATTR_RO(_name)
#define DEVICE_ATTR_ADMIN_RO(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_RO_MODE(_name, 0400)
#define DEVICE_ATTR_WO(_name) struct device_attribute dev_attr_##_name = __ATTR_WO(_name)
#define DEVICE_ULONG_ATTR(_name, _mode, _var)				\
	struct dev_ext_attribute dev_attr_##_name =			\
		{ __ATTR(_name, _mode, device_show_ulong, device_store_ulong), &(_var) }
#define DEVICE_INT_ATTR(_name, _mode, _var)				\
	struct dev_ext_attribute dev_attr_##_name =			\
		{ __ATTR(_name, _mode, device_show_int, device_store_int), &(_var) }
#define DEVICE_BOOL_ATTR(_name, _mode, _var)				\
	struct dev_ext_attribute dev_attr_##_name =			\
		{ __ATTR(_name, _mode, device_show_bool, device_store_bool), &(_var) }

#define DOCK_EXT_ATTRIBUTE(type)						\
extern ssize_t device_show_##type(struct device *dev, struct device_attribute *attr,	\
				  char *buf) __dock(device_show_##type);	\
extern ssize_t device_store_##type(struct device *dev, struct device_attribute *attr,	\
				   const char *buf, size_t count) __dock(device_store_##type)
DOCK_EXT_ATTRIBUTE(ulong);
DOCK_EXT_ATTRIBUTE(int);
DOCK_EXT_ATTRIBUTE(bool);

extern int device_create_file(struct device *dev, const struct device_attribute *attr)
	__dock(device_create_file);
extern void device_remove_file(struct device *dev, const struct device_attribute *attr)
	__dock(device_remove_file);
extern bool device_remove_file_self(struct device *dev, const struct device_attribute *attr)
	__dock(device_remove_file_self);
extern int __must_check device_create_bin_file(struct device *dev,
					       const struct bin_attribute *attr)
	__dock(device_create_bin_file);
extern void device_remove_bin_file(struct device *dev, const struct bin_attribute *attr)
	__dock(device_remove_bin_file);
extern int __must_check device_add_groups(struct device *dev,
					  const struct attribute_group **groups)
	__dock(device_add_groups);
extern void device_remove_groups(struct device *dev, const struct attribute_group **groups)
	__dock(device_remove_groups);
extern int __must_check devm_device_add_groups(struct device *dev,
					       const struct attribute_group **groups)
	__dock(devm_device_add_groups);
extern int __must_check devm_device_add_group(struct device *dev,
					      const struct attribute_group *grp)
	__dock(devm_device_add_group);

static inline int __must_check device_add_group(struct device *dev,
						const struct attribute_group *grp)
{
	const struct attribute_group *groups[] = { grp, NULL };

	return device_add_groups(dev, groups);
}

static inline void device_remove_group(struct device *dev, const struct attribute_group *grp)
{
	const struct attribute_group *groups[] = { grp, NULL };

	device_remove_groups(dev, groups);
}

#define kobj_to_dev(__kobj) container_of((__kobj), struct device, kobj)

extern const char *dev_driver_string(const struct device *dev) __dock(dev_driver_string);
extern int dev_set_name(struct device *dev, const char *fmt, ...) __dock(dev_set_name)
	__attribute__((format(printf, 2, 3)));
extern void device_initialize(struct device *dev) __dock(device_initialize);
extern int device_add(struct device *dev) __dock(device_add);
extern void device_del(struct device *dev) __dock(device_del);
extern int device_register(struct device *dev) __dock(device_register);
extern void device_unregister(struct device *dev) __dock(device_unregister);
extern struct device *get_device(struct device *dev) __dock(get_device);
extern void put_device(struct device *dev) __dock(put_device);
extern int device_attach(struct device *dev) __dock(device_attach);
extern void device_release_driver(struct device *dev) __dock(device_release_driver);
#if DOCK_SINCE_2_6_27
extern struct device *device_create(struct class *cls, struct device *parent, dev_t devt,
				    void *drvdata, const char *fmt, ...) __dock(device_create)
	__attribute__((format(printf, 5, 6)));
#else
#include <linux/dock_old_class.h>
#endif
extern struct device *device_create_with_groups(struct class *cls, struct device *parent,
						dev_t devt, void *drvdata,
						const struct attribute_group **groups,
						const char *fmt, ...)
	__dock(device_create_with_groups) __attribute__((format(printf, 6, 7)));
extern void device_destroy(struct class *cls, dev_t devt) __dock(device_destroy);
extern int dev_err_probe(const struct device *dev, int err, const char *fmt, ...)
	__dock(dev_err_probe) __attribute__((format(printf, 3, 4)));

/* --- managed resources: released in reverse order when the driver lets go --- */

typedef void (*dr_release_t)(struct device *dev, void *res);
typedef int (*dr_match_t)(struct device *dev, void *res, void *match_data);

extern void *__devres_alloc_node(dr_release_t release, size_t size, gfp_t gfp, int nid,
				 const char *name) __dock(__devres_alloc_node);
#define devres_alloc(release, size, gfp) __devres_alloc_node(release, size, gfp, -1, #release)
extern void devres_free(void *res) __dock(devres_free);
extern void devres_add(struct device *dev, void *res) __dock(devres_add);
extern void *devres_find(struct device *dev, dr_release_t release, dr_match_t match,
			 void *match_data) __dock(devres_find);
extern void *devres_get(struct device *dev, void *new_res, dr_match_t match, void *match_data)
	__dock(devres_get);
extern void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match,
			   void *match_data) __dock(devres_remove);
extern int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match,
			  void *match_data) __dock(devres_destroy);
extern int devres_release(struct device *dev, dr_release_t release, dr_match_t match,
			  void *match_data) __dock(devres_release);

extern void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp) __dock(devm_kmalloc)
	__attribute__((malloc));
extern void devm_kfree(struct device *dev, const void *p) __dock(devm_kfree);
extern char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp) __dock(devm_kstrdup);
extern void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp)
	__dock(devm_kmemdup);
extern char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...)
	__dock(devm_kasprintf) __attribute__((format(printf, 3, 4)));
extern unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp, unsigned int order)
	__dock(devm_get_free_pages);
extern void devm_free_pages(struct device *dev, unsigned long addr) __dock(devm_free_pages);
extern int devm_add_action(struct device *dev, void (*action)(void *), void *data)
	__dock(devm_add_action);
extern void devm_remove_action(struct device *dev, void (*action)(void *), void *data)
	__dock(devm_remove_action);
extern void devm_release_action(struct device *dev, void (*action)(void *), void *data)
	__dock(devm_release_action);

static inline void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp)
{
	return devm_kmalloc(dev, size, gfp | __GFP_ZERO);
}

static inline void *devm_kmalloc_array(struct device *dev, size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : devm_kmalloc(dev, bytes, flags);
}

static inline void *devm_kcalloc(struct device *dev, size_t n, size_t size, gfp_t flags)
{
	return devm_kmalloc_array(dev, n, size, flags | __GFP_ZERO);
}

static inline int devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data)
{
	int ret = devm_add_action(dev, action, data);

	if (ret)
		action(data);
	return ret;
}

#endif
