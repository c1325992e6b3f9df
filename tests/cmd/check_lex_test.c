// SPDX-License-Identifier: MIT
/*
 * The tokens of `drydock check`, from C and from what is none. Source:
 * src/cmd/check/lex.c.
 */
#include "cmd/check/lex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

#define EXPECT(cond)                                                                     \
	do {                                                                             \
		if (!(cond)) {                                                           \
			fprintf(stderr, "%s:%d: %s: not true: %s\n", __FILE__, __LINE__, \
				__func__, #cond);                                        \
			failures++;                                                      \
		}                                                                        \
	} while (0)

/* The tokens of @text, with a space between them, must be @want. */
static const struct {
	const char *text, *want;
} cases[] = {
	{"", ""},
	{"a b", "a b"},
	{"a/* b */c // d\ne", "a c e"},
	{"a /* b", "a"},
	{"a // b \\\n still\nc", "a c"},
	{"x->y...##z", "x -> y ... ## z"},
	{"a<<=b>>c<=d", "a <<= b >> c <= d"},
	{"\"a \\\" /* b */\" c", "\"a \\\" /* b */\" c"},
	{"\"ends not\nb", "\"ends not b"},
	{"\"ends not\\", "\"ends not\\"},
	{"'\\'' 'ab' 'x", "'\\'' 'ab' 'x"},
	{"L\"wide\" L'c' L", "L\"wide\" L'c' L"},
	{"0x1fUL 1.5e+3 .5 0xe+1 1e", "0x1fUL 1.5e+3 .5 0xe + 1 1e"},
	{"spl\\\nit", "split"},
	{"spl\\\r\nit\r\nx", "split x"},
	{"a \\b", "a \\ b"},
	{"/ * */", "/ * * /"},
	{"@`\x01", "@ ` \x01"},
	{"\xc3\xa4 b", "\xc3\xa4 b"},
};

static char *joined(const struct dock_lexed *l)
{
	char *out = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&out, &size);

	for (unsigned int i = 0; i < l->nr; i++)
		fprintf(f, "%s%.*s", i ? " " : "", (int)l->toks[i].len, l->toks[i].text);
	fclose(f);
	return out;
}

static void tokens_are_right(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct dock_lexed l;
		char *got;

		EXPECT(!dock_lex(cases[i].text, strlen(cases[i].text), 7, &l));
		got = joined(&l);
		if (strcmp(got, cases[i].want)) {
			fprintf(stderr, "cases[%zu]: '%s', wanted '%s'\n", i, got, cases[i].want);
			failures++;
		}
		EXPECT(l.toks[l.nr].kind == DOCK_TOK_END);
		free(got);
		dock_lexed_free(&l);
	}
}

static void lines_and_flags_are_right(void)
{
	static const char text[] = "a b\n c\\\n\\\nd\n/*\n*/ e\n#f";
	static const unsigned int lines[] = {1, 1, 2, 6, 7, 7};
	static const int flags[] = {
		DOCK_TOK_FIRST | DOCK_TOK_COLUMN0, DOCK_TOK_SPACE,
		DOCK_TOK_FIRST | DOCK_TOK_SPACE, DOCK_TOK_FIRST | DOCK_TOK_SPACE,
		DOCK_TOK_FIRST | DOCK_TOK_COLUMN0, 0,
	};
	struct dock_lexed l;

	EXPECT(!dock_lex(text, strlen(text), 0, &l));
	EXPECT(l.nr == 6);
	EXPECT(l.toks[2].len == 2 && !memcmp(l.toks[2].text, "cd", 2));
	for (unsigned int i = 0; i < l.nr; i++) {
		EXPECT(l.toks[i].line == lines[i]);
		EXPECT(l.toks[i].flags == flags[i]);
	}
	dock_lexed_free(&l);
}

/* Any bytes: the same number of them is looked at, none beyond the end. */
static void any_bytes_are_taken(void)
{
	static const char pieces[] = "\"'/*\\\n#<>ab0.L\0\xff(){},";
	unsigned long seed = 1;

	for (int round = 0; round < 20000; round++) {
		size_t len = (size_t)round % 40;
		char *bytes = malloc(len ? len : 1);
		struct dock_lexed l;

		for (size_t i = 0; i < len; i++) {
			seed = seed * 6364136223846793005UL + 1442695040888963407UL;
			bytes[i] = pieces[(seed >> 33) % (sizeof(pieces) - 1)];
		}
		EXPECT(!dock_lex(bytes, len, 0, &l));
		for (unsigned int i = 0; i < l.nr; i++)
			EXPECT(l.toks[i].len > 0);
		dock_lexed_free(&l);
		free(bytes);
	}
}

static void one_long_line_of(int c, size_t len)
{
	char *bytes = malloc(len);
	struct dock_lexed l;

	memset(bytes, c, len);
	EXPECT(!dock_lex(bytes, len, 0, &l));
	dock_lexed_free(&l);
	free(bytes);
}

int main(void)
{
	tokens_are_right();
	lines_and_flags_are_right();
	any_bytes_are_taken();
	for (int c = 0; c < 128; c++)
		one_long_line_of(c, c == 'a' || c == '\\' || c == '(' ? 1UL << 20 : 1UL << 12);
	return failures ? 1 : 0;
}
