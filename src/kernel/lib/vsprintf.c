/* SPDX-License-Identifier: MIT */
/*
 * Formatted output with the kernel's conversions.
 *
 * They differ from C's in a few places that drivers' messages show: %#x of 0
 * is 0x0, a '0' flag counts also where a precision is given, and %p takes
 * letters (vsprintf_pointer.c). There is no floating point and no %n.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/minmax.h>

#include "kernel/lib/format.h"

static void put_times(struct fmt_out *out, char c, int times)
{
	while (times-- > 0)
		fmt_put(out, c);
}

/* The sign that is written, or 0; num becomes its absolute value. */
static char take_sign(unsigned long long *num, unsigned int flags)
{
	if (!(flags & FMT_SIGN))
		return 0;
	if ((long long)*num < 0) {
		*num = 0 - *num;
		return '-';
	}
	return flags & FMT_PLUS ? '+' : flags & FMT_SPACE ? ' ' : 0;
}

static int to_digits(char *reversed, unsigned long long num, const struct fmt_spec *spec)
{
	const char *digits = spec->flags & FMT_UPPER ? hex_asc_upper : hex_asc;
	int n = 0;

	do {
		reversed[n++] = digits[num % spec->base];
		num /= spec->base;
	} while (num);
	return n;
}

static const char *prefix_of(unsigned long long num, const struct fmt_spec *spec)
{
	if (!(spec->flags & FMT_SPECIAL))
		return "";
	if (spec->base == 16)
		return spec->flags & FMT_UPPER ? "0X" : "0x";
	return spec->base == 8 && num ? "0" : "";
}

void dock_fmt_number(struct fmt_out *out, unsigned long long num, struct fmt_spec spec)
{
	char reversed[3 * sizeof(num)];
	char sign = take_sign(&num, spec.flags);
	const char *prefix = prefix_of(num, &spec);
	int n = to_digits(reversed, num, &spec);
	int zeros = max(spec.precision - n, 0);
	int fill = spec.width - n - zeros - (sign != 0) - (int)strlen(prefix);

	if (!(spec.flags & (FMT_ZEROPAD | FMT_LEFT)))
		put_times(out, ' ', fill);
	if (sign)
		fmt_put(out, sign);
	while (*prefix)
		fmt_put(out, *prefix++);
	if ((spec.flags & FMT_ZEROPAD) && !(spec.flags & FMT_LEFT))
		put_times(out, '0', fill);
	put_times(out, '0', zeros);
	while (n)
		fmt_put(out, reversed[--n]);
	if (spec.flags & FMT_LEFT)
		put_times(out, ' ', fill);
}

void dock_fmt_text(struct fmt_out *out, const char *s, struct fmt_spec spec)
{
	size_t len = strnlen(s, spec.precision < 0 ? SIZE_MAX : (size_t)spec.precision);
	int fill = spec.width > 0 && (size_t)spec.width > len ? spec.width - (int)len : 0;

	if (!(spec.flags & FMT_LEFT))
		put_times(out, ' ', fill);
	while (len--)
		fmt_put(out, *s++);
	if (spec.flags & FMT_LEFT)
		put_times(out, ' ', fill);
}

void dock_fmt_string(struct fmt_out *out, const char *s, struct fmt_spec spec)
{
	const char *bad = NULL;

	if (!s)
		bad = "(null)";
	else if ((unsigned long)s < 4096 || IS_ERR_VALUE(s))
		bad = "(efault)";
	if (bad && spec.precision < 0)
		dock_fmt_text(out, bad, spec);
	else if (bad)
		/* Linux does not cut these. */
		dock_fmt_text(out, bad, (struct fmt_spec){ spec.flags, spec.width, -1, 0, 0 });
	else
		dock_fmt_text(out, s, spec);
}

static void put_char(struct fmt_out *out, char c, struct fmt_spec spec)
{
	if (!(spec.flags & FMT_LEFT))
		put_times(out, ' ', spec.width - 1);
	fmt_put(out, c);
	if (spec.flags & FMT_LEFT)
		put_times(out, ' ', spec.width - 1);
}

static const char *parse_flags(const char *fmt, struct fmt_spec *spec)
{
	for (;; fmt++) {
		switch (*fmt) {
		case '-':
			spec->flags |= FMT_LEFT;
			continue;
		case '+':
			spec->flags |= FMT_PLUS;
			continue;
		case ' ':
			spec->flags |= FMT_SPACE;
			continue;
		case '#':
			spec->flags |= FMT_SPECIAL;
			continue;
		case '0':
			spec->flags |= FMT_ZEROPAD;
			continue;
		}
		return fmt;
	}
}

static const char *parse_digits(const char *fmt, int *value)
{
	*value = 0;
	while (isdigit(*fmt))
		*value = *value * 10 + (*fmt++ - '0');
	return fmt;
}

/* A va_list can be an array type: passing it on needs this wrapper. */
struct fmt_args {
	va_list list;
};

