/* SPDX-License-Identifier: MIT */
/* 64-bit division, which this machine's processor has. */
#ifndef _LINUX_MATH64_H
#define _LINUX_MATH64_H

#include <linux/math.h>
#include <linux/types.h>

#define div64_long(x, y)	div64_s64((x), (y))
#define div64_ul(x, y)		div64_u64((x), (y))

static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}

static inline s64 div_s64_rem(s64 dividend, s32 divisor, s32 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}

static inline u64 div64_u64_rem(u64 dividend, u64 divisor, u64 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}

static inline u64 div64_u64(u64 dividend, u64 divisor)
{
	return dividend / divisor;
}

static inline s64 div64_s64(s64 dividend, s64 divisor)
{
	return dividend / divisor;
}

static inline u64 div_u64(u64 dividend, u32 divisor)
{
	return dividend / divisor;
}

static inline s64 div_s64(s64 dividend, s32 divisor)
{
	return dividend / divisor;
}

static inline u64 mul_u32_u32(u32 a, u32 b)
{
	return (u64)a * b;
}

static inline u64 mul_u64_u32_shr(u64 a, u32 mul, unsigned int shift)
{
	return (u64)(((unsigned __int128)a * mul) >> shift);
}

static inline u64 mul_u64_u64_shr(u64 a, u64 mul, unsigned int shift)
{
	return (u64)(((unsigned __int128)a * mul) >> shift);
}

static inline u64 mul_u64_u32_div(u64 a, u32 mul, u32 divisor)
{
	return (u64)((unsigned __int128)a * mul / divisor);
}

static inline u64 mul_u64_u64_div_u64(u64 a, u64 mul, u64 div)
{
	return (u64)((unsigned __int128)a * mul / div);
}

#define DIV64_U64_ROUND_UP(ll, d)                                                \
	({                                                                       \
		u64 __up_d = (d);                                                \
		div64_u64((ll) + __up_d - 1, __up_d);                            \
	})
#define DIV64_U64_ROUND_CLOSEST(dividend, divisor)                               \
	({                                                                       \
		u64 __near_d = (divisor);                                        \
		div64_u64((dividend) + __near_d / 2, __near_d);                  \
	})
#define DIV_U64_ROUND_CLOSEST(dividend, divisor)                                 \
	({                                                                       \
		u32 __near_d = (divisor);                                        \
		div_u64((u64)(dividend) + __near_d / 2, __near_d);               \
	})
#define DIV_S64_ROUND_CLOSEST(dividend, divisor)                                 \
	({                                                                       \
		s64 __near_x = (dividend);                                       \
		s32 __near_d = (divisor);                                        \
		((__near_x > 0) == (__near_d > 0)) ?                             \
			div_s64(__near_x + (__near_d / 2), __near_d) :           \
			div_s64(__near_x - (__near_d / 2), __near_d);            \
	})

static inline u64 roundup_u64(u64 x, u32 y)
{
	return (x + y - 1) / y * y;
}

#endif
