/* SPDX-License-Identifier: MIT */
/* Whole-number arithmetic. */
#ifndef _LINUX_MATH_H
#define _LINUX_MATH_H

#include <linux/const.h>
#include <linux/types.h>
#include <asm/div64.h>

/* round_up() and round_down(): y is a power of two; roundup(): any y. */
#define __round_mask(x, y)	((__typeof__(x))((y)-1))
#define round_up(x, y)		((((x)-1) | __round_mask(x, y)) + 1)
#define round_down(x, y)	((x) & ~__round_mask(x, y))

#define DIV_ROUND_UP		__KERNEL_DIV_ROUND_UP
#define DIV_ROUND_DOWN_ULL(ll, d) ((unsigned long long)(ll) / (d))
#define DIV_ROUND_UP_ULL(ll, d)	DIV_ROUND_DOWN_ULL((unsigned long long)(ll) + (d)-1, (d))
#define DIV_ROUND_UP_SECTOR_T(ll, d) DIV_ROUND_UP_ULL(ll, d)

#define roundup(x, y)                                                            \
	({                                                                       \
		typeof(y) __roundup_y = (y);                                     \
		(((x) + (__roundup_y - 1)) / __roundup_y) * __roundup_y;         \
	})
#define rounddown(x, y)                                                          \
	({                                                                       \
		typeof(x) __rounddown_x = (x);                                   \
		__rounddown_x - (__rounddown_x % (y));                           \
	})

/* To the nearest; a negative x is rounded away from zero. The divisor is not
 * negative if x can be. */
#define DIV_ROUND_CLOSEST(x, divisor)                                            \
	({                                                                       \
		typeof(x) __dividend = (x);                                      \
		typeof(divisor) __divisor = (divisor);                           \
		(((typeof(x))-1) > 0 || ((typeof(divisor))-1) > 0 ||             \
		 (((__dividend) > 0) == ((__divisor) > 0))) ?                    \
			(((__dividend) + ((__divisor) / 2)) / (__divisor)) :     \
			(((__dividend) - ((__divisor) / 2)) / (__divisor));      \
	})
#define DIV_ROUND_CLOSEST_ULL(x, divisor)                                        \
	({                                                                       \
		typeof(divisor) __closest_d = (divisor);                         \
		((unsigned long long)(x) + __closest_d / 2) / __closest_d;       \
	})

#define mult_frac(x, numer, denom)                                               \
	({                                                                       \
		typeof(x) __whole = (x) / (denom);                               \
		typeof(x) __rest = (x) % (denom);                                \
		(__whole * (numer)) + ((__rest * (numer)) / (denom));            \
	})
#define sector_div(n, base)	do_div(n, base)

#define abs(x)                                                                   \
	({                                                                       \
		typeof(x) __abs_x = (x);                                         \
		__abs_x < 0 ? -__abs_x : __abs_x;                                \
	})
#define abs_diff(a, b)                                                           \
	({                                                                       \
		typeof(a) __diff_a = (a);                                        \
		typeof(b) __diff_b = (b);                                        \
		__diff_a > __diff_b ? __diff_a - __diff_b : __diff_b - __diff_a; \
	})

/* Scales val from 0..2^32-1 down to 0..ep_ro-1. */
static inline u32 reciprocal_scale(u32 val, u32 ep_ro)
{
	return (u32)(((u64)val * ep_ro) >> 32);
}

extern unsigned long int_sqrt(unsigned long x) __dock(int_sqrt);
static inline u32 int_sqrt64(u64 x)
{
	return (u32)int_sqrt(x);
}

#endif
