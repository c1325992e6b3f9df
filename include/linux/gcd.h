/* SPDX-License-Identifier: MIT */
/* The greatest common divisor. */
#ifndef _GCD_H
#define _GCD_H

#include <linux/compiler.h>

extern unsigned long gcd(unsigned long a, unsigned long b) __dock(gcd) __attribute_const__;

#endif
