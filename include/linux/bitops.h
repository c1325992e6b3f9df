/* SPDX-License-Identifier: MIT */
/* Operations on bits of a word, and on bits of memory (asm/bitops.h). */
#ifndef _LINUX_BITOPS_H
#define _LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/typecheck.h>
#include <linux/types.h>
#include <asm/bitops.h>

#define BITS_TO_U64(nr)		(((nr) + 63) / 64)
#define BITS_TO_U32(nr)		(((nr) + 31) / 32)
#define BITS_TO_BYTES(nr)	(((nr) + 7) / 8)

static inline unsigned int hweight8(unsigned int w)
{
	return __builtin_popcount(w & 0xff);
}

static inline unsigned int hweight16(unsigned int w)
{
	return __builtin_popcount(w & 0xffff);
}

static inline unsigned int hweight32(unsigned int w)
{
	return __builtin_popcount(w);
}

static inline unsigned long hweight64(__u64 w)
{
	return __builtin_popcountll(w);
}

static __always_inline unsigned long hweight_long(unsigned long w)
{
	return __builtin_popcountl(w);
}

static inline __u64 rol64(__u64 word, unsigned int shift)
{
	return (word << (shift & 63)) | (word >> ((-shift) & 63));
}

static inline __u64 ror64(__u64 word, unsigned int shift)
{
	return (word >> (shift & 63)) | (word << ((-shift) & 63));
}

static inline __u32 rol32(__u32 word, unsigned int shift)
{
	return (word << (shift & 31)) | (word >> ((-shift) & 31));
}

static inline __u32 ror32(__u32 word, unsigned int shift)
{
	return (word >> (shift & 31)) | (word << ((-shift) & 31));
}

static inline __u16 rol16(__u16 word, unsigned int shift)
{
	return (__u16)((word << (shift & 15)) | (word >> ((-shift) & 15)));
}

static inline __u16 ror16(__u16 word, unsigned int shift)
{
	return (__u16)((word >> (shift & 15)) | (word << ((-shift) & 15)));
}

static inline __u8 rol8(__u8 word, unsigned int shift)
{
	return (__u8)((word << (shift & 7)) | (word >> ((-shift) & 7)));
}

static inline __u8 ror8(__u8 word, unsigned int shift)
{
	return (__u8)((word >> (shift & 7)) | (word << ((-shift) & 7)));
}

/* index is the number of the sign bit. */
static __always_inline __s32 sign_extend32(__u32 value, int index)
{
	__u8 shift = 31 - index;

	return (__s32)(value << shift) >> shift;
}

static __always_inline __s64 sign_extend64(__u64 value, int index)
{
	__u8 shift = 63 - index;

	return (__s64)(value << shift) >> shift;
}

static inline int fls_long(unsigned long l)
{
	return fls64(l);
}

static inline int get_count_order(unsigned int count)
{
	return count == 0 ? -1 : fls(count - 1);
}

static inline int get_count_order_long(unsigned long l)
{
	return l == 0 ? -1 : fls64(l - 1);
}

static inline unsigned int __ffs64(u64 word)
{
	return __builtin_ctzll(word);
}

static inline void assign_bit(long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		set_bit(nr, addr);
	else
		clear_bit(nr, addr);
}

static inline void __assign_bit(long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		__set_bit(nr, addr);
	else
		__clear_bit(nr, addr);
}

/* Replaces the bits of mask with those of bits, in one step for others. */
#define set_mask_bits(ptr, mask, bits)                                           \
	({                                                                       \
		typeof(ptr) __smb_ptr = (ptr);                                   \
		const typeof(*(ptr)) __smb_mask = (mask), __smb_bits = (bits);   \
		typeof(*(ptr)) __smb_old = *(volatile typeof(*(ptr)) *)__smb_ptr; \
		while (!__atomic_compare_exchange_n(                             \
			__smb_ptr, &__smb_old,                                   \
			(typeof(*(ptr)))((__smb_old & ~__smb_mask) | __smb_bits), 0, \
			__ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))                     \
			;                                                        \
		__smb_old;                                                       \
	})

#include <linux/find.h>

#endif
