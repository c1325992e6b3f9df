/* SPDX-License-Identifier: MIT */
/*
 * Buses: a device and a driver that match are brought together at once, when
 * the later of the two comes. There is no deferred probe: -EPROBE_DEFER leaves
 * the device without a driver.
 *
 * A probe and a remove run with the device's lock held. When a probe fails, or
 * after a remove, the device's managed resources are released in reverse order.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "check/dma.h"
#include "check/report.h"
#include "check/stack.h"
#include "core/breaks.h"
#include "kernel/dma/dma.h"
#include "kernel/driver/driver.h"
#include "kernel/driver/tree.h"
#include "kernel/sched/sched.h"

/* Buses that are registered: few, so a table does. */
#define MAX_BUSES 16
static struct bus_type *buses[MAX_BUSES];

int bus_register(struct bus_type *bus)
{
	for (int i = 0; i < MAX_BUSES; i++)
		if (!buses[i]) {
			INIT_LIST_HEAD(&bus->dock_devices);
			INIT_LIST_HEAD(&bus->dock_drivers);
			if (dock_bus_dir_add(bus))
				return -EEXIST;
			buses[i] = bus;
			return 0;
		}
	return -ENOMEM;
}
EXPORT_SYMBOL(bus_register);

void bus_unregister(struct bus_type *bus)
{
	for (int i = 0; i < MAX_BUSES; i++)
		if (buses[i] == bus) {
			buses[i] = NULL;
			dock_bus_dir_remove(bus);
		}
}
EXPORT_SYMBOL(bus_unregister);

/* --- bringing together --- */

/* After a failed probe or a remove. */
static void let_go(struct device *dev)
{
	dock_driver_links_remove(dev);
	dock_devres_release_all(dev);
	dock_pool_unbound(dev);
	dock_dma_unbound(dev, dev_name(dev));
	dev_set_drvdata(dev, NULL);
	dev->driver = NULL;
}

static int call_probe(struct device *dev, struct device_driver *drv)
{
	if (dev->bus->probe)
		return dev->bus->probe(dev);
	return drv->probe ? drv->probe(dev) : 0;
}

/* The driver's files in the device's directory. */
static int shown_by_driver(struct device *dev, struct device_driver *drv)
{
	int err = device_add_groups(dev, drv->dev_groups);

	if (err && dev->bus->remove)
		dev->bus->remove(dev);
	return err;
}

/* Returns 0 or what probe returned. */
static int try_driver(struct device *dev, struct device_driver *drv)
{
	int err;

	WARN(!list_empty(&dev->devres_head),
	     "%s: managed resources are there before a driver is\n", dev_name(dev));
	dev->driver = drv;
	dock_switch_point(100);
	err = dock_driver_links_add(dev);
	if (!err)
		err = call_probe(dev, drv);
	if (!err)
		err = shown_by_driver(dev, drv);
	if (!err)
		return 0;
	let_go(dev);
	if (err != -ENODEV && err != -ENXIO && err != -EPROBE_DEFER)
		pr_warn("%s: probe of %s failed with error %d\n", drv->name, dev_name(dev), err);
	return err;
}

static bool matches(struct device *dev, struct device_driver *drv)
{
	return !dev->driver && (!dev->bus->match || dev->bus->match(dev, drv));
}

int device_attach(struct device *dev)
{
	struct device_driver *drv, *next;
	int bound = 0;

	device_lock(dev);
	list_for_each_entry_safe(drv, next, &dev->bus->dock_drivers, dock_entry)
		if (matches(dev, drv) && !try_driver(dev, drv))
			break;
	bound = dev->driver != NULL;
	device_unlock(dev);
	return bound;
}
EXPORT_SYMBOL(device_attach);

/* The caller holds the device's lock. */
static void detach(struct device *dev)
{
	struct device_driver *drv = dev->driver;

	if (!drv)
		return;
	device_remove_groups(dev, drv->dev_groups);
	if (dev->bus && dev->bus->remove)
		dev->bus->remove(dev);
	else if (drv->remove)
		drv->remove(dev);
	let_go(dev);
}

void device_release_driver(struct device *dev)
{
	device_lock(dev);
	detach(dev);
	device_unlock(dev);
}
EXPORT_SYMBOL(device_release_driver);

void dock_bus_add_device(struct device *dev)
{
	list_add_tail(&dev->dock_bus_entry, &dev->bus->dock_devices);
	if (dock_bus_probes_by_itself(dev->bus))
		device_attach(dev);
}

void dock_bus_remove_device(struct device *dev)
{
	if (list_empty(&dev->dock_bus_entry))
		return;
	device_release_driver(dev);
	list_del_init(&dev->dock_bus_entry);
}

/* --- drivers --- */

struct device_driver *driver_find(const char *name, struct bus_type *bus)
{
	struct device_driver *drv;

	list_for_each_entry(drv, &bus->dock_drivers, dock_entry)
		if (!strcmp(drv->name, name))
			return drv;
	return NULL;
}
EXPORT_SYMBOL(driver_find);

void dock_driver_attach_all(struct device_driver *drv)
{
	struct device *dev, *next;

	list_for_each_entry_safe(dev, next, &drv->bus->dock_devices, dock_bus_entry) {
		device_lock(dev);
		if (matches(dev, drv))
			try_driver(dev, drv);
		device_unlock(dev);
	}
}

int dock_driver_attach(struct device_driver *drv, struct device *dev)
{
	int err = -ENODEV;

	device_lock(dev);
	if (dev->driver)
		err = DOCK_BREAK("unbind-and-bind") ? 0 : -EBUSY;
	else if (matches(dev, drv))
		err = try_driver(dev, drv);
	device_unlock(dev);
	return err == -EPROBE_DEFER ? -EAGAIN : err;
}

