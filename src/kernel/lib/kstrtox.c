/* SPDX-License-Identifier: MIT */
/* Text to numbers: see linux/kstrtox.h. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "core/breaks.h"
#include "kernel/lib/digits.h"

/* Base 0 becomes 16 after "0x", 8 after "0", and 10 else; "0x" is skipped. */
const char *dock_digits_base(const char *s, unsigned int *base)
{
	bool is_hex = s[0] == '0' && tolower(s[1]) == 'x' && isxdigit(s[2]);

	if (*base == 0)
		*base = is_hex ? 16 : s[0] == '0' && !DOCK_BREAK("param-numbers") ? 8 : 10;
	return *base == 16 && is_hex ? s + 2 : s;
}

size_t dock_digits_parse(const char *s, unsigned int base, size_t max,
			 unsigned long long *value, bool *overflow)
{
	size_t n;

	*value = 0;
	*overflow = false;
	for (n = 0; n < max; n++) {
		int digit = hex_to_bin(s[n]);

		if (digit < 0 || (unsigned int)digit >= base)
			break;
		if (__builtin_mul_overflow(*value, (unsigned long long)base, value) ||
		    __builtin_add_overflow(*value, (unsigned long long)digit, value))
			*overflow = true;
	}
	return n;
}

static int parse_whole(const char *s, unsigned int base, unsigned long long *res)
{
	unsigned long long value;
	bool overflow;
	size_t n;

	s = dock_digits_base(s, &base);
	n = dock_digits_parse(s, base, SIZE_MAX, &value, &overflow);
	/* Out of range wins over text behind the digits. */
	if (overflow && !DOCK_BREAK("param-bad-numbers"))
		return -ERANGE;
	if (!n)
		return -EINVAL;
	s += n;
	if (*s == '\n' && !DOCK_BREAK("param-stores"))
		s++;
	if (*s)
		return -EINVAL;
	*res = value;
	return 0;
}

int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	return parse_whole(*s == '+' ? s + 1 : s, base, res);
}
EXPORT_SYMBOL(kstrtoull);

int kstrtoll(const char *s, unsigned int base, long long *res)
{
	bool negative = *s == '-';
	unsigned long long value;
	int err = negative ? parse_whole(s + 1, base, &value) : kstrtoull(s, base, &value);

	if (err)
		return err;
	if (value > (unsigned long long)LLONG_MAX + negative)
		return -ERANGE;
	*res = negative ? (long long)(0 - value) : (long long)value;
	return 0;
}
EXPORT_SYMBOL(kstrtoll);

/* The narrower types: parse wide, and see whether it fits. */
#define DEFINE_KSTRTO(name, type, wide, parse)                                   \
	int name(const char *s, unsigned int base, type *res)                    \
	{                                                                        \
		wide value;                                                      \
		int err = parse(s, base, &value);                                \
                                                                                 \
		if (err)                                                         \
			return err;                                              \
		if (value != (type)value)                                        \
			return -ERANGE;                                          \
		*res = value;                                                    \
		return 0;                                                        \
	}                                                                        \
	EXPORT_SYMBOL(name)

DEFINE_KSTRTO(_kstrtoul, unsigned long, unsigned long long, kstrtoull);
DEFINE_KSTRTO(_kstrtol, long, long long, kstrtoll);
DEFINE_KSTRTO(kstrtouint, unsigned int, unsigned long long, kstrtoull);
DEFINE_KSTRTO(kstrtoint, int, long long, kstrtoll);
DEFINE_KSTRTO(kstrtou16, u16, unsigned long long, kstrtoull);
DEFINE_KSTRTO(kstrtos16, s16, long long, kstrtoll);
DEFINE_KSTRTO(kstrtou8, u8, unsigned long long, kstrtoull);
DEFINE_KSTRTO(kstrtos8, s8, long long, kstrtoll);

/* Only the beginning counts: y, t, 1, on; n, f, 0, off. */
int kstrtobool(const char *s, bool *res)
{
	char first;

	if (!s)
		return -EINVAL;
	first = tolower(s[0]);
	if (first == 'o')
		first = tolower(s[1]) == 'n' ? 'y' : tolower(s[1]) == 'f' ? 'n' : '?';
	switch (first) {
	case 'y':
	case 't':
	case '1':
		*res = true;
		return 0;
	case 'n':
	case 'f':
	case '0':
		*res = false;
		return 0;
	}
	return -EINVAL;
}
EXPORT_SYMBOL(kstrtobool);

unsigned long long simple_strtoull(const char *cp, char **endp, unsigned int base)
{
	unsigned long long value;
	bool overflow;

	cp = dock_digits_base(cp, &base);
	cp += dock_digits_parse(cp, base, SIZE_MAX, &value, &overflow);
	if (endp)
		*endp = (char *)cp;
	return value;
}
EXPORT_SYMBOL(simple_strtoull);

unsigned long simple_strtoul(const char *cp, char **endp, unsigned int base)
{
	return simple_strtoull(cp, endp, base);
}
EXPORT_SYMBOL(simple_strtoul);

long long simple_strtoll(const char *cp, char **endp, unsigned int base)
{
	if (*cp == '-')
		return -simple_strtoull(cp + 1, endp, base);
	return simple_strtoull(cp, endp, base);
}
EXPORT_SYMBOL(simple_strtoll);

long simple_strtol(const char *cp, char **endp, unsigned int base)
{
	return simple_strtoll(cp, endp, base);
}
EXPORT_SYMBOL(simple_strtol);

/* A size with a letter behind it: K, M, G, T, P, E. */
unsigned long long memparse(const char *ptr, char **retptr)
{
	static const char letters[] = "kmgtpe";
	char *end;
	unsigned long long value = simple_strtoull(ptr, &end, 0);
	const char *letter = *end ? strchr(letters, tolower(*end)) : NULL;

	if (letter) {
		value <<= 10 * (letter - letters + 1);
		end++;
	}
	if (retptr)
		*retptr = end;
	return value;
}
EXPORT_SYMBOL(memparse);

/*
 * get_option - take the first number off a list, "1,2-4,..."
 *
 * Returns what follows it: 0 it was no number, 1 the end, 2 a comma (skipped),
 * 3 a hyphen (not skipped).
 */
int get_option(char **str, int *pint)
{
	char *at = *str;
	bool negative = at && *at == '-';
	int value;

	if (!at || !*at)
		return 0;
	at += negative;
	value = (int)simple_strtoull(at, str, 0);
	if (negative)
		value = -value;
	if (pint)
		*pint = value;
	if (at == *str)
		return 0;
	if (**str == ',') {
		(*str)++;
		return 2;
	}
	return **str == '-' ? 3 : 1;
}
EXPORT_SYMBOL(get_option);

/* ints[0] becomes how many there are. A range counts as its numbers. */
char *get_options(const char *str, int nints, int *ints)
{
	char *at = (char *)str;
	int count = 1, kind = 2, last;

	while (count < nints && kind > 1) {
		kind = get_option(&at, &ints[count]);
		if (kind == 0)
			break;
		if (kind == 3) {
			at++;
			kind = get_option(&at, &last);
			if (kind == 0)
				break;
			while (count < nints - 1 && ints[count] < last) {
				ints[count + 1] = ints[count] + 1;
				count++;
			}
		}
		count++;
	}
	ints[0] = count - 1;
	return at;
}
EXPORT_SYMBOL(get_options);
