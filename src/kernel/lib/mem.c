/* SPDX-License-Identifier: MIT */
/*
 * memcpy() and its kin.
 *
 * A compiler recognises a loop that copies or fills, and turns it into a call of
 * the very function that it is in. The pragma forbids it. Long copies are string
 * instructions, which take some time to begin; short ones are words, the last of
 * which may overlap the one before it.
 */
#include <linux/export.h>
#include <linux/string.h>
#include <linux/types.h>

#pragma GCC optimize("no-tree-loop-distribute-patterns")

#define LONG_BYTES 512

typedef unsigned long word __attribute__((aligned(1), may_alias));
typedef unsigned int half __attribute__((aligned(1), may_alias));
typedef unsigned long block __attribute__((vector_size(16), aligned(1), may_alias));

/* Up to 16 bytes. All is loaded before anything is stored. */
static __always_inline void copy_few(char *to, const char *from, size_t n)
{
	if (n >= sizeof(word)) {
		word first = *(const word *)from, last = *(const word *)(from + n - sizeof(word));

		*(word *)to = first;
		*(word *)(to + n - sizeof(word)) = last;
	} else if (n >= sizeof(half)) {
		half first = *(const half *)from, last = *(const half *)(from + n - sizeof(half));

		*(half *)to = first;
		*(half *)(to + n - sizeof(half)) = last;
	} else {
		while (n--)
			*to++ = *from++;
	}
}

/* Forwards; right also where @to lies below @from and they overlap: the last block is
 * loaded before it could be written over. */
static __always_inline void copy_blocks(char *to, const char *from, size_t n)
{
	char *end = to + n - sizeof(block);
	block last = *(const block *)(from + n - sizeof(block));

	for (; to < end; to += sizeof(block), from += sizeof(block))
		*(block *)to = *(const block *)from;
	*(block *)end = last;
}

void *memcpy(void *dest, const void *src, size_t n)
{
	void *to = dest;

	if (n < sizeof(block)) {
		copy_few(dest, src, n);
		return dest;
	}
	if (n < LONG_BYTES) {
		copy_blocks(dest, src, n);
		return dest;
	}
	__asm__ __volatile__("rep movsb" : "+D"(to), "+S"(src), "+c"(n) : : "memory");
	return dest;
}
/* Modules get a checked one: check/hooks.c. */

void *memmove(void *dest, const void *src, size_t n)
{
	char *to = dest;
	const char *from = src;

	if ((unsigned long)to - (unsigned long)from >= n)
		return memcpy(dest, src, n);
	/* dest lies inside the source: from the end, with the direction flag set
	 * for as long as the instruction takes. */
	to += n - 1;
	from += n - 1;
	__asm__ __volatile__("std\n\trep movsb\n\tcld"
			     : "+D"(to), "+S"(from), "+c"(n)
			     :
			     : "memory", "cc");
	return dest;
}

static __always_inline void fill_few(char *to, unsigned long bytes, size_t n)
{
	if (n >= sizeof(word)) {
		*(word *)to = bytes;
		*(word *)(to + n - sizeof(word)) = bytes;
	} else {
		while (n--)
			*to++ = (char)bytes;
	}
}

static __always_inline void fill_blocks(char *to, unsigned long bytes, size_t n)
{
	char *end = to + n - sizeof(block);
	const block b = { bytes, bytes };

	for (; to < end; to += sizeof(block))
		*(block *)to = b;
	*(block *)end = b;
}

void *memset(void *s, int c, size_t n)
{
	unsigned long bytes = (unsigned char)c * 0x0101010101010101UL;
	void *to = s;

	if (n < sizeof(block)) {
		fill_few(s, bytes, n);
		return s;
	}
	if (n <= LONG_BYTES) {
		fill_blocks(s, bytes, n);
		return s;
	}
	__asm__ __volatile__("rep stosb" : "+D"(to), "+c"(n) : "a"(c) : "memory");
	return s;
}

void *memset16(uint16_t *s, uint16_t v, size_t count)
{
	void *to = s;

	__asm__ __volatile__("rep stosw" : "+D"(to), "+c"(count) : "a"(v) : "memory");
	return s;
}
EXPORT_SYMBOL(memset16);

void *memset32(uint32_t *s, uint32_t v, size_t count)
{
	void *to = s;

	__asm__ __volatile__("rep stosl" : "+D"(to), "+c"(count) : "a"(v) : "memory");
	return s;
}
EXPORT_SYMBOL(memset32);

void *memset64(uint64_t *s, uint64_t v, size_t count)
{
	void *to = s;

	__asm__ __volatile__("rep stosq" : "+D"(to), "+c"(count) : "a"(v) : "memory");
	return s;
}
EXPORT_SYMBOL(memset64);

int memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *x = a, *y = b;

	for (; n >= sizeof(word) && *(const word *)x == *(const word *)y; n -= sizeof(word)) {
		x += sizeof(word);
		y += sizeof(word);
	}
	for (; n; n--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

int bcmp(const void *a, const void *b, size_t n)
{
	return memcmp(a, b, n);
}
EXPORT_SYMBOL(bcmp);

void *memchr(const void *s, int c, size_t n)
{
	const unsigned char *p = s;

	for (; n; n--, p++)
		if (*p == (unsigned char)c)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr);

/* The first byte that is not c. */
void *memchr_inv(const void *s, int c, size_t n)
{
	const unsigned char *p = s;

	for (; n; n--, p++)
		if (*p != (unsigned char)c)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr_inv);

/* As memchr(), but gives the end where c is not found. */
void *memscan(void *s, int c, size_t n)
{
	unsigned char *p = s;

	for (; n; n--, p++)
		if (*p == (unsigned char)c)
			break;
	return p;
}
EXPORT_SYMBOL(memscan);

/* The compiler may not drop it, although nobody reads the memory again. */
void memzero_explicit(void *s, size_t count)
{
	memset(s, 0, count);
	barrier_data(s);
}
EXPORT_SYMBOL(memzero_explicit);

void memcpy_and_pad(void *dest, size_t dest_len, const void *src, size_t count, int pad)
{
	if (count >= dest_len) {
		memcpy(dest, src, dest_len);
		return;
	}
	memcpy(dest, src, count);
	memset((char *)dest + count, pad, dest_len - count);
}
EXPORT_SYMBOL(memcpy_and_pad);
