/* SPDX-License-Identifier: MIT */
/* Sorting in place, without extra memory; equal elements may change order. */
#ifndef _LINUX_SORT_H
#define _LINUX_SORT_H

#include <linux/types.h>

/* swap_func NULL: the bytes are exchanged. */
extern void sort(void *base, size_t num, size_t size, cmp_func_t cmp_func,
		 swap_func_t swap_func) __dock(sort);
extern void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp_func,
		   swap_r_func_t swap_func, const void *priv) __dock(sort_r);

#endif
