/* SPDX-License-Identifier: MIT */
/*
 * The ioctl numbers of scullp, for the driver and for programs.
 *
 * They change and show the two knobs of the module, the order and the quantum
 * set. The letters are the book's: Set through a pointer, Tell by value, Get
 * through a pointer, Query by return value, eXchange (set and get) and sHift
 * (tell and query). A device takes the knobs over when it is next truncated.
 */
#ifndef SCULLP_IOCTL_H
#define SCULLP_IOCTL_H

#include <linux/ioctl.h>

#define SCULLP_IOC_MAGIC 'p'

#define SCULLP_IOCRESET _IO(SCULLP_IOC_MAGIC, 0) /* back to the load-time values */

#define SCULLP_IOCSORDER _IOW(SCULLP_IOC_MAGIC, 1, int)
#define SCULLP_IOCTORDER _IO(SCULLP_IOC_MAGIC, 2)
#define SCULLP_IOCGORDER _IOR(SCULLP_IOC_MAGIC, 3, int)
#define SCULLP_IOCQORDER _IO(SCULLP_IOC_MAGIC, 4)
#define SCULLP_IOCXORDER _IOWR(SCULLP_IOC_MAGIC, 5, int)
#define SCULLP_IOCHORDER _IO(SCULLP_IOC_MAGIC, 6)

#define SCULLP_IOCSQSET _IOW(SCULLP_IOC_MAGIC, 7, int)
#define SCULLP_IOCTQSET _IO(SCULLP_IOC_MAGIC, 8)
#define SCULLP_IOCGQSET _IOR(SCULLP_IOC_MAGIC, 9, int)
#define SCULLP_IOCQQSET _IO(SCULLP_IOC_MAGIC, 10)
#define SCULLP_IOCXQSET _IOWR(SCULLP_IOC_MAGIC, 11, int)
#define SCULLP_IOCHQSET _IO(SCULLP_IOC_MAGIC, 12)

#endif
