/* SPDX-License-Identifier: MIT */
/* Commands of ioctl(2) that the file layer answers before any driver is asked. */
#ifndef DOCK_KERNEL_FS_IOCTL_H
#define DOCK_KERNEL_FS_IOCTL_H

struct file;

#define FIFREEZE 0xc0045877
#define FITHAW 0xc0045878

/* As Linux's, of the run's version. -ENOIOCTLCMD: the driver is to be asked. FIOCLEX and
 * FIONCLEX are the caller's, and so is the question whether the program may freeze a
 * file system. */
long dock_file_ioctl(int fd, struct file *file, unsigned int cmd, unsigned long arg);

#endif
