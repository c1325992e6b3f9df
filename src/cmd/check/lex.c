// SPDX-License-Identifier: MIT
/* C source as tokens: see lex.h. */
#include "cmd/check/lex.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct lexer {
	const char *start, *p, *end;
	const unsigned int *splices, *last_splice; /* offsets in the joined text */
	unsigned int line;
	unsigned char flags;
	unsigned short file;
	struct dock_lexed *out;
	unsigned int room;
};

unsigned int dock_tok_hash(const char *s, size_t len)
{
	unsigned int h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h;
}

int dock_tok_is(const struct dock_tok *t, const char *text)
{
	return strlen(text) == t->len && !memcmp(t->text, text, t->len);
}

static int is_name_start(int c)
{
	return isalpha(c) || c == '_' || c == '$' || c >= 0x80;
}

static int is_name(int c)
{
	return is_name_start(c) || isdigit(c);
}

static int at(const struct lexer *l, size_t i)
{
	return (size_t)(l->end - l->p) > i ? (unsigned char)l->p[i] : 0;
}

/* A backslash at a line's end is no byte of the text: leave it out and note
 * where, so that lines can be counted. Returns the number of splices. */
static unsigned int join_lines(const char *bytes, size_t len, char *text,
			       size_t *text_len, unsigned int *splices)
{
	unsigned int nr = 0;
	char *out = text;

	for (size_t i = 0; i < len; i++) {
		size_t eol = i + 1;

		if (bytes[i] == '\\' && eol < len && bytes[eol] == '\r')
			eol++;
		if (bytes[i] == '\\' && eol < len && bytes[eol] == '\n') {
			splices[nr++] = (unsigned int)(out - text);
			i = eol;
		} else {
			*out++ = bytes[i];
		}
	}
	*text_len = (size_t)(out - text);
	return nr;
}

static void step(struct lexer *l, size_t n)
{
	while (n-- && l->p < l->end) {
		if (*l->p == '\n')
			l->line++;
		l->p++;
		while (l->splices < l->last_splice &&
		       *l->splices <= (unsigned int)(l->p - l->start)) {
			l->line++;
			l->splices++;
		}
	}
}

static int skip_comment(struct lexer *l)
{
	if (at(l, 0) != '/' || (at(l, 1) != '/' && at(l, 1) != '*'))
		return 0;
	if (at(l, 1) == '/') {
		while (l->p < l->end && *l->p != '\n')
			step(l, 1);
		return 1;
	}
	step(l, 2);
	while (l->p < l->end && !(at(l, 0) == '*' && at(l, 1) == '/'))
		step(l, 1);
	step(l, 2);
	return 1;
}

static void skip_space(struct lexer *l)
{
	while (l->p < l->end) {
		if (*l->p == '\n') {
			step(l, 1);
			l->flags = DOCK_TOK_FIRST | DOCK_TOK_COLUMN0;
		} else if (isspace((unsigned char)*l->p) || !*l->p) {
			step(l, 1);
			l->flags = (l->flags & DOCK_TOK_FIRST) | DOCK_TOK_SPACE;
		} else if (skip_comment(l)) {
			l->flags = (l->flags & DOCK_TOK_FIRST) | DOCK_TOK_SPACE;
		} else {
			return;
		}
	}
}

/* The bytes of a string or character constant at @from, prefix included. */
static size_t quoted_length(const struct lexer *l, size_t from)
{
	int quote = at(l, from);
	size_t n = from + 1;

	while (l->p + n < l->end && at(l, n) != quote && at(l, n) != '\n')
		n += at(l, n) == '\\' && l->p + n + 1 < l->end && at(l, n + 1) != '\n'
			     ? 2
			     : 1;
	return l->p + n < l->end && at(l, n) == quote ? n + 1 : n;
}

static size_t number_length(const struct lexer *l)
{
	size_t n = 1;

	while (is_name(at(l, n)) || at(l, n) == '.' ||
	       ((at(l, n) == '+' || at(l, n) == '-') && strchr("eEpP", at(l, n - 1)) &&
		at(l, 1) != 'x' && at(l, 1) != 'X'))
		n++;
	return n;
}

