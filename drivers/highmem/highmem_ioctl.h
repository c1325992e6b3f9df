/* SPDX-License-Identifier: MIT */
/* The ioctl numbers of highmem, for the driver and for programs. Arguments go by value.
 */
#ifndef HIGHMEM_IOCTL_H
#define HIGHMEM_IOCTL_H

#include <linux/ioctl.h>

#define HIGHMEM_IOC_MAGIC 'h'

#define HIGHMEM_FILL _IO(HIGHMEM_IOC_MAGIC, 0) /* page << 8 | byte */
#define HIGHMEM_COPY _IO(HIGHMEM_IOC_MAGIC, 1) /* page to write << 8 | page to read */
/* These return a number of pages. */
#define HIGHMEM_QHIGH _IO(HIGHMEM_IOC_MAGIC, 2)	   /* in high memory */
#define HIGHMEM_QADDRESS _IO(HIGHMEM_IOC_MAGIC, 3) /* that have an address just now */

#endif
