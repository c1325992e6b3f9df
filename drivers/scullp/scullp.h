/* SPDX-License-Identifier: MIT */
/*
 * scullp: a char device that keeps what is written to it in whole pages, and
 * lets programs map those pages.
 *
 * A device's memory is a list of quantum sets. A set holds scullp_qset
 * pointers to quanta; a quantum is 2^order pages. Sets and quanta that nobody
 * wrote to do not exist: they are holes.
 *
 *	dev->sets --> set 0 ----------> set 3 --> NULL
 *	               slots[0] quantum  slots[0] hole
 *	               slots[1] hole     slots[1] quantum
 *
 * Locks. mmap_lock is taken before dev->lock (the kernel holds it around .mmap,
 * .fault and the VMA operations), so dev->lock is never held while user memory
 * is touched: read and write take a reference to the quantum's page, let the
 * lock go, and copy. Their buffer may thus lie in a mapping of the same device.
 */
#ifndef SCULLP_H
#define SCULLP_H

#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/types.h>

#define SCULLP_QSET_MAX 65536

struct scullp_set {
	struct scullp_set *next; /* ascending by index */
	u64 index;		 /* this set's place among all sets of the device */
	void *slots[];		 /* dev->qset of them; NULL is a hole */
};

struct scullp_dev {
	struct mutex lock; /* everything here but cdev */
	struct scullp_set *sets;
	unsigned int order; /* both taken from the module's knobs by a trim, */
	unsigned int qset;  /* and constant while there is memory or a mapping */
	loff_t size;	    /* bytes, up to the last one written */
	int vmas;	    /* active mappings: while there are any, no page is freed */
	struct cdev cdev;
};

/* main.c: the module's knobs, as loaded and as changed by ioctl. */
extern int scullp_order;
extern int scullp_qset;

/* file.c */
extern const struct file_operations scullp_fops;

/* ioctl.c */
long scullp_ioctl(struct file *filp, unsigned int cmd, unsigned long arg);
bool scullp_knobs_valid(void);
void scullp_knobs_remember(void);
void scullp_knobs_read(unsigned int *order, unsigned int *qset);

/* mem.c: the caller holds dev->lock. */
static inline size_t scullp_quantum_size(const struct scullp_dev *dev)
{
	return PAGE_SIZE << dev->order;
}

/* The quantum that holds byte @pos, or NULL at a hole. */
void *scullp_quantum_find(struct scullp_dev *dev, loff_t pos);
/* The same, filling the hole with zeros; NULL if memory is short. */
void *scullp_quantum_make(struct scullp_dev *dev, loff_t pos);
/* Free everything and take over the knobs; -EBUSY while the device is mapped. */
int scullp_trim(struct scullp_dev *dev);

/* mmap.c */
int scullp_mmap(struct file *filp, struct vm_area_struct *vma);

/* fault.c */
vm_fault_t scullp_vma_fault(struct vm_fault *vmf);

#endif
