/* SPDX-License-Identifier: MIT */
/*
 * edu: QEMU's educational PCI device, as a char device that moves data by DMA.
 *
 * Who may touch a buffer. A buffer that the device may access is the device's:
 * the CPU neither reads nor writes it between a map and its unmap, or after a
 * sync for the device and before the next one for the CPU. Each buffer is an
 * allocation of its own of whole cache lines, so nothing else shares them. It
 * is taken back only when the engine is idle (edu_engine_run() returns), also
 * after a timeout.
 *
 *	bounce	  the CPU's, but during a transfer
 *	ring	  the device's, but while bytes are copied in or out
 *	coherent  both may, but the CPU lets it be during a transfer
 *
 * Locks. edu_table_lock (main.c) is for opening and for the table of devices.
 * dev->lock is held for a whole transfer; only then are the buffers and the
 * engine used. irq_lock is a spinlock which the interrupt handler takes. The
 * order is edu_table_lock, dev->lock, irq_lock.
 *
 * Lives. The hardware belongs to probe and remove; struct edu_dev lives until
 * the last file is closed too, and every call checks dev->gone.
 */
#ifndef EDU_H
#define EDU_H

#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "edu_ioctl.h"
#include "edu_regs.h"

struct edu_dev {
	struct kref refs; /* remove's, and each open file's */
	int minor;
	unsigned int opens; /* by edu_table_lock */
	bool exclusive;	    /* the one open file was opened with O_EXCL */

	struct mutex lock;
	bool gone;  /* removed: no hardware behind it */
	bool stuck; /* the engine did not end a transfer: bus mastering is off */
	struct pci_dev *pdev;
	void __iomem *regs;
	void *bounce;
	void *ring;
	dma_addr_t ring_handle;
	void *coherent;
	dma_addr_t coherent_handle;

	spinlock_t irq_lock;
	u32 seen;		  /* bits that interrupted since edu_irq_expect() */
	struct edu_counts counts; /* transfers' part: by lock */
	wait_queue_head_t wait;
};

struct edu_file {
	struct edu_dev *dev;
	u32 mode; /* by dev->lock */
	bool exclusive;
};

/* main.c */
int edu_dev_add(struct edu_dev *dev); /* open for all from now on; or -errno */
void edu_dev_del(struct edu_dev *dev);
/* The device of a minor with a reference of the caller's; ERR_PTR. */
struct edu_dev *edu_dev_open(int minor, bool exclusive);
void edu_dev_close(struct edu_dev *dev, bool exclusive);

/* probe.c */
extern unsigned int edu_buffer_bytes; /* how much of the device's buffer is used */
extern struct pci_driver edu_pci_driver;
void edu_dev_put(struct edu_dev *dev); /* give a reference back */

/* file.c */
extern const struct file_operations edu_fops;
/* dev->lock for a call: -ENODEV if the device is gone. */
int edu_lock(struct edu_dev *dev);
void edu_unlock(struct edu_dev *dev);

/* irq.c */
irqreturn_t edu_irq(int irq, void *data);
/* Forget @bits, whose interrupt is about to be caused. */
void edu_irq_expect(struct edu_dev *dev, u32 bits);
/* Wait for any of them; those that came, 0 after the timeout. */
u32 edu_irq_wait(struct edu_dev *dev, u32 bits);
void edu_irq_quiet(struct edu_dev *dev); /* the device has no reason to interrupt */

/* engine.c: the caller holds dev->lock. */
/*
 * Move bytes between bus address @handle and the device's buffer at @offset.
 * When this returns, with whatever result, the device accesses no memory.
 * -ETIMEDOUT: no interrupt came; -EIO: the engine had stopped for good before.
 */
int edu_engine_run(struct edu_dev *dev, dma_addr_t handle, u32 offset, u32 bytes,
		   bool to_device);
void edu_engine_stop(struct edu_dev *dev);

/* transfer.c: the caller holds dev->lock, the range is within the buffer. */
int edu_buffers_get(struct edu_dev *dev);
void edu_buffers_put(struct edu_dev *dev);
int edu_streaming_write(struct edu_dev *dev, const char __user *buf, u32 offset,
			u32 bytes);
int edu_streaming_read(struct edu_dev *dev, char __user *buf, u32 offset, u32 bytes);
int edu_sync_write(struct edu_dev *dev, const char __user *buf, u32 offset, u32 bytes);
int edu_sync_read(struct edu_dev *dev, char __user *buf, u32 offset, u32 bytes);
int edu_coherent_write(struct edu_dev *dev, const char __user *buf, u32 offset,
		       u32 bytes);
int edu_coherent_read(struct edu_dev *dev, char __user *buf, u32 offset, u32 bytes);

/* ioctl.c */
long edu_ioctl(struct file *filp, unsigned int cmd, unsigned long arg);

/* measure.c: the caller holds dev->lock. 0 or -errno. */
void edu_try_mask(struct edu_dev *dev, struct edu_mask *m);
int edu_try_coherent(struct edu_dev *dev, struct edu_coherent *c);
int edu_try_mapping(struct edu_dev *dev, struct edu_mapping *m);
int edu_try_partial(struct edu_dev *dev, const struct edu_partial *p);

#endif
