/* SPDX-License-Identifier: MIT */
/* /proc, inside the kernel side. */
#ifndef DOCK_KERNEL_FS_PROC_H
#define DOCK_KERNEL_FS_PROC_H

struct file_operations;

/* The operations of every /proc file; and of those with a read_iter, once open. */
extern const struct file_operations dock_proc_fops, dock_proc_iter_fops;

/* The machine's own files: devices, iomem, modules, ... */
void dock_proc_init(void);

/* The module's image is going: entries that it made are reported and removed. */
void dock_proc_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
