/* SPDX-License-Identifier: MIT */
/* Bitmaps of any length: arrays of unsigned long. What lies behind the last
 * bit of the last word is never looked at. */
#ifndef __LINUX_BITMAP_H
#define __LINUX_BITMAP_H

#include <linux/align.h>
#include <linux/bitops.h>
#include <linux/find.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <linux/types.h>

#define BITMAP_FIRST_WORD_MASK(start)	(~0UL << ((start) & (BITS_PER_LONG - 1)))
#define BITMAP_LAST_WORD_MASK(nbits)	(~0UL >> (-(nbits) & (BITS_PER_LONG - 1)))
#define bitmap_size(nbits)	(ALIGN(nbits, BITS_PER_LONG) / BITS_PER_BYTE)

extern bool __bitmap_equal(const unsigned long *a, const unsigned long *b,
			   unsigned int nbits) __dock(__bitmap_equal);
extern bool __bitmap_and(unsigned long *dst, const unsigned long *a,
			 const unsigned long *b, unsigned int nbits) __dock(__bitmap_and);
extern void __bitmap_or(unsigned long *dst, const unsigned long *a, const unsigned long *b,
			unsigned int nbits) __dock(__bitmap_or);
extern void __bitmap_xor(unsigned long *dst, const unsigned long *a,
			 const unsigned long *b, unsigned int nbits) __dock(__bitmap_xor);
extern bool __bitmap_andnot(unsigned long *dst, const unsigned long *a,
			    const unsigned long *b, unsigned int nbits)
	__dock(__bitmap_andnot);
extern void __bitmap_complement(unsigned long *dst, const unsigned long *src,
				unsigned int nbits) __dock(__bitmap_complement);
extern bool __bitmap_intersects(const unsigned long *a, const unsigned long *b,
				unsigned int nbits) __dock(__bitmap_intersects);
extern bool __bitmap_subset(const unsigned long *a, const unsigned long *b,
			    unsigned int nbits) __dock(__bitmap_subset);
extern unsigned int __bitmap_weight(const unsigned long *src, unsigned int nbits)
	__dock(__bitmap_weight);
extern void __bitmap_set(unsigned long *map, unsigned int start, int len)
	__dock(__bitmap_set);
extern void __bitmap_clear(unsigned long *map, unsigned int start, int len)
	__dock(__bitmap_clear);
extern unsigned long bitmap_find_next_zero_area_off(unsigned long *map, unsigned long size,
						    unsigned long start, unsigned int nr,
						    unsigned long align_mask,
						    unsigned long align_offset)
	__dock(bitmap_find_next_zero_area_off);
extern int bitmap_find_free_region(unsigned long *map, unsigned int bits, int order)
	__dock(bitmap_find_free_region);
extern void bitmap_release_region(unsigned long *map, unsigned int pos, int order)
	__dock(bitmap_release_region);
extern int bitmap_allocate_region(unsigned long *map, unsigned int pos, int order)
	__dock(bitmap_allocate_region);

extern unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags) __dock(bitmap_alloc);
extern unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags) __dock(bitmap_zalloc);
extern void bitmap_free(const unsigned long *bitmap) __dock(bitmap_free);

/* size, or more, if there is no room. align_mask is one less than a power of two. */
static inline unsigned long bitmap_find_next_zero_area(unsigned long *map,
						       unsigned long size,
						       unsigned long start, unsigned int nr,
						       unsigned long align_mask)
{
	return bitmap_find_next_zero_area_off(map, size, start, nr, align_mask, 0);
}

static inline void bitmap_zero(unsigned long *dst, unsigned int nbits)
{
	memset(dst, 0, bitmap_size(nbits));
}

static inline void bitmap_fill(unsigned long *dst, unsigned int nbits)
{
	memset(dst, 0xff, bitmap_size(nbits));
}

static inline void bitmap_copy(unsigned long *dst, const unsigned long *src,
			       unsigned int nbits)
{
	memcpy(dst, src, bitmap_size(nbits));
}

static inline bool bitmap_and(unsigned long *dst, const unsigned long *a,
			      const unsigned long *b, unsigned int nbits)
{
	return __bitmap_and(dst, a, b, nbits);
}

static inline void bitmap_or(unsigned long *dst, const unsigned long *a,
			     const unsigned long *b, unsigned int nbits)
{
	__bitmap_or(dst, a, b, nbits);
}

static inline void bitmap_xor(unsigned long *dst, const unsigned long *a,
			      const unsigned long *b, unsigned int nbits)
{
	__bitmap_xor(dst, a, b, nbits);
}

static inline bool bitmap_andnot(unsigned long *dst, const unsigned long *a,
				 const unsigned long *b, unsigned int nbits)
{
	return __bitmap_andnot(dst, a, b, nbits);
}

static inline void bitmap_complement(unsigned long *dst, const unsigned long *src,
				     unsigned int nbits)
{
	__bitmap_complement(dst, src, nbits);
}

static inline bool bitmap_equal(const unsigned long *a, const unsigned long *b,
				unsigned int nbits)
{
	return __bitmap_equal(a, b, nbits);
}

static inline bool bitmap_intersects(const unsigned long *a, const unsigned long *b,
				     unsigned int nbits)
{
	return __bitmap_intersects(a, b, nbits);
}

static inline bool bitmap_subset(const unsigned long *a, const unsigned long *b,
				 unsigned int nbits)
{
	return __bitmap_subset(a, b, nbits);
}

static inline bool bitmap_empty(const unsigned long *src, unsigned int nbits)
{
	return find_first_bit(src, nbits) == nbits;
}

static inline bool bitmap_full(const unsigned long *src, unsigned int nbits)
{
	return find_first_zero_bit(src, nbits) == nbits;
}

static inline unsigned int bitmap_weight(const unsigned long *src, unsigned int nbits)
{
	return __bitmap_weight(src, nbits);
}

static inline void bitmap_set(unsigned long *map, unsigned int start, unsigned int nbits)
{
	__bitmap_set(map, start, nbits);
}

static inline void bitmap_clear(unsigned long *map, unsigned int start, unsigned int nbits)
{
	__bitmap_clear(map, start, nbits);
}

#endif
