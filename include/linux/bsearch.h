/* SPDX-License-Identifier: MIT */
/* Searching a sorted array. */
#ifndef _LINUX_BSEARCH_H
#define _LINUX_BSEARCH_H

#include <linux/types.h>

extern void *bsearch(const void *key, const void *base, size_t num, size_t size,
		     cmp_func_t cmp) __dock(bsearch);

#endif
