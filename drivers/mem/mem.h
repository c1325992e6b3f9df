/* SPDX-License-Identifier: MIT */
/*
 * mem: physical memory as a file, /dev/mem. Its position is a physical address.
 *
 * read and write know memory with a logical address, and what lies between: they end
 * where high_memory begins. mmap knows all addresses, the devices' too, and maps what
 * is there without asking whose it is. Whoever may open it may do anything.
 *
 * For Linux 2.6.10 and 6.1, each with what its own /dev/mem answers (there, without
 * CONFIG_STRICT_DEVMEM).
 */
#ifndef MEM_H
#define MEM_H

#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/version.h>

/* main.c */
extern struct file_operations mem_fops;

/* file.c */
int mem_open(struct inode *inode, struct file *filp);
loff_t mem_llseek(struct file *filp, loff_t offset, int whence);
ssize_t mem_read(struct file *filp, char __user *buf, size_t count, loff_t *ppos);
ssize_t mem_write(struct file *filp, const char __user *buf, size_t count, loff_t *ppos);

/* mmap.c */
int mem_mmap(struct file *filp, struct vm_area_struct *vma);

#endif
