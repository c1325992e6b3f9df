/* SPDX-License-Identifier: MIT */
/* The methods of a file, in the form that the run's version of Linux has. */
#ifndef DOCK_KERNEL_COMPAT_FILE_H
#define DOCK_KERNEL_COMPAT_FILE_H

#include <linux/fs.h>

/* Can the file be read, or written, at all? For FMODE_CAN_READ and _WRITE. */
bool dock_compat_can_read(const struct file_operations *fops);
bool dock_compat_can_write(const struct file_operations *fops);

/* A transfer for a file with aio_read (aio_write) and without read (write): Linux
 * calls that and waits. */
ssize_t dock_compat_aio(struct file *file, bool write, void __user *buf, size_t count,
			loff_t *pos);

/* -ENOTTY: there is no such method. */
long dock_compat_ioctl(struct file *file, unsigned int cmd, unsigned long arg);
/* @datasync: fdatasync(2). There is such a method. */
int dock_compat_fsync(struct file *file, int datasync);

#endif
