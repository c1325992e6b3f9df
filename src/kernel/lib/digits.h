/* SPDX-License-Identifier: MIT */
/* Digits of text: what kstrtox.c and sscanf.c share. */
#ifndef DOCK_KERNEL_LIB_DIGITS_H
#define DOCK_KERNEL_LIB_DIGITS_H

#include <linux/types.h>

/* Settles base 0, and skips the "0x" of a hexadecimal number. */
const char *dock_digits_base(const char *s, unsigned int *base);
/* Reads at most max digits; returns how many there were. value wraps around
 * where it overflows. */
size_t dock_digits_parse(const char *s, unsigned int base, size_t max,
			 unsigned long long *value, bool *overflow);

#endif
