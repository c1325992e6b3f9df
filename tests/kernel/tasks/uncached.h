/* SPDX-License-Identifier: MIT */
/* What uncached.c and its task agree on. The page of a mapping's offset says how the
 * driver's page is mapped; opened with O_SYNC it is never cached. */
#ifndef TESTS_UNCACHED_H
#define TESTS_UNCACHED_H

enum uncached {
	UNCACHED_CACHED,
	UNCACHED_NONE,	   /* pgprot_noncached */
	UNCACHED_COMBINED, /* pgprot_writecombine */
	UNCACHED_FAULT,	   /* pgprot_noncached, by a fault handler */
	UNCACHED_COHERENT, /* memory of dma_alloc_coherent, by dma_mmap_coherent */
};

/* ioctl: what the kernel does with the first bytes of the page, and of the coherent
 * memory. A cache line has at most 64 bytes. */
#define UNCACHED_LOAD 0x7501	       /* arg: place; the byte */
#define UNCACHED_STORE 0x7502       /* arg: place, and the byte << 16 */
#define UNCACHED_TO_DEVICE 0x7503   /* a mapping to the device, and its end */
#define UNCACHED_FROM_DEVICE 0x7504 /* the same from it */
#define UNCACHED_COPY 0x7505	       /* arg: user's address; copies "copy" there */
#define UNCACHED_LOAD_COHERENT 0x7506
#define UNCACHED_STORE_COHERENT 0x7507

#endif
