/* SPDX-License-Identifier: MIT */
/*
 * Which PCI driver is for which device: by the driver's table, by what has been
 * written into its new_id, or by name, if the device's driver_override says one.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/driver/pci.h"
#include "kernel/driver/tree.h"

struct dynamic_id {
	struct list_head node;
	struct pci_device_id id;
};

static const struct pci_device_id any_id = {
	.vendor = PCI_ANY_ID,
	.device = PCI_ANY_ID,
	.subvendor = PCI_ANY_ID,
	.subdevice = PCI_ANY_ID,
};

bool dock_pci_id_matches(const struct pci_device_id *id, const struct pci_dev *dev)
{
	return (id->vendor == (u32)PCI_ANY_ID || id->vendor == dev->vendor) &&
	       (id->device == (u32)PCI_ANY_ID || id->device == dev->device) &&
	       (id->subvendor == (u32)PCI_ANY_ID || id->subvendor == dev->subsystem_vendor) &&
	       (id->subdevice == (u32)PCI_ANY_ID || id->subdevice == dev->subsystem_device) &&
	       !((id->class ^ dev->class) & id->class_mask);
}

static bool is_last(const struct pci_device_id *id)
{
	return !id->vendor && !id->subvendor && !id->class_mask;
}

const struct pci_device_id *pci_match_id(const struct pci_device_id *ids, struct pci_dev *dev)
{
	for (; ids && !is_last(ids); ids++)
		if (dock_pci_id_matches(ids, dev))
			return ids;
	return NULL;
}
EXPORT_SYMBOL(pci_match_id);

const struct pci_device_id *dock_pci_match(struct pci_driver *drv, struct pci_dev *dev)
{
	const struct pci_device_id *id = drv->id_table;
	struct dynamic_id *dynamic;

	if (dev->driver_override && strcmp(dev->driver_override, drv->name))
		return NULL;
	list_for_each_entry(dynamic, &drv->dynids.list, node)
		if (dock_pci_id_matches(&dynamic->id, dev))
			return &dynamic->id;
	for (; (id = pci_match_id(id, dev)); id++)
		if (!id->override_only || dev->driver_override)
			return id;
	return dev->driver_override ? &any_id : NULL;
}

/* --- what is written into new_id and remove_id --- */

/* Two numbers at least. The number of them, or -EINVAL. */
static int read_id(const char *buf, struct pci_device_id *id)
{
	int n;

	*id = any_id;
	n = sscanf(buf, "%x %x %x %x %x %x %lx", &id->vendor, &id->device, &id->subvendor,
		   &id->subdevice, &id->class, &id->class_mask, &id->driver_data);
	return n < 2 ? -EINVAL : n;
}

/* Would the driver take such a device already? */
static bool is_known(struct pci_driver *drv, const struct pci_device_id *id)
{
	struct pci_dev *like = kzalloc(sizeof(*like), GFP_KERNEL);
	bool known;

	if (!like)
		return false;
	like->vendor = (u16)id->vendor;
	like->device = (u16)id->device;
	like->subsystem_vendor = (u16)id->subvendor;
	like->subsystem_device = (u16)id->subdevice;
	like->class = id->class;
	known = dock_pci_match(drv, like);
	kfree(like);
	return known;
}

/* The driver's own data must be one that its table has: it may be a pointer. */
static bool has_data(const struct pci_driver *drv, kernel_ulong_t data)
{
	const struct pci_device_id *id = drv->id_table;

	for (; id && !is_last(id); id++)
		if (id->driver_data == data)
			return true;
	return !drv->id_table;
}

int pci_add_dynid(struct pci_driver *drv, unsigned int vendor, unsigned int device,
		  unsigned int subvendor, unsigned int subdevice, unsigned int class,
		  unsigned int class_mask, unsigned long driver_data)
{
	struct dynamic_id *dynamic = kzalloc(sizeof(*dynamic), GFP_KERNEL);

	if (!dynamic)
		return -ENOMEM;
	dynamic->id = (struct pci_device_id){ vendor,	 device, subvendor,   subdevice, class,
					      class_mask, driver_data, 0 };
	list_add_tail(&dynamic->node, &drv->dynids.list);
	dock_driver_attach_all(&drv->driver);
	return 0;
}
EXPORT_SYMBOL_GPL(pci_add_dynid);

static ssize_t new_id_store(struct device_driver *driver, const char *buf, size_t count)
{
	struct pci_driver *drv = to_pci_driver(driver);
	struct pci_device_id id;
	int n = read_id(buf, &id), err;

	if (n < 0)
		return n;
	if (n != 7 && is_known(drv, &id) && !DOCK_BREAK("pci-new-id"))
		return -EEXIST;
	if (!has_data(drv, id.driver_data))
		return -EINVAL;
	err = pci_add_dynid(drv, id.vendor, id.device, id.subvendor, id.subdevice, id.class,
			    id.class_mask, id.driver_data);
	return err ? err : (ssize_t)count;
}

static bool is_meant(const struct pci_device_id *id, const struct pci_device_id *by)
{
	return id->vendor == by->vendor && id->device == by->device &&
	       (by->subvendor == (u32)PCI_ANY_ID || id->subvendor == by->subvendor) &&
	       (by->subdevice == (u32)PCI_ANY_ID || id->subdevice == by->subdevice) &&
	       !((id->class ^ by->class) & by->class_mask);
}

static void forget(struct dynamic_id *dynamic)
{
	list_del(&dynamic->node);
	kfree(dynamic);
}

static ssize_t remove_id_store(struct device_driver *driver, const char *buf, size_t count)
{
	struct dynamic_id *dynamic;
	struct pci_device_id id;
	int n = read_id(buf, &id);

	if (n < 0)
		return n;
	list_for_each_entry(dynamic, &to_pci_driver(driver)->dynids.list, node)
		if (is_meant(&dynamic->id, &id)) {
			forget(dynamic);
			return (ssize_t)count;
		}
	return -ENODEV;
}

static DRIVER_ATTR_WO(new_id);
static DRIVER_ATTR_WO(remove_id);

static struct attribute *driver_attrs[] = { &driver_attr_new_id.attr, &driver_attr_remove_id.attr,
					    NULL };
static const struct attribute_group driver_group = { .attrs = driver_attrs };
const struct attribute_group *dock_pci_driver_groups[] = { &driver_group, NULL };

void dock_pci_ids_free(struct pci_driver *drv)
{
	struct dynamic_id *dynamic, *next;

	list_for_each_entry_safe(dynamic, next, &drv->dynids.list, node)
		forget(dynamic);
}