static const char *parse_width(const char *fmt, struct fmt_spec *spec, struct fmt_args *args)
{
	if (isdigit(*fmt))
		return parse_digits(fmt, &spec->width);
	if (*fmt != '*')
		return fmt;
	spec->width = va_arg(args->list, int);
	if (spec->width < 0) {
		spec->width = -spec->width;
		spec->flags |= FMT_LEFT;
	}
	return fmt + 1;
}

static const char *parse_precision(const char *fmt, struct fmt_spec *spec,
				   struct fmt_args *args)
{
	if (*fmt != '.')
		return fmt;
	fmt++;
	if (*fmt != '*')
		return parse_digits(fmt, &spec->precision);
	spec->precision = max(va_arg(args->list, int), 0);
	return fmt + 1;
}

static const char *parse_qualifier(const char *fmt, struct fmt_spec *spec)
{
	if (!*fmt || !strchr("hlLzt", *fmt))
		return fmt;
	spec->qualifier = *fmt++;
	if (spec->qualifier == 'h' && *fmt == 'h') {
		spec->qualifier = 'H';
		fmt++;
	} else if (spec->qualifier == 'l' && *fmt == 'l') {
		spec->qualifier = 'L';
		fmt++;
	}
	return fmt;
}

static unsigned long long take_number(struct fmt_args *args, const struct fmt_spec *spec)
{
	bool is_signed = spec->flags & FMT_SIGN;
	unsigned int narrow;

	/* long, long long, size_t and ptrdiff_t are all 64 bits. */
	if (spec->qualifier && strchr("lLzt", spec->qualifier))
		return va_arg(args->list, unsigned long long);
	narrow = va_arg(args->list, unsigned int);
	switch (spec->qualifier) {
	case 'H':
		return is_signed ? (unsigned long long)(signed char)narrow :
				   (unsigned char)narrow;
	case 'h':
		return is_signed ? (unsigned long long)(short)narrow :
				   (unsigned short)narrow;
	}
	return is_signed ? (unsigned long long)(int)narrow : narrow;
}

/* Base and flags of an integer's conversion; false if it is none. */
static bool integer_spec(char conversion, struct fmt_spec *spec)
{
	switch (conversion) {
	case 'd':
	case 'i':
		spec->flags |= FMT_SIGN;
		spec->base = 10;
		return true;
	case 'u':
		spec->base = 10;
		return true;
	case 'o':
		spec->base = 8;
		return true;
	case 'X':
		spec->flags |= FMT_UPPER;
		spec->base = 16;
		return true;
	case 'x':
		spec->base = 16;
		return true;
	}
	return false;
}

/* One conversion; fmt stands behind the '%'. NULL: it is unknown, and then
 * nobody knows what the arguments are. */
static const char *convert(struct fmt_out *out, const char *fmt, struct fmt_args *args)
{
	struct fmt_spec spec = { .width = -1, .precision = -1, .base = 10 };

	fmt = parse_flags(fmt, &spec);
	fmt = parse_width(fmt, &spec, args);
	fmt = parse_precision(fmt, &spec, args);
	fmt = parse_qualifier(fmt, &spec);
	switch (*fmt) {
	case '%':
		fmt_put(out, '%');
		return fmt + 1;
	case 'c':
		put_char(out, (char)va_arg(args->list, int), spec);
		return fmt + 1;
	case 's':
		dock_fmt_string(out, va_arg(args->list, const char *), spec);
		return fmt + 1;
	case 'p':
		fmt++;
		dock_fmt_pointer(out, fmt, va_arg(args->list, const void *), spec);
		while (isalnum(*fmt))
			fmt++;
		return fmt;
	}
	if (!integer_spec(*fmt, &spec))
		return NULL;
	dock_fmt_number(out, take_number(args, &spec), spec);
	return fmt + 1;
}

void dock_fmt_args(struct fmt_out *out, const char *fmt, va_list args)
{
	struct fmt_args copy;

	va_copy(copy.list, args);
	while (*fmt) {
		if (*fmt != '%') {
			fmt_put(out, *fmt++);
			continue;
		}
		fmt = convert(out, fmt + 1, &copy);
		if (!fmt) {
			WARN_ONCE(1, "a format has a conversion that the kernel does not know\n");
			break;
		}
	}
	va_end(copy.list);
}

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct fmt_out out = { .buf = buf, .size = size };

	/* A negative number, most likely. */
	if (WARN_ON_ONCE(size > INT_MAX))
		return 0;
	dock_fmt_args(&out, fmt, args);
	if (size)
		buf[min(out.len, size - 1)] = '\0';
	return out.len;
}
EXPORT_SYMBOL(vsnprintf);

int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len = vsnprintf(buf, size, fmt, args);

	return size ? min(len, (int)size - 1) : 0;
}
EXPORT_SYMBOL(vscnprintf);

int vsprintf(char *buf, const char *fmt, va_list args)
{
	return vsnprintf(buf, INT_MAX, fmt, args);
}
EXPORT_SYMBOL(vsprintf);

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(snprintf);

int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(scnprintf);

int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, INT_MAX, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(sprintf);
