/* SPDX-License-Identifier: MIT */
/*
 * Formatted input: %d %i %u %x %X %o %c %s %[...] %n %%, with '*', a width
 * and the qualifiers hh h l ll L z. White space in the format stands for any
 * amount of it, none included.
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/minmax.h>

#include "kernel/lib/digits.h"

/* A va_list can be an array type: passing it on needs this wrapper. */
struct scan_args {
	va_list list;
};

struct scan_spec {
	bool skip;	/* '*': nothing is stored */
	int width;	/* 0: not given */
	char qualifier;	/* H: hh, L: ll, else as written */
};

static const char *parse_spec(const char *fmt, struct scan_spec *spec)
{
	*spec = (struct scan_spec){ .skip = *fmt == '*' };
	fmt += spec->skip;
	while (isdigit(*fmt))
		spec->width = spec->width * 10 + (*fmt++ - '0');
	if (*fmt && strchr("hlLz", *fmt)) {
		spec->qualifier = *fmt++;
		if (*fmt == spec->qualifier && (*fmt == 'h' || *fmt == 'l'))
			spec->qualifier = *fmt++ == 'h' ? 'H' : 'L';
	}
	return fmt;
}

static void store(struct scan_args *args, char qualifier, unsigned long long value)
{
	switch (qualifier) {
	case 'H':
		*va_arg(args->list, unsigned char *) = value;
		break;
	case 'h':
		*va_arg(args->list, unsigned short *) = value;
		break;
	case 'l':
	case 'L':
	case 'z':
		*va_arg(args->list, unsigned long long *) = value;
		break;
	default:
		*va_arg(args->list, unsigned int *) = value;
	}
}

/* Returns the end of what was taken, or NULL if there is no number. */
static const char *scan_number(const char *s, char conversion, const struct scan_spec *spec,
			       struct scan_args *args)
{
	unsigned int base = conversion == 'i' ? 0 : conversion == 'o' ? 8 : 10;
	size_t room = spec->width ? (size_t)spec->width : SIZE_MAX, n;
	unsigned long long value;
	bool negative, overflow;
	const char *digits;

	if (tolower(conversion) == 'x')
		base = 16;
	s = skip_spaces(s);
	negative = *s == '-' && (conversion == 'd' || conversion == 'i');
	s += negative;
	room -= negative;
	digits = dock_digits_base(s, &base);
	if ((size_t)(digits - s) >= room)
		digits = s;
	n = dock_digits_parse(digits, base, room - (digits - s), &value, &overflow);
	if (!n)
		return NULL;
	if (!spec->skip)
		store(args, spec->qualifier, negative ? 0 - value : value);
	return digits + n;
}

static const char *scan_chars(const char *s, const struct scan_spec *spec,
			      struct scan_args *args)
{
	int i, n = spec->width ? spec->width : 1;
	char *to = spec->skip ? NULL : va_arg(args->list, char *);

	for (i = 0; i < n && s[i]; i++)
		if (to)
			to[i] = s[i];
	return s + i;
}

static const char *scan_word(const char *s, const struct scan_spec *spec,
			     struct scan_args *args)
{
	int i, n = spec->width ? spec->width : SHRT_MAX;
	char *to = spec->skip ? NULL : va_arg(args->list, char *);

	s = skip_spaces(s);
	for (i = 0; i < n && s[i] && !isspace(s[i]); i++)
		if (to)
			to[i] = s[i];
	if (to)
		to[i] = '\0';
	return s + i;
}

/* set: behind the '['. As in Linux, there are no ranges ("a-z"), a ']' cannot
 * be in the set, and a width must be given. */
static const char *scan_set(const char *s, const char **fmt, const struct scan_spec *spec,
			    struct scan_args *args)
{
	const char *set = *fmt + (**fmt == '^');
	const char *end = strchr(set, ']');
	bool inverted = set != *fmt;
	char *to;
	int i;

	if (!end || end == set || !spec->width || spec->skip)
		return NULL;
	*fmt = end + 1;
	to = va_arg(args->list, char *);
	for (i = 0; i < spec->width && s[i]; i++) {
		bool in_set = strnchr(set, end - set, s[i]) != NULL;

		if (in_set == inverted)
			break;
		to[i] = s[i];
	}
	to[i] = '\0';
	return i ? s + i : NULL;
}

/* One conversion; NULL ends the scan. *fmt stands behind its '%'. */
static const char *scan_one(const char *s, const char *start, const char **fmt,
			    struct scan_args *args, int *stored)
{
	struct scan_spec spec;
	char conversion;

	*fmt = parse_spec(*fmt, &spec);
	conversion = *(*fmt)++;
	if (conversion == 'n') {
		store(args, spec.qualifier, s - start);
		return s;
	}
	if (conversion == '%') {
		s = skip_spaces(s);
		return *s == '%' ? s + 1 : NULL;
	}
	if (!*s)
		return NULL;
	if (conversion == 'c')
		s = scan_chars(s, &spec, args);
	else if (conversion == 's')
		s = scan_word(s, &spec, args);
	else if (conversion == '[')
		s = scan_set(s, fmt, &spec, args);
	else if (conversion && strchr("diuxXo", conversion))
		s = scan_number(s, conversion, &spec, args);
	else
		return NULL;
	if (s && !spec.skip)
		(*stored)++;
	return s;
}

int vsscanf(const char *buf, const char *fmt, va_list args)
{
	const char *s = buf;
	struct scan_args copy;
	int stored = 0;

	va_copy(copy.list, args);
	while (s && *fmt) {
		if (isspace(*fmt)) {
			fmt = skip_spaces(fmt);
			s = skip_spaces(s);
		} else if (*fmt == '%') {
			fmt++;
			s = scan_one(s, buf, &fmt, &copy, &stored);
		} else if (*fmt++ != *s++) {
			break;
		}
	}
	va_end(copy.list);
	return stored;
}
EXPORT_SYMBOL(vsscanf);

int sscanf(const char *buf, const char *fmt, ...)
{
	va_list args;
	int stored;

	va_start(args, fmt);
	stored = vsscanf(buf, fmt, args);
	va_end(args);
	return stored;
}
EXPORT_SYMBOL(sscanf);
