/* SPDX-License-Identifier: MIT */
/* The driver model's own. */
#ifndef DOCK_KERNEL_DRIVER_DRIVER_H
#define DOCK_KERNEL_DRIVER_DRIVER_H

#include <linux/stdarg.h>

struct kobject;

int dock_kobject_name_va(struct kobject *kobj, const char *fmt, va_list args);
unsigned long dock_device_live(void); /* devices that were added and not deleted */
int dock_misc_init(void);
int dock_consoles_init(void);

#endif
