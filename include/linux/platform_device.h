/* SPDX-License-Identifier: MIT */
/* Platform devices: those that no bus can find, made by name. */
#ifndef _PLATFORM_DEVICE_H_
#define _PLATFORM_DEVICE_H_

#include <linux/device.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/mod_devicetable.h>

#define PLATFORM_DEVID_NONE (-1)
#define PLATFORM_DEVID_AUTO (-2)

struct platform_device {
	const char *name;
	int id;
	bool id_auto;
	struct device dev;
	u64 platform_dma_mask;
	struct device_dma_parameters dma_parms;
	u32 num_resources;
	struct resource *resource;
	const struct platform_device_id *id_entry;
	const char *driver_override;
};

struct platform_driver {
	int (*probe)(struct platform_device *pdev);
#if DOCK_SINCE_6_11
	void (*remove)(struct platform_device *pdev);
#else
	int (*remove)(struct platform_device *pdev);
#endif
	void (*DOCK_FIELD(DOCK_SINCE_6_3, remove_new))(struct platform_device *pdev);
	void (*shutdown)(struct platform_device *pdev);
	int (*suspend)(struct platform_device *pdev, pm_message_t state);
	int (*resume)(struct platform_device *pdev);
	struct device_driver driver;
	const struct platform_device_id *id_table;
	bool prevent_deferred_probe;
	bool driver_managed_dma;
};

#define to_platform_device(x) container_of((x), struct platform_device, dev)
#define to_platform_driver(drv) container_of((drv), struct platform_driver, driver)
#define platform_get_device_id(pdev) ((pdev)->id_entry)

extern struct bus_type platform_bus_type __dock(platform_bus_type);
extern struct device platform_bus __dock(platform_bus);

extern int platform_device_register(struct platform_device *pdev) __dock(platform_device_register);
extern void platform_device_unregister(struct platform_device *pdev)
	__dock(platform_device_unregister);
extern struct platform_device *platform_device_alloc(const char *name, int id)
	__dock(platform_device_alloc);
extern int platform_device_add_resources(struct platform_device *pdev,
					 const struct resource *res, unsigned int num)
	__dock(platform_device_add_resources);
extern int platform_device_add_data(struct platform_device *pdev, const void *data, size_t size)
	__dock(platform_device_add_data);
extern int platform_device_add(struct platform_device *pdev) __dock(platform_device_add);
extern void platform_device_del(struct platform_device *pdev) __dock(platform_device_del);
extern void platform_device_put(struct platform_device *pdev) __dock(platform_device_put);
extern struct platform_device *dock_platform_device_new(const char *name, int id,
							const struct resource *res,
							unsigned int num, const void *data,
							size_t size);

static inline struct platform_device *platform_device_register_resndata(
	struct device *parent, const char *name, int id, const struct resource *res,
	unsigned int num, const void *data, size_t size)
{
	return dock_platform_device_new(name, id, res, num, data, size);
}

static inline struct platform_device *platform_device_register_simple(const char *name, int id,
								      const struct resource *res,
								      unsigned int num)
{
	return dock_platform_device_new(name, id, res, num, NULL, 0);
}

static inline struct platform_device *platform_device_register_data(struct device *parent,
								    const char *name, int id,
								    const void *data, size_t size)
{
	return dock_platform_device_new(name, id, NULL, 0, data, size);
}

extern struct resource *platform_get_resource(struct platform_device *pdev, unsigned int type,
					      unsigned int num) __dock(platform_get_resource);
extern struct resource *platform_get_resource_byname(struct platform_device *pdev,
						     unsigned int type, const char *name)
	__dock(platform_get_resource_byname);
extern int platform_get_irq(struct platform_device *pdev, unsigned int num)
	__dock(platform_get_irq);
extern int platform_get_irq_optional(struct platform_device *pdev, unsigned int num)
	__dock(platform_get_irq_optional);
extern void __iomem *devm_platform_ioremap_resource(struct platform_device *pdev,
						    unsigned int index)
	__dock(devm_platform_ioremap_resource);

extern int __platform_driver_register(struct platform_driver *drv, struct module *owner)
	__dock(__platform_driver_register);
extern void platform_driver_unregister(struct platform_driver *drv)
	__dock(platform_driver_unregister);
#define platform_driver_register(drv) __platform_driver_register(drv, THIS_MODULE)
#define module_platform_driver(drv) \
	module_driver(drv, platform_driver_register, platform_driver_unregister)

static inline void *platform_get_drvdata(const struct platform_device *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}

static inline void platform_set_drvdata(struct platform_device *pdev, void *data)
{
	dev_set_drvdata(&pdev->dev, data);
}

#endif
