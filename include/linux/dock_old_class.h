/* SPDX-License-Identifier: MIT */
/*
 * Devices of classes until 2.6.26: linux/device.h includes this. A class device was
 * a thing of its own; here it is a device, and its parent is what it was made for.
 */
#ifndef _LINUX_DOCK_OLD_CLASS_H
#define _LINUX_DOCK_OLD_CLASS_H

extern struct device *dock_device_create(struct class *cls, struct device *parent, dev_t devt,
					 void *drvdata, const char *fmt, ...)
	__dock(device_create) __attribute__((format(printf, 5, 6)));

#if DOCK_SINCE_2_6_18
#define device_create(cls, parent, devt, fmt, args...) \
	dock_device_create(cls, parent, devt, NULL, fmt, ##args)
#endif

#if !DOCK_SINCE_2_6_26
#define class_device device
#if DOCK_SINCE_2_6_15
#define class_device_create(cls, parent, devt, device, fmt, args...) \
	dock_device_create(cls, device, devt, NULL, fmt, ##args)
#elif DOCK_SINCE_2_6_13
#define class_device_create(cls, devt, device, fmt, args...) \
	dock_device_create(cls, device, devt, NULL, fmt, ##args)
#endif
#if DOCK_SINCE_2_6_13
#define class_device_destroy(cls, devt) device_destroy(cls, devt)
#endif
#endif

#if !DOCK_SINCE_2_6_13
#define class_simple class
#define class_simple_create(owner, name) __class_create(owner, name, NULL)
#define class_simple_destroy(cls) class_destroy(cls)
#define class_simple_device_add(cls, devt, device, fmt, args...) \
	dock_device_create(cls, device, devt, NULL, fmt, ##args)
#define class_simple_device_remove(devt) dock_class_device_remove(devt)
extern void dock_class_device_remove(dev_t devt);
#endif

#endif
