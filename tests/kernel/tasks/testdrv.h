/* SPDX-License-Identifier: MIT */
/*
 * What testdrv.c and its tasks agree on. The offset of a mapping chooses how
 * it is served: page KIND << 16, plus the number of the page in the device.
 */
#ifndef TESTS_TESTDRV_H
#define TESTS_TESTDRV_H

#include <linux/types.h>

#define TESTDRV_PAGES 8 /* a fault past them is a SIGBUS */

enum testdrv_kind {
	KIND_FAULT,	/* .fault with get_page() */
	KIND_REMAP,	/* remap_pfn_range() in mmap */
	KIND_INSERT,	/* vm_insert_page() in mmap */
	KIND_PFN,	/* .fault with vmf_insert_pfn() */
	KIND_NEW,	/* .fault gives a fresh page away */
	KIND_MKWRITE,	/* as KIND_FAULT, with page_mkwrite */
	KIND_REFUSED,	/* mmap fails with EPERM */
	KIND_SEGV,	/* .fault says VM_FAULT_SIGSEGV */
	KIND_POISON,	/* .fault says VM_FAULT_HWPOISON */
	KIND_RETRY,	/* the first .fault lets the lock go and says VM_FAULT_RETRY */
	KIND_SPLIT,	/* as KIND_FAULT; may_split and mprotect refuse */
	KIND_TAKEN,	/* as KIND_MKWRITE, whose first call takes the page out of the tables */
	KIND_TAIL,	/* vm_insert_page() of the second page of a block */
};

#define KIND_OFFSET(kind, page) ((((unsigned long)(kind) << 16) + (page)) << 12)

struct testdrv_counts {
	long opens, closes, faults, mkwrites, mremaps;
};

/* Small numbers are the file layer's: 2 is FIGETBSZ. */
#define TESTDRV_RESET	0x7401 /* the counts to 0, each page to its number + 1 */
#define TESTDRV_COUNTS	0x7402 /* arg: struct testdrv_counts */
#define TESTDRV_PEEK	0x7403 /* arg: number of a page; the result: its first byte */
#define TESTDRV_ZAP	0x7404 /* zap the PTEs of the last KIND_PFN mapping */
#define TESTDRV_REFS	0x7405 /* arg: number of a page; the result: its references */
#define TESTDRV_BLOCK	0x7406 /* the result: the references of KIND_TAIL's block */

#endif
