/* SPDX-License-Identifier: MIT */
#ifndef DOCK_KERNEL_MM_PAGE_FAIL_H
#define DOCK_KERNEL_MM_PAGE_FAIL_H

#include <linux/compiler.h>
#include <linux/gfp.h>

/* Linux's words about an allocation that failed, in the log; none with
 * __GFP_NOWARN, and seldom (once in ten seconds). @fmt: what failed. */
void dock_warn_alloc(gfp_t gfp, const char *fmt, ...) __printf(2, 3);

#endif
