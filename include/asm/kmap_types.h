/* SPDX-License-Identifier: MIT */
/* The slots of kmap_atomic(), which had to be named until 2.6.36 and could until 3.5. */
#ifndef _ASM_KMAP_TYPES_H
#define _ASM_KMAP_TYPES_H

#include <linux/dock_versions.h>

#if !DOCK_BEFORE_5_11
#error "there is no asm/kmap_types.h since Linux 5.11"
#endif

#if DOCK_BEFORE_3_6
enum km_type {
	KM_BOUNCE_READ,
	KM_SKB_SUNRPC_DATA,
	KM_SKB_DATA_SOFTIRQ,
	KM_USER0,
	KM_USER1,
	KM_BIO_SRC_IRQ,
	KM_BIO_DST_IRQ,
	KM_PTE0,
	KM_PTE1,
	KM_IRQ0,
	KM_IRQ1,
	KM_SOFTIRQ0,
	KM_SOFTIRQ1,
	KM_TYPE_NR
};
#endif

#endif
