/* SPDX-License-Identifier: MIT */
/* Powers of two. ilog2() and its kin give constants for constants. */
#ifndef _LINUX_LOG2_H
#define _LINUX_LOG2_H

#include <linux/bitops.h>
#include <linux/types.h>

static __always_inline __attribute_const__ int __ilog2_u32(u32 n)
{
	return fls(n) - 1;
}

static __always_inline __attribute_const__ int __ilog2_u64(u64 n)
{
	return fls64(n) - 1;
}

static inline __attribute_const__ bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

static inline __attribute_const__ unsigned long __roundup_pow_of_two(unsigned long n)
{
	return 1UL << fls64(n - 1);
}

static inline __attribute_const__ unsigned long __rounddown_pow_of_two(unsigned long n)
{
	return 1UL << (fls64(n) - 1);
}

#define const_ilog2(n) \
	((n) < 2 ? 0 : 63 - __builtin_clzll((unsigned long long)(n)))
#define ilog2(n)                                                                 \
	(__builtin_constant_p(n) ? const_ilog2(n) :                              \
	 sizeof(n) <= 4		 ? __ilog2_u32(n) :                              \
				   __ilog2_u64(n))
#define roundup_pow_of_two(n)                                                    \
	(__builtin_constant_p(n) ?                                               \
		 ((n) == 1 ? 1UL : (1UL << (const_ilog2((n)-1) + 1))) :          \
		 __roundup_pow_of_two(n))
#define rounddown_pow_of_two(n)                                                  \
	(__builtin_constant_p(n) ? (1UL << const_ilog2(n)) : __rounddown_pow_of_two(n))

static inline __attribute_const__ int __order_base_2(unsigned long n)
{
	return n > 1 ? (int)fls64(n - 1) : 0;
}
#define order_base_2(n)                                                          \
	(__builtin_constant_p(n) ?                                               \
		 (((n) == 0 || (n) == 1) ? 0 : const_ilog2((n)-1) + 1) :         \
		 __order_base_2(n))

/* How many bits it takes to write n. */
#define bits_per(n)                                                              \
	(__builtin_constant_p(n) ? ((n) < 2 ? 1 : const_ilog2(n) + 1) :          \
				   ((n) < 2 ? 1 : fls64(n)))

#endif
