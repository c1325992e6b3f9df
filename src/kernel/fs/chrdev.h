/* SPDX-License-Identifier: MIT */
/* Char devices, inside the kernel side. */
#ifndef DOCK_KERNEL_FS_CHRDEV_H
#define DOCK_KERNEL_FS_CHRDEV_H

struct file_operations;
struct seq_file;

/* The operations of every char device's inode until it is opened. */
extern const struct file_operations dock_chrdev_fops;

int dock_proc_devices(struct seq_file *m, void *v);
unsigned long dock_chrdev_live(void); /* registered ranges of numbers */
void dock_chrdev_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
