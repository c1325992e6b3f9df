/* SPDX-License-Identifier: MIT */
/*
 * Formatted output: what vsprintf.c (the plain conversions) and
 * vsprintf_pointer.c (%p and the letters behind it) share.
 *
 * Output goes through fmt_put(), which counts every character and stores those
 * that fit; so nobody else thinks about the end of the buffer.
 */
#ifndef DOCK_KERNEL_LIB_FORMAT_H
#define DOCK_KERNEL_LIB_FORMAT_H

#include <linux/stdarg.h>
#include <linux/types.h>

struct fmt_out {
	char *buf;
	size_t size;
	size_t len;	/* of the whole text, whether it fits or not */
};

#define FMT_LEFT	0x01	/* '-' */
#define FMT_PLUS	0x02	/* '+' */
#define FMT_SPACE	0x04	/* ' ' */
#define FMT_SPECIAL	0x08	/* '#' */
#define FMT_ZEROPAD	0x10	/* '0' */
#define FMT_SIGN	0x20	/* the number is signed */
#define FMT_UPPER	0x40	/* hexadecimal digits in capitals */

struct fmt_spec {
	unsigned int flags;
	int width;	/* -1: not given */
	int precision;	/* -1: not given */
	unsigned int base;
	char qualifier;	/* H: hh, L: ll, else as written */
};

static inline void fmt_put(struct fmt_out *out, char c)
{
	if (out->len < out->size)
		out->buf[out->len] = c;
	out->len++;
}

void dock_fmt_number(struct fmt_out *out, unsigned long long num, struct fmt_spec spec);
/* The string itself, cut to the precision and filled up to the width. */
void dock_fmt_text(struct fmt_out *out, const char *s, struct fmt_spec spec);
/* As %s: a bad pointer prints as (null) or (efault). */
void dock_fmt_string(struct fmt_out *out, const char *s, struct fmt_spec spec);
void dock_fmt_args(struct fmt_out *out, const char *fmt, va_list args);
/* fmt stands behind the 'p'; what the letters do not use up is plain text,
 * but letters and digits are skipped by the caller, as in Linux. */
void dock_fmt_pointer(struct fmt_out *out, const char *fmt, const void *ptr,
		      struct fmt_spec spec);

/*
 * Defined elsewhere. Both write at most len bytes, the zero included, and
 * return the length of the text.
 *
 * dock_symbol_format - a code address as function+offset/size [module]
 * @kind: the letter of the conversion: 'S', 's' (the name alone) or 'B'
 */
int dock_symbol_format(char *buf, int len, unsigned long addr, char kind);
/* dock_resource_format - a struct resource, as "[mem 0x...-0x... flags]" */
int dock_resource_format(char *buf, int len, const void *resource);

#endif
