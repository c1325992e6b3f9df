/* SPDX-License-Identifier: MIT */
/* The driver model's own. */
#ifndef DOCK_KERNEL_DRIVER_DRIVER_H
#define DOCK_KERNEL_DRIVER_DRIVER_H

#include <linux/types.h>

struct device;
struct seq_file;

unsigned long dock_device_live(void); /* devices that were added and not deleted */
void dock_bus_add_device(struct device *dev); /* and find it a driver */
void dock_bus_remove_device(struct device *dev);
void dock_devres_release_all(struct device *dev);
/* Is what was written into a uevent file the name of an action? */
bool dock_uevent_is_action(const char *text, size_t len);
int dock_driver_core_init(void); /* /sys/kernel and its kin; before all others */
int dock_misc_init(void);
int dock_proc_misc(struct seq_file *m, void *v); /* /proc/misc */
int dock_pci_init(void);
int dock_platform_init(void);

/* Drivers that are registered. */
unsigned long dock_driver_live(void);
/* The module's image is going: report what it registered with the driver core
 * and with interrupts and left there, and take it out. */
void dock_driver_report_leaks(unsigned long base, unsigned long len, const char *module);
/* The classes that it left; they have no devices, or they stay. */
void dock_class_report_leaks(unsigned long base, unsigned long len, const char *module);
int dock_consoles_init(void);

#endif
