/* SPDX-License-Identifier: MIT */
/*
 * The ioctls of /dev/edu0, for the driver and for programs.
 *
 * write sends bytes to the device's buffer and read fetches them, at the file
 * position modulo the buffer's size; a call moves what is left up to the
 * buffer's end at most. EDU_IOC_MODE says how an open file does it.
 */
#ifndef EDU_IOCTL_H
#define EDU_IOCTL_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define EDU_BUFFER_BYTES 4096 /* or less: edu_facts.buffer_bytes */

/* How bytes move. */
#define EDU_STREAMING 0 /* a mapping for each transfer; as opened */
#define EDU_SYNC 1	/* one mapping that stays, synced for each transfer */

/* One transfer through coherent memory; returns the bytes moved. */
struct edu_transfer {
	__u64 data;	 /* the program's memory: its address */
	__u32 offset;	 /* in the device's buffer */
	__u32 bytes;	 /* 1 to the buffer's size - offset */
	__u32 to_device; /* 1: write, 0: read */
	__u32 zero;	 /* must be 0 */
};

struct edu_facts {
	__u32 vendor, device, revision, class_code;
	__u32 id; /* the identification register */
	__u32 bar_bytes;
	__u32 msi;	    /* 1: message signalled, 0: INTx */
	__u32 buffer_bytes; /* how much of the device's buffer is used */
	__u64 dma_mask, coherent_mask;
	__u64 required_mask; /* what this machine's memory would need */
};

struct edu_counts {
	__u64 interrupts;		  /* of ours */
	__u64 factorial, dma, raised;	  /* those with such a bit */
	__u64 to_device, to_device_bytes; /* transfers that succeeded */
	__u64 from_device, from_device_bytes;
	__u64 map_errors;
	__u64 timeouts;
};

/* Ask for masks; those of the device are in force again afterwards. */
struct edu_mask {
	__u64 mask;   /* in */
	__s32 result; /* of dma_set_mask_and_coherent() */
	__s32 zero;
	__u64 dma_mask; /* what was in force then */
	__u64 coherent_mask;
};

/* What coherent memory of a size is like. */
struct edu_coherent {
	__u32 bytes;	     /* in: 1 to EDU_MEASURE_MAX */
	__u32 handle_offset; /* the handle modulo the page, or the power of 2 above */
	__u32 cpu_offset;    /* the CPU's address modulo the page */
	__u32 nonzero;	     /* bytes that were not 0 */
	__u32 within_mask;   /* 1: the last byte too */
	__u32 zero;
};

/* What a streaming mapping of ordinary memory is like. */
struct edu_mapping {
	__u32 bytes;	   /* in: 1 to EDU_MEASURE_MAX */
	__u32 direction;   /* in: 0 both, 1 to the device, 2 from it */
	__u32 failed;	   /* 1: dma_mapping_error(); the rest is 0 then */
	__u32 moved;	   /* 1: the handle is not the memory's physical address */
	__u32 page_offset; /* the handle's, less the memory's, modulo the page */
	__u32 within_mask;
};

/*
 * Fetch a part of a mapped buffer: fill EDU_BUFFER_BYTES with @fill, map them
 * all, let the device write @bytes at @offset, unmap, copy all to @data.
 */
struct edu_partial {
	__u64 data;
	__u32 offset, bytes;
	__u32 fill;
	__u32 direction; /* 0 both, 2 from the device */
};

#define EDU_MEASURE_MAX (1 << 20)

#define EDU_IOC_MAGIC 'e'

#define EDU_IOC_ID _IOR(EDU_IOC_MAGIC, 0x10, __u32)
#define EDU_IOC_LIVENESS _IOWR(EDU_IOC_MAGIC, 0x11, __u32)
#define EDU_IOC_FACTORIAL _IOWR(EDU_IOC_MAGIC, 0x12, __u32)
/* In: the bits to raise, none of which is the device's own. Out: what came. */
#define EDU_IOC_RAISE _IOWR(EDU_IOC_MAGIC, 0x13, __u32)
#define EDU_IOC_COUNTS _IOR(EDU_IOC_MAGIC, 0x14, struct edu_counts)
#define EDU_IOC_FACTS _IOR(EDU_IOC_MAGIC, 0x15, struct edu_facts)
#define EDU_IOC_MODE _IO(EDU_IOC_MAGIC, 0x16) /* by value */
#define EDU_IOC_COHERENT _IOW(EDU_IOC_MAGIC, 0x17, struct edu_transfer)
#define EDU_IOC_TRY_MASK _IOWR(EDU_IOC_MAGIC, 0x18, struct edu_mask)
#define EDU_IOC_TRY_COHERENT _IOWR(EDU_IOC_MAGIC, 0x19, struct edu_coherent)
#define EDU_IOC_TRY_MAPPING _IOWR(EDU_IOC_MAGIC, 0x1a, struct edu_mapping)
#define EDU_IOC_TRY_PARTIAL _IOW(EDU_IOC_MAGIC, 0x1b, struct edu_partial)

#endif
