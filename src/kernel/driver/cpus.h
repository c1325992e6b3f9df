/* SPDX-License-Identifier: MIT */
/* The machine's processors in sysfs. */
#ifndef DOCK_KERNEL_DRIVER_CPUS_H
#define DOCK_KERNEL_DRIVER_CPUS_H

struct kobject;

/* All of them, as files of sysfs have them: "0-3\n", and "f\n". The length. */
int dock_cpus_emit_list(char *page);
int dock_cpus_emit_mask(char *page);

/* /sys/devices/system/cpu. 0 or -errno. */
int dock_cpus_init(struct kobject *devices);

#endif
