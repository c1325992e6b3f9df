// SPDX-License-Identifier: MIT
/*
 * The expressions of #if. A value may be unknown; what does not depend on such
 * a one is known all the same (0 && UNKNOWN is 0).
 */
#include "cmd/check/pp.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 200

struct value {
	long v;
	int known;
};

struct parser {
	struct dock_pp *pp;
	const struct dock_tok *t, *end;
	int depth, failed;
};

static const struct value unknown = {0, 0};

static struct value known(long v)
{
	return (struct value){v, 1};
}

static int see(const struct parser *p, const char *punct)
{
	return p->t < p->end && p->t->kind == DOCK_TOK_PUNCT && dock_tok_is(p->t, punct);
}

static int take(struct parser *p, const char *punct)
{
	if (!see(p, punct))
		return 0;
	p->t++;
	return 1;
}

static struct value ternary(struct parser *p);

static struct value number(const struct dock_tok *t)
{
	char text[64];

	if (t->len >= sizeof(text))
		return unknown;
	memcpy(text, t->text, t->len);
	text[t->len] = '\0';
	if (!strncmp(text, "0b", 2) || !strncmp(text, "0B", 2))
		return known((long)strtoul(text + 2, NULL, 2));
	return known((long)strtoul(text, NULL, 0));
}

static void skip_parens(struct parser *p)
{
	int depth = 0;

	do {
		depth += see(p, "(");
		depth -= see(p, ")");
		p->t++;
	} while (p->t < p->end && depth > 0);
}

/* A name that no macro replaced: 0, as in C, if nothing is missing. */
static struct value name(struct parser *p)
{
	const struct dock_tok *t = p->t++;

	if (see(p, "(")) {
		skip_parens(p);
		return unknown;
	}
	return dock_pp_is_defined(p->pp, t) == DOCK_PP_NO ? known(0) : unknown;
}

static struct value primary(struct parser *p)
{
	struct value v;

	if (p->t >= p->end || p->depth > MAX_DEPTH) {
		p->failed = 1;
		p->t = p->end;
		return unknown;
	}
	if (take(p, "(")) {
		p->depth++;
		v = ternary(p);
		p->depth--;
		if (!take(p, ")"))
			p->failed = 1;
		return v;
	}
	if (p->t->kind == DOCK_TOK_NUMBER)
		return number(p->t++);
	if (p->t->kind == DOCK_TOK_NAME)
		return name(p);
	if (p->t->kind == DOCK_TOK_CHAR && p->t->len == 3)
		return known((unsigned char)(p->t++)->text[1]);
	p->t++;
	p->failed = 1;
	return unknown;
}

static struct value unary(struct parser *p)
{
	struct value v;

	if (++p->depth > MAX_DEPTH) {
		p->depth--;
		p->failed = 1;
		p->t = p->end;
		return unknown;
	}
	if (take(p, "!")) {
		v = unary(p);
		v.v = !v.v;
	} else if (take(p, "-")) {
		v = unary(p);
		v.v = (long)(0UL - (unsigned long)v.v);
	} else if (take(p, "~")) {
		v = unary(p);
		v.v = ~v.v;
	} else if (take(p, "+")) {
		v = unary(p);
	} else {
		v = primary(p);
	}
	p->depth--;
	return v;
}

static const struct {
	const char *text;
	int level;
} binary_operators[] = {
	{"||", 1}, {"&&", 2}, {"|", 3},	 {"^", 4},  {"&", 5},  {"==", 6},
	{"!=", 6}, {"<=", 7}, {">=", 7}, {"<<", 8}, {">>", 8}, {"<", 7},
	{">", 7},  {"+", 9},  {"-", 9},	 {"*", 10}, {"/", 10}, {"%", 10},
};

static long shift(unsigned long a, unsigned long n, int left)
{
	if (n > 63)
		return 0;
	return (long)(left ? a << n : a >> n);
}

