/* SPDX-License-Identifier: MIT */
/* Searches in bitmaps: see linux/find.h. */
#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/math.h>
#include <linux/minmax.h>

/* The first bit from offset on that is set in (a & b) ^ invert. */
static unsigned long find_next(const unsigned long *a, const unsigned long *b,
			       unsigned long size, unsigned long offset,
			       unsigned long invert)
{
	unsigned long word, at;

	if (offset >= size)
		return size;
	at = round_down(offset, BITS_PER_LONG);
	word = ((a[BIT_WORD(at)] & b[BIT_WORD(at)]) ^ invert) & BITMAP_FIRST_WORD_MASK(offset);
	while (!word) {
		at += BITS_PER_LONG;
		if (at >= size)
			return size;
		word = (a[BIT_WORD(at)] & b[BIT_WORD(at)]) ^ invert;
	}
	return min(at + __ffs(word), size);
}

unsigned long find_next_bit(const unsigned long *addr, unsigned long size,
			    unsigned long offset)
{
	return find_next(addr, addr, size, offset, 0);
}
EXPORT_SYMBOL(find_next_bit);

unsigned long find_next_zero_bit(const unsigned long *addr, unsigned long size,
				 unsigned long offset)
{
	return find_next(addr, addr, size, offset, ~0UL);
}
EXPORT_SYMBOL(find_next_zero_bit);

unsigned long find_next_and_bit(const unsigned long *addr1, const unsigned long *addr2,
				unsigned long size, unsigned long offset)
{
	return find_next(addr1, addr2, size, offset, 0);
}
EXPORT_SYMBOL(find_next_and_bit);

unsigned long find_last_bit(const unsigned long *addr, unsigned long size)
{
	unsigned long bit;

	for (bit = size; bit; bit--)
		if (test_bit(bit - 1, addr))
			return bit - 1;
	return size;
}
EXPORT_SYMBOL(find_last_bit);