static size_t punct_length(const struct lexer *l)
{
	static const char *const puncts[] = {
		"...", "<<=", ">>=", "->", "##", "&&", "||", "==", "!=", "<=", ">=", "<<",
		">>",  "++",  "--",  "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
	};

	for (size_t i = 0; i < sizeof(puncts) / sizeof(puncts[0]); i++) {
		size_t n = strlen(puncts[i]);

		if ((size_t)(l->end - l->p) >= n && !memcmp(l->p, puncts[i], n))
			return n;
	}
	return 1;
}

static size_t token_length(const struct lexer *l, enum dock_tok_kind *kind)
{
	int c = at(l, 0);
	size_t n = 0;

	if (c == '"' || c == '\'') {
		*kind = c == '"' ? DOCK_TOK_STRING : DOCK_TOK_CHAR;
		return quoted_length(l, 0);
	}
	if (c == 'L' && (at(l, 1) == '"' || at(l, 1) == '\'')) {
		*kind = at(l, 1) == '"' ? DOCK_TOK_STRING : DOCK_TOK_CHAR;
		return quoted_length(l, 1);
	}
	if (is_name_start(c)) {
		*kind = DOCK_TOK_NAME;
		while (is_name(at(l, n)))
			n++;
		return n;
	}
	if (isdigit(c) || (c == '.' && isdigit(at(l, 1)))) {
		*kind = DOCK_TOK_NUMBER;
		return number_length(l);
	}
	*kind = DOCK_TOK_PUNCT;
	return punct_length(l);
}

static int add_token(struct lexer *l, enum dock_tok_kind kind, size_t len)
{
	struct dock_lexed *out = l->out;
	struct dock_tok *t;

	if (out->nr == l->room) {
		unsigned int room = l->room ? 2 * l->room : 256;
		struct dock_tok *more = realloc(out->toks, room * sizeof(*more));

		if (!more)
			return -1;
		out->toks = more;
		l->room = room;
	}
	t = &out->toks[out->nr++];
	*t = (struct dock_tok){
		.text = l->p,
		.len = (unsigned int)len,
		.line = l->line,
		.file = l->file,
		.kind = (unsigned char)kind,
		.flags = l->flags,
	};
	if (kind == DOCK_TOK_NAME)
		t->hash = dock_tok_hash(l->p, len);
	return 0;
}

static int lex_all(struct lexer *l)
{
	l->flags = DOCK_TOK_FIRST | DOCK_TOK_COLUMN0;
	for (;;) {
		enum dock_tok_kind kind;
		size_t len;

		skip_space(l);
		if (l->p == l->end)
			break;
		len = token_length(l, &kind);
		if (add_token(l, kind, len))
			return -1;
		step(l, len);
		l->flags = 0;
	}
	l->flags = DOCK_TOK_FIRST;
	if (add_token(l, DOCK_TOK_END, 0))
		return -1;
	l->out->nr--;
	return 0;
}

int dock_lex(const char *bytes, size_t len, unsigned short file, struct dock_lexed *out)
{
	unsigned int *splices = malloc((len / 2 + 1) * sizeof(*splices));
	struct lexer l = {.line = 1, .file = file, .out = out};
	size_t text_len = 0;
	int err = -1;

	memset(out, 0, sizeof(*out));
	out->text = malloc(len + 1);
	if (splices && out->text) {
		unsigned int nr = join_lines(bytes, len, out->text, &text_len, splices);

		out->text[text_len] = '\0';
		l.start = l.p = out->text;
		l.end = out->text + text_len;
		l.splices = splices;
		l.last_splice = splices + nr;
		err = lex_all(&l);
	}
	free(splices);
	if (err)
		dock_lexed_free(out);
	return err;
}

void dock_lexed_free(struct dock_lexed *l)
{
	free(l->text);
	free(l->toks);
	memset(l, 0, sizeof(*l));
}
