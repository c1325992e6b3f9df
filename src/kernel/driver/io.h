/* SPDX-License-Identifier: MIT */
/* __iomem mappings, inside the kernel side. */
#ifndef DOCK_KERNEL_DRIVER_IO_H
#define DOCK_KERNEL_DRIVER_IO_H

#include <linux/types.h>

/* A mapping of device registers (or of I/O ports); NULL: the window is full. */
void __iomem *dock_io_map(bool ports, resource_size_t start, unsigned long size);

unsigned long dock_io_live(void);
struct seq_file;
void dock_io_show(struct seq_file *m); /* /proc/vmallocinfo */
void dock_io_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