int driver_register(struct device_driver *drv)
{
	int err;

	if (WARN(!drv->bus || !drv->bus->dock_drivers.next,
		 "driver %s is registered on a bus that is not\n", drv->name))
		return -EINVAL;
	if (driver_find(drv->name, drv->bus)) {
		pr_err("Error: Driver '%s' is already registered, aborting...\n", drv->name);
		return -EBUSY;
	}
	drv->dock_stack = dock_stack_keep();
	err = dock_driver_dir_add(drv);
	if (err)
		return err;
	list_add_tail(&drv->dock_entry, &drv->bus->dock_drivers);
	if (dock_bus_probes_by_itself(drv->bus))
		dock_driver_attach_all(drv);
	return dock_driver_dir_fill(drv);
}
EXPORT_SYMBOL(driver_register);

void driver_unregister(struct device_driver *drv)
{
	struct device *dev, *next;

	if (WARN(!drv->bus || driver_find(drv->name, drv->bus) != drv,
		 "driver %s is unregistered and was not registered\n", drv->name))
		return;
	list_for_each_entry_safe(dev, next, &drv->bus->dock_devices, dock_bus_entry) {
		device_lock(dev);
		if (dev->driver == drv)
			detach(dev);
		device_unlock(dev);
	}
	list_del(&drv->dock_entry);
	dock_driver_dir_remove(drv);
}
EXPORT_SYMBOL(driver_unregister);

/* --- looking for devices --- */

/* The first one after @start (NULL: of all) for which @fn is not 0, and what it
 * returned. */
static struct device *walk(struct bus_type *bus, const struct device *start, void *data,
			   int (*fn)(struct device *dev, void *data), int *result)
{
	struct device *dev, *next;
	bool on = !start;

	*result = 0;
	list_for_each_entry_safe(dev, next, &bus->dock_devices, dock_bus_entry) {
		if (on)
			*result = fn(dev, data);
		if (*result)
			return dev;
		on = on || dev == start;
	}
	return NULL;
}

int bus_for_each_dev(struct bus_type *bus, struct device *start, void *data,
		     int (*fn)(struct device *dev, void *data))
{
	int result;

	walk(bus, start, data, fn, &result);
	return result;
}
EXPORT_SYMBOL(bus_for_each_dev);

struct wanted {
	int (*match)(struct device *dev, const void *data);
	const void *data;
};

static int is_wanted(struct device *dev, void *arg)
{
	const struct wanted *w = arg;

	return w->match(dev, w->data);
}

struct device *bus_find_device(struct bus_type *bus, struct device *start, const void *data,
			       int (*match)(struct device *dev, const void *data))
{
	struct wanted w = { match, data };
	int result;

	return get_device(walk(bus, start, &w, is_wanted, &result));
}
EXPORT_SYMBOL(bus_find_device);

static int has_name(struct device *dev, const void *name)
{
	return !strcmp(dev_name(dev), name);
}

struct device *bus_find_device_by_name(struct bus_type *bus, struct device *start,
				       const char *name)
{
	return bus_find_device(bus, start, name, has_name);
}
EXPORT_SYMBOL(bus_find_device_by_name);

struct of_driver {
	struct device_driver *drv;
	void *data;
	int (*fn)(struct device *dev, void *data);
};

static int if_driven(struct device *dev, void *arg)
{
	const struct of_driver *o = arg;

	return dev->driver == o->drv ? o->fn(dev, o->data) : 0;
}

int driver_for_each_device(struct device_driver *drv, struct device *start, void *data,
			   int (*fn)(struct device *dev, void *data))
{
	struct of_driver o = { drv, data, fn };

	return bus_for_each_dev(drv->bus, start, &o, if_driven);
}
EXPORT_SYMBOL(driver_for_each_device);

/* --- what is left --- */

unsigned long dock_driver_live(void)
{
	struct device_driver *drv;
	unsigned long n = 0;

	for (int i = 0; i < MAX_BUSES; i++)
		if (buses[i])
			list_for_each_entry(drv, &buses[i]->dock_drivers, dock_entry)
				n++;
	return n;
}

static void report_driver(struct device_driver *drv, const char *module)
{
	struct dock_report *r = dock_report_begin(
		"registration-leak", "module %s was unloaded and left a driver behind", module);
	const unsigned long *pcs;
	int n = dock_stack_get(drv->dock_stack, &pcs);

	dock_report_fact(r, "driver", "%s, of bus %s", drv->name, drv->bus->name);
	dock_report_stack(r, "registered", pcs, n);
	dock_report_end(r);
}

/* The driver's code is gone: its devices are let go without its remove. */
static void take_out(struct device_driver *drv)
{
	struct device *dev;

	list_for_each_entry(dev, &drv->bus->dock_devices, dock_bus_entry)
		if (dev->driver == drv) {
			dock_driver_links_remove(dev);
			device_remove_groups(dev, drv->dev_groups);
			dev->driver = NULL;
			dev_set_drvdata(dev, NULL);
			INIT_LIST_HEAD(&dev->devres_head);
		}
	list_del(&drv->dock_entry);
	dock_driver_dir_remove(drv);
}

void dock_driver_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct device_driver *drv, *next;

	for (int i = 0; i < MAX_BUSES; i++) {
		if (!buses[i])
			continue;
		list_for_each_entry_safe(drv, next, &buses[i]->dock_drivers, dock_entry) {
			unsigned long pc = dock_stack_driver_pc(drv->dock_stack);

			if (pc < base || pc >= base + len)
				continue;
			report_driver(drv, module);
			take_out(drv);
		}
	}
}
