/* SPDX-License-Identifier: MIT */
/*
 * scullv: what scullp is, with memory from vmalloc(), and as small as that can be.
 * For Linux 2.6.10 and 6.1: what differs between them is at the end of mmap.c.
 *
 * A device's memory is a list of areas of 2^order pages each. Places that nobody
 * wrote to have none: they are holes, and read as zeros. The pages of an area lie
 * anywhere, and each is counted by itself: so all of them can be mapped, whatever
 * the order is.
 *
 * Locks. The mm's lock is taken before dev->sem (the kernel holds it around .mmap,
 * the fault handler and the VMA operations). So no user memory is touched with
 * dev->sem held: a transfer holds the memory by dev->users, lets the lock go, and
 * copies.
 */
#ifndef SCULLV_H
#define SCULLV_H

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/types.h>
#include <linux/version.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 26)
#include <linux/semaphore.h>
#else
#include <asm/semaphore.h>
#endif

struct scullv_dev {
	struct semaphore sem; /* all but misc and name */
	struct list_head areas;
	loff_t size; /* bytes, up to the last one written */
	int users;   /* mappings and transfers: while there are any, nothing is freed */
	struct miscdevice misc;
	char name[16];
};

extern int scullv_order; /* of every area of every device */

/* mem.c: the caller holds dev->sem. */

static inline size_t scullv_area_size(void)
{
	return PAGE_SIZE << scullv_order;
}

/* The address of byte @pos, and by @len how much of the area follows. NULL: a hole. */
void *scullv_find(struct scullv_dev *dev, loff_t pos, size_t *len);
/* The same, where a hole is filled with zeros. NULL: memory is short. */
void *scullv_make(struct scullv_dev *dev, loff_t pos, size_t *len);
/* Frees all; -EBUSY while there are users. */
int scullv_trim(struct scullv_dev *dev);

/* mmap.c */
int scullv_mmap(struct file *filp, struct vm_area_struct *vma);

#endif
