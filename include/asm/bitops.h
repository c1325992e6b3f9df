/* SPDX-License-Identifier: MIT */
/*
 * Bits of memory, an array of unsigned long. The names without underscores
 * are atomic; the test_and_ ones also order memory, the others do not, except
 * those called _lock and _unlock.
 */
#ifndef _ASM_BITOPS_H
#define _ASM_BITOPS_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/types.h>

#define __dock_bit_word(nr, addr) ((addr) + ((unsigned long)(nr) / BITS_PER_LONG))

static __always_inline void set_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_or(__dock_bit_word(nr, addr), BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline void clear_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(__dock_bit_word(nr, addr), ~BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline void change_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_xor(__dock_bit_word(nr, addr), BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline bool test_and_set_bit(long nr, volatile unsigned long *addr)
{
	return __atomic_fetch_or(__dock_bit_word(nr, addr), BIT_MASK(nr),
				 __ATOMIC_SEQ_CST) & BIT_MASK(nr);
}

static __always_inline bool test_and_clear_bit(long nr, volatile unsigned long *addr)
{
	return __atomic_fetch_and(__dock_bit_word(nr, addr), ~BIT_MASK(nr),
				  __ATOMIC_SEQ_CST) & BIT_MASK(nr);
}

static __always_inline bool test_and_change_bit(long nr, volatile unsigned long *addr)
{
	return __atomic_fetch_xor(__dock_bit_word(nr, addr), BIT_MASK(nr),
				  __ATOMIC_SEQ_CST) & BIT_MASK(nr);
}

static __always_inline bool test_and_set_bit_lock(long nr, volatile unsigned long *addr)
{
	return __atomic_fetch_or(__dock_bit_word(nr, addr), BIT_MASK(nr),
				 __ATOMIC_ACQUIRE) & BIT_MASK(nr);
}

static __always_inline void clear_bit_unlock(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(__dock_bit_word(nr, addr), ~BIT_MASK(nr), __ATOMIC_RELEASE);
}

static __always_inline void __clear_bit_unlock(long nr, volatile unsigned long *addr)
{
	clear_bit_unlock(nr, addr);
}

static __always_inline bool test_bit(unsigned long nr, const volatile unsigned long *addr)
{
	return (*__dock_bit_word(nr, addr) >> (nr % BITS_PER_LONG)) & 1;
}

static __always_inline bool test_bit_acquire(unsigned long nr,
					     const volatile unsigned long *addr)
{
	unsigned long word = __atomic_load_n(__dock_bit_word(nr, addr), __ATOMIC_ACQUIRE);

	return (word >> (nr % BITS_PER_LONG)) & 1;
}

static __always_inline void __set_bit(unsigned long nr, volatile unsigned long *addr)
{
	*(unsigned long *)__dock_bit_word(nr, addr) |= BIT_MASK(nr);
}

static __always_inline void __clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	*(unsigned long *)__dock_bit_word(nr, addr) &= ~BIT_MASK(nr);
}

static __always_inline void __change_bit(unsigned long nr, volatile unsigned long *addr)
{
	*(unsigned long *)__dock_bit_word(nr, addr) ^= BIT_MASK(nr);
}

static __always_inline bool __test_and_set_bit(unsigned long nr,
					       volatile unsigned long *addr)
{
	bool was = test_bit(nr, addr);

	__set_bit(nr, addr);
	return was;
}

static __always_inline bool __test_and_clear_bit(unsigned long nr,
						 volatile unsigned long *addr)
{
	bool was = test_bit(nr, addr);

	__clear_bit(nr, addr);
	return was;
}

static __always_inline bool __test_and_change_bit(unsigned long nr,
						  volatile unsigned long *addr)
{
	bool was = test_bit(nr, addr);

	__change_bit(nr, addr);
	return was;
}

/* Bits count from 1 in ffs() and fls(), where 0 says that none is set, and
 * from 0 in the others, which want a word that is not 0 (ffz(): not all ones). */
static __always_inline int ffs(int x)
{
	return x ? __builtin_ctz(x) + 1 : 0;
}

static __always_inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

static __always_inline int fls64(__u64 x)
{
	return x ? 64 - __builtin_clzll(x) : 0;
}

static __always_inline unsigned long __ffs(unsigned long word)
{
	return __builtin_ctzl(word);
}

static __always_inline unsigned long __fls(unsigned long word)
{
	return BITS_PER_LONG - 1 - __builtin_clzl(word);
}

static __always_inline unsigned long ffz(unsigned long word)
{
	return __builtin_ctzl(~word);
}

#endif
