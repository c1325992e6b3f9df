/* SPDX-License-Identifier: MIT */
/*
 * C source as tokens. Any bytes at all are taken: what is no C becomes tokens of
 * one character, what does not end ends with the line or with the file.
 */
#ifndef DOCK_CMD_CHECK_LEX_H
#define DOCK_CMD_CHECK_LEX_H

#include <stddef.h>

enum dock_tok_kind {
	DOCK_TOK_END,
	DOCK_TOK_NAME,	 /* identifiers and keywords */
	DOCK_TOK_NUMBER, /* as the preprocessor has them: 0x1fUL, 1.5e3 */
	DOCK_TOK_STRING,
	DOCK_TOK_CHAR,
	DOCK_TOK_PUNCT, /* "->", "##", ... or one byte of any kind */
};

enum dock_tok_flags {
	DOCK_TOK_FIRST = 1,   /* of its line */
	DOCK_TOK_COLUMN0 = 2, /* nothing before it on its line, no space either */
	DOCK_TOK_SPACE = 4,   /* something not a token stands before it */
	DOCK_TOK_FIXED = 8,   /* never to be expanded again (the preprocessor's) */
	DOCK_TOK_OPEN = 16,   /* perhaps not there: an #if without an answer (the same) */
};

struct dock_tok {
	const char *text; /* in the source's text, not ended by NUL */
	unsigned int len, line, hash;
	unsigned short file;
	unsigned char kind, flags;
};

struct dock_lexed {
	char *text;	       /* without continued lines; what tokens point into */
	struct dock_tok *toks; /* the last one is DOCK_TOK_END */
	unsigned int nr;       /* without it */
};

/*
 * dock_lex - take @len bytes apart
 * @file: what each token gets as its ->file
 *
 * Returns 0 with @out to be given to dock_lexed_free(), or -1: no memory.
 */
int dock_lex(const char *bytes, size_t len, unsigned short file, struct dock_lexed *out);
void dock_lexed_free(struct dock_lexed *l);

unsigned int dock_tok_hash(const char *s, size_t len);
int dock_tok_is(const struct dock_tok *t, const char *text);

#endif