static long calculate(const char *op, long a, long b)
{
	unsigned long ua = (unsigned long)a, ub = (unsigned long)b;

	switch (op[0]) {
	case '=':
		return a == b;
	case '!':
		return a != b;
	case '<':
		return op[1] == '<' ? shift(ua, ub, 1) : op[1] ? a <= b : a < b;
	case '>':
		return op[1] == '>' ? shift(ua, ub, 0) : op[1] ? a >= b : a > b;
	case '+':
		return (long)(ua + ub);
	case '-':
		return (long)(ua - ub);
	case '*':
		return (long)(ua * ub);
	case '/':
		return (long)(ub ? ua / ub : 0);
	case '%':
		return (long)(ub ? ua % ub : 0);
	case '^':
		return a ^ b;
	case '&':
		return a & b;
	default:
		return a | b;
	}
}

static struct value logical(const char *op, struct value a, struct value b)
{
	int decides = op[0] == '|'; /* the value that needs no second one */

	if ((a.known && !!a.v == decides) || (b.known && !!b.v == decides))
		return known(decides);
	return a.known && b.known ? known(!decides) : unknown;
}

static struct value binary(struct parser *p, int level)
{
	struct value a = unary(p);

	for (;;) {
		const char *op = NULL;
		struct value b;
		int its = 0;

		for (size_t i = 0;
		     i < sizeof(binary_operators) / sizeof(binary_operators[0]); i++)
			if (see(p, binary_operators[i].text)) {
				op = binary_operators[i].text;
				its = binary_operators[i].level;
			}
		if (!op || its < level)
			return a;
		p->t++;
		b = binary(p, its + 1);
		if (its <= 2)
			a = logical(op, a, b);
		else
			a = a.known && b.known ? known(calculate(op, a.v, b.v)) : unknown;
	}
}

static struct value ternary(struct parser *p)
{
	struct value c = binary(p, 1), a, b;

	if (!take(p, "?"))
		return c;
	p->depth++;
	a = ternary(p);
	if (!take(p, ":"))
		p->failed = 1;
	b = ternary(p);
	p->depth--;
	return !c.known ? unknown : c.v ? a : b;
}

/* defined X, defined(X), __has_include(<x>) and their kin have no expansion:
 * they become a number, or a call of nothing, which is unknown. */
static unsigned int replace_questions(struct dock_pp *pp, const struct dock_tok *toks,
				      unsigned int nr, struct dock_tok *out)
{
	static const char *const numbers[] = {[DOCK_PP_NO] = "0", [DOCK_PP_YES] = "1"};
	unsigned int n = 0;

	for (unsigned int i = 0; i < nr; i++) {
		unsigned int k = i + 1;
		enum dock_pp_answer answer;

		out[n++] = toks[i];
		if (toks[i].kind != DOCK_TOK_NAME || !dock_tok_is(&toks[i], "defined"))
			continue;
		if (k < nr && dock_tok_is(&toks[k], "("))
			k++;
		if (k >= nr || toks[k].kind != DOCK_TOK_NAME)
			continue;
		answer = dock_pp_is_defined(pp, &toks[k]);
		if (answer == DOCK_PP_UNKNOWN) {
			out[n] = out[n + 1] = toks[i];
			out[n].kind = out[n + 1].kind = DOCK_TOK_PUNCT;
			out[n].len = out[n + 1].len = 1;
			out[n].text = "(";
			out[n + 1].text = ")";
			n += 2;
		} else {
			out[n - 1].kind = DOCK_TOK_NUMBER;
			out[n - 1].text = numbers[answer];
			out[n - 1].len = 1;
		}
		i = k + (k > i + 1);
	}
	return n;
}

enum dock_pp_answer dock_pp_condition(struct dock_pp *pp, const struct dock_tok *toks,
				      unsigned int nr)
{
	struct dock_tok *own = dock_pp_alloc(pp, (3 * (size_t)nr + 4) * sizeof(*own));
	struct parser p = {.pp = pp};
	struct value v;

	nr = replace_questions(pp, toks, nr, own);
	p.t = dock_pp_expand(pp, own, nr, &nr);
	p.end = p.t + nr;
	v = ternary(&p);
	if (p.failed || p.t < p.end || !v.known)
		return DOCK_PP_UNKNOWN;
	return v.v ? DOCK_PP_YES : DOCK_PP_NO;
}
