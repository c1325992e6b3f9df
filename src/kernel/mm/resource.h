/* SPDX-License-Identifier: MIT */
/* The machine's physical address space by name: /proc/iomem. */
#ifndef DOCK_KERNEL_MM_RESOURCE_H
#define DOCK_KERNEL_MM_RESOURCE_H

struct dock_machine_desc;
struct seq_file;

void dock_resource_init(const struct dock_machine_desc *desc);
int dock_proc_iomem(struct seq_file *m, void *v);

#endif
