/* SPDX-License-Identifier: MIT */
/*
 * %p and the letters behind it.
 *
 * A plain %p is the pointer in 16 digits, not hashed as in Linux: addresses
 * here are the same from run to run, and no secret. Letters that are not
 * known print the pointer, as in Linux.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <asm/unaligned.h>

#include "kernel/lib/errname.h"
#include "kernel/lib/format.h"

static void put_text(struct fmt_out *out, const char *s)
{
	while (*s)
		fmt_put(out, *s++);
}

static void put_hex_byte(struct fmt_out *out, u8 byte, bool upper)
{
	fmt_put(out, upper ? hex_asc_upper_hi(byte) : hex_asc_hi(byte));
	fmt_put(out, upper ? hex_asc_upper_lo(byte) : hex_asc_lo(byte));
}

/* A number in as many digits as its type has. */
static void put_hex(struct fmt_out *out, unsigned long long num, int bytes, unsigned int flags,
		    struct fmt_spec spec)
{
	bool prefixed = flags & FMT_SPECIAL;

	spec.flags |= flags;
	spec.base = 16;
	if (spec.width < 0) {
		spec.width = 2 * bytes + (prefixed ? 2 : 0);
		spec.flags |= FMT_ZEROPAD;
	}
	dock_fmt_number(out, num, spec);
}

static void put_pointer(struct fmt_out *out, const void *ptr, struct fmt_spec spec)
{
	put_hex(out, (unsigned long)ptr, sizeof(ptr), 0, spec);
}

/* %ps, %pS, %pB */
static void put_symbol(struct fmt_out *out, const void *ptr, char kind, struct fmt_spec spec)
{
	char text[256];

	dock_symbol_format(text, sizeof(text), (unsigned long)ptr, kind);
	dock_fmt_text(out, text, spec);
}

/* %pr, %pR */
static void put_resource(struct fmt_out *out, const void *resource, struct fmt_spec spec)
{
	char text[128];

	dock_resource_format(text, sizeof(text), resource);
	dock_fmt_text(out, text, spec);
}

/* %pe: an error's name, where the pointer carries one */
static void put_error(struct fmt_out *out, const void *ptr, struct fmt_spec spec)
{
	const char *name;

	if (!IS_ERR(ptr)) {
		put_pointer(out, ptr, spec);
		return;
	}
	name = dock_errname(-PTR_ERR(ptr));
	if (name) {
		dock_fmt_text(out, name, spec);
		return;
	}
	spec.flags |= FMT_SIGN;
	dock_fmt_number(out, PTR_ERR(ptr), spec);
}

/* %ph, %phC, %phD, %phN: as many bytes as the width says, 64 at most */
static void put_bytes(struct fmt_out *out, const u8 *from, char letter, struct fmt_spec spec)
{
	int i, len = spec.width < 0 ? 1 : min(spec.width, 64);

	for (i = 0; i < len; i++) {
		if (i && letter != 'N')
			fmt_put(out, letter == 'C' ? ':' : letter == 'D' ? '-' : ' ');
		put_hex_byte(out, from[i], false);
	}
}

/* %pM, %pMF (with hyphens), %pMR (backwards), %pm (nothing between) */
static void put_mac(struct fmt_out *out, const u8 *mac, const char *letters)
{
	int i;

	for (i = 0; i < 6; i++) {
		if (i && letters[0] == 'M')
			fmt_put(out, letters[1] == 'F' ? '-' : ':');
		put_hex_byte(out, mac[letters[1] == 'R' ? 5 - i : i], false);
	}
}

/* %pI4, and %pi4 with leading zeros */
static void put_ip4(struct fmt_out *out, const u8 *ip, bool zeros)
{
	struct fmt_spec spec = { .width = -1, .precision = zeros ? 3 : -1, .base = 10 };
	int i;

	for (i = 0; i < 4; i++) {
		if (i)
			fmt_put(out, '.');
		dock_fmt_number(out, ip[i], spec);
	}
}

/* %pI6, and %pi6 without colons; always in full */
static void put_ip6(struct fmt_out *out, const u8 *ip, bool colons)
{
	int i;

	for (i = 0; i < 16; i++) {
		if (colons && i && i % 2 == 0)
			fmt_put(out, ':');
		put_hex_byte(out, ip[i], false);
	}
}

/* %pU: b and B as the bytes come, l and L with the first fields turned */
static void put_uuid(struct fmt_out *out, const u8 *uuid, char letter)
{
	static const u8 in_order[16] = { 0, 1, 2,  3,  4,  5,  6,  7,
					 8, 9, 10, 11, 12, 13, 14, 15 };
	static const u8 turned[16] = { 3, 2, 1,	 0,  5,	 4,  7,	 6,
				       8, 9, 10, 11, 12, 13, 14, 15 };
	const u8 *order = tolower(letter) == 'l' ? turned : in_order;
	bool upper = letter == 'B' || letter == 'L';
	int i;

	for (i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			fmt_put(out, '-');
		put_hex_byte(out, uuid[order[i]], upper);
	}
}

/* Conversions that read what the pointer points at; false if it is none. */
static bool put_pointee(struct fmt_out *out, const char *fmt, const void *ptr,
			struct fmt_spec spec)
{
	const struct va_format *inner = ptr;

	switch (fmt[0]) {
	case 'a':
		/* phys_addr_t and dma_addr_t are both 64 bits. */
		put_hex(out, *(const u64 *)ptr, 8, FMT_SPECIAL, spec);
		return true;
	case 'V':
		dock_fmt_args(out, inner->fmt, *inner->va);
		return true;
	case 'R':
	case 'r':
		put_resource(out, ptr, spec);
		return true;
	case 'h':
		put_bytes(out, ptr, fmt[1], spec);
		return true;
	case 'M':
	case 'm':
		put_mac(out, ptr, fmt);
		return true;
	case 'U':
		put_uuid(out, ptr, fmt[1]);
		return true;
	case 'I':
	case 'i':
		if (fmt[1] == '4')
			put_ip4(out, ptr, fmt[0] == 'i');
		else if (fmt[1] == '6')
			put_ip6(out, ptr, fmt[0] == 'I');
		else
			return false;
		return true;
	}
	return false;
}

void dock_fmt_pointer(struct fmt_out *out, const char *fmt, const void *ptr,
		      struct fmt_spec spec)
{
	switch (fmt[0]) {
	case 'S':
	case 's':
	case 'B':
		put_symbol(out, ptr, fmt[0], spec);
		return;
	case 'e':
		put_error(out, ptr, spec);
		return;
	}
	if (fmt[0] && strchr("aVRrhMmUIi", fmt[0])) {
		if (!ptr || (unsigned long)ptr < 4096 || IS_ERR(ptr))
			put_text(out, ptr ? "(efault)" : "(null)");
		else if (!put_pointee(out, fmt, ptr, spec))
			put_pointer(out, ptr, spec);
		return;
	}
	put_pointer(out, ptr, spec);
}
