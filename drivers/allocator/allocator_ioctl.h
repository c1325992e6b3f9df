/* SPDX-License-Identifier: MIT */
/*
 * What programs ask of /dev/allocator. A block that a file has got is mapped through
 * that file, at the block's offset, and goes back by ALLOCATOR_PUT or at the last
 * close.
 */
#ifndef ALLOCATOR_IOCTL_H
#define ALLOCATOR_IOCTL_H

#include <linux/ioctl.h>
#include <linux/types.h>

struct allocator_block {
	__u64 size;   /* bytes wanted; then the block's, which is of whole pages */
	__u64 offset; /* where it is in the region, for mmap and ALLOCATOR_PUT */
};

struct allocator_state {
	__u64 size;	/* the region's */
	__u64 used;	/* what is given out */
	__u64 largest;	/* the largest block that there is room for */
	__u64 physical; /* where the region begins */
};

#define ALLOCATOR_IOC_MAGIC 'a'

/* EINVAL: 0 bytes; ENOMEM: there is no room for so much in one piece. */
#define ALLOCATOR_GET _IOWR(ALLOCATOR_IOC_MAGIC, 0, struct allocator_block)
/* By value, an offset. ENOENT: no block of this file is there; EBUSY: it is mapped. */
#define ALLOCATOR_PUT _IO(ALLOCATOR_IOC_MAGIC, 1)
#define ALLOCATOR_STATE _IOR(ALLOCATOR_IOC_MAGIC, 2, struct allocator_state)

#endif
