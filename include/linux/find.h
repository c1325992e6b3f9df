/* SPDX-License-Identifier: MIT */
/* Searches in bitmaps. Each gives size (or more) if there is no such bit. */
#ifndef __LINUX_FIND_H
#define __LINUX_FIND_H

#include <linux/bits.h>
#include <linux/types.h>

extern unsigned long find_next_bit(const unsigned long *addr, unsigned long size,
				   unsigned long offset) __dock(find_next_bit);
extern unsigned long find_next_zero_bit(const unsigned long *addr, unsigned long size,
					unsigned long offset) __dock(find_next_zero_bit);
extern unsigned long find_next_and_bit(const unsigned long *addr1,
				       const unsigned long *addr2, unsigned long size,
				       unsigned long offset) __dock(find_next_and_bit);
extern unsigned long find_last_bit(const unsigned long *addr, unsigned long size)
	__dock(find_last_bit);

static inline unsigned long find_first_bit(const unsigned long *addr, unsigned long size)
{
	return find_next_bit(addr, size, 0);
}

static inline unsigned long find_first_zero_bit(const unsigned long *addr,
						unsigned long size)
{
	return find_next_zero_bit(addr, size, 0);
}

static inline unsigned long find_first_and_bit(const unsigned long *addr1,
					       const unsigned long *addr2,
					       unsigned long size)
{
	return find_next_and_bit(addr1, addr2, size, 0);
}

#define for_each_set_bit(bit, addr, size)                                        \
	for ((bit) = find_next_bit((addr), (size), 0); (bit) < (size);           \
	     (bit) = find_next_bit((addr), (size), (bit) + 1))
#define for_each_set_bit_from(bit, addr, size)                                   \
	for ((bit) = find_next_bit((addr), (size), (bit)); (bit) < (size);       \
	     (bit) = find_next_bit((addr), (size), (bit) + 1))
#define for_each_clear_bit(bit, addr, size)                                      \
	for ((bit) = find_next_zero_bit((addr), (size), 0); (bit) < (size);      \
	     (bit) = find_next_zero_bit((addr), (size), (bit) + 1))
#define for_each_clear_bit_from(bit, addr, size)                                 \
	for ((bit) = find_next_zero_bit((addr), (size), (bit)); (bit) < (size);  \
	     (bit) = find_next_zero_bit((addr), (size), (bit) + 1))
#define for_each_and_bit(bit, addr1, addr2, size)                                \
	for ((bit) = find_next_and_bit((addr1), (addr2), (size), 0);             \
	     (bit) < (size);                                                     \
	     (bit) = find_next_and_bit((addr1), (addr2), (size), (bit) + 1))

#endif
