/* SPDX-License-Identifier: MIT */
/* The least common multiple; lcm_not_zero() takes a 0 for "do not care". */
#ifndef _LCM_H
#define _LCM_H

#include <linux/compiler.h>

extern unsigned long lcm(unsigned long a, unsigned long b) __dock(lcm) __attribute_const__;
extern unsigned long lcm_not_zero(unsigned long a, unsigned long b)
	__dock(lcm_not_zero) __attribute_const__;

#endif
