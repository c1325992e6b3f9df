// SPDX-License-Identifier: MIT
/*
 * Text from the machine, made fit to be shown: names for the addresses in it,
 * and nothing that a terminal or a JSON reader would take for a command.
 */
#include "cmd/text.h"
#include "cmd/symbols.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The length of the UTF-8 character at @s, 0 if there is none: not cut short,
 * not overlong, no surrogate, not above U+10FFFF, no C1 control. */
static size_t utf8_length(const unsigned char *s, size_t len)
{
	unsigned int c;
	size_t n;

	if (*s < 0xc2 || *s > 0xf4)
		return 0;
	n = *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;
	if (n > len)
		return 0;
	c = *s & (0x7f >> n);
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	if (c < 0xa0 || (n == 3 && c < 0x800) || (n == 4 && c < 0x10000) || c > 0x10ffff)
		return 0;
	return c >= 0xd800 && c < 0xe000 ? 0 : n;
}

char *dock_text_clean(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	char *clean = malloc(4 * len + 1);
	char *out = clean;

	if (!clean)
		return NULL;
	while (len) {
		size_t n = *s >= ' ' && *s <= '~' ? 1 : utf8_length(s, len);

		if (n) {
			memcpy(out, s, n);
			out += n;
		} else if (*s == '\t') {
			*out++ = ' ';
			n = 1;
		} else {
			out += sprintf(out, "\\x%02x", *s);
			n = 1;
		}
		s += n;
		len -= n;
	}
	*out = '\0';
	return clean;
}

void dock_text_complain(const char *text)
{
	char *clean = dock_text_clean(text, strlen(text));

	fprintf(stderr, "drydock: %s\n", clean ? clean : "out of memory");
	free(clean);
}

static void put_function(FILE *f, const struct dock_frame *frame)
{
	fputs(frame->function, f);
}

static void put_symbol(FILE *f, const struct dock_frame *frame)
{
	fprintf(f, "%s+0x%lx", frame->function, frame->offset);
	if (frame->size)
		fprintf(f, "/0x%lx", frame->size);
	if (*frame->module)
		fprintf(f, " [%s]", frame->module);
}

static void put_source(FILE *f, const struct dock_frame *frame)
{
	if (*frame->file)
		fprintf(f, "%s:%d", frame->file, frame->line);
	else
		put_symbol(f, frame);
}

static const struct {
	const char *prefix;
	void (*put)(FILE *f, const struct dock_frame *frame);
} escapes[] = {
	{"{fn:", put_function},
	{"{sym:", put_symbol},
	{"{src:", put_source},
};

/* 1 to 16 hex digits and '}': the bytes taken, or 0. */
static size_t parse_address(const char *s, size_t len, unsigned long *pc)
{
	size_t i;

	*pc = 0;
	for (i = 0; i < len && i < 16 && isxdigit((unsigned char)s[i]); i++)
		*pc = *pc << 4 | (s[i] <= '9' ? s[i] - '0' : (s[i] | 32) - 'a' + 10);
	return i && i < len && s[i] == '}' ? i + 1 : 0;
}

/* Replace the escape at @s: the bytes taken, or 0: it is none. */
static size_t expand_one(FILE *f, const char *s, size_t len, struct dock_symbols *symbols)
{
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		size_t n = strlen(escapes[i].prefix);
		struct dock_frame frame;
		unsigned long pc;
		size_t taken;

		if (len < n || memcmp(s, escapes[i].prefix, n))
			continue;
		taken = parse_address(s + n, len - n, &pc);
		if (!taken)
			return 0;
		dock_symbols_find(symbols, pc, 0, &frame);
		escapes[i].put(f, &frame);
		return n + taken;
	}
	return 0;
}

char *dock_text_expand(const char *s, size_t len, struct dock_symbols *symbols)
{
	char *expanded = NULL, *clean = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&expanded, &size);

	if (!f)
		return NULL;
	while (len) {
		size_t n = *s == '{' && symbols ? expand_one(f, s, len, symbols) : 0;

		if (!n) {
			fputc(*s, f);
			n = 1;
		}
		s += n;
		len -= n;
	}
	if (!fclose(f))
		clean = dock_text_clean(expanded, size);
	free(expanded);
	return clean;
}
