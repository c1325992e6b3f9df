// SPDX-License-Identifier: MIT
/* Macros: their definitions and what replaces them. See pp.h. */
#include "cmd/check/pp.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 100 /* of arguments within arguments */

struct arg {
	struct dock_tok *toks; /* as written */
	unsigned int nr;
	struct dock_tok *full; /* expanded, when first asked for */
	unsigned int nr_full;
	int is_expanded;
};

struct list {
	struct dock_tok *toks;
	unsigned int nr, room;
};

static void add(struct list *l, struct dock_tok t)
{
	if (l->nr == l->room) {
		l->room = l->room ? 2 * l->room : 16;
		l->toks = dock_need(realloc(l->toks, l->room * sizeof(l->toks[0])));
	}
	l->toks[l->nr++] = t;
}

/* The list's tokens in @pp's own memory; the list is freed. */
static struct dock_tok *settle(struct dock_pp *pp, struct list *l)
{
	struct dock_tok *kept = dock_pp_alloc(pp, l->nr * sizeof(*kept) + 1);

	if (l->nr)
		memcpy(kept, l->toks, l->nr * sizeof(*kept));
	free(l->toks);
	l->toks = NULL;
	return kept;
}

static int is_punct(const struct dock_tok *t, const char *text)
{
	return t->kind == DOCK_TOK_PUNCT && dock_tok_is(t, text);
}

struct dock_pp_macro *dock_pp_find(const struct dock_pp *pp, const struct dock_tok *name)
{
	struct dock_pp_macro *m = dock_names_of(&pp->macros, name);

	return m && !m->is_undefined ? m : NULL;
}

/* --- definitions --- */

/* NAME(a, b, rest...): the number of tokens up to ')', which is included. */
static unsigned int read_params(struct dock_pp *pp, struct dock_pp_macro *m,
				const struct dock_tok *line, unsigned int nr)
{
	struct list params = {NULL};
	unsigned int i = 2;

	for (; i < nr && !is_punct(&line[i], ")"); i++) {
		if (line[i].kind == DOCK_TOK_NAME) {
			add(&params, line[i]);
		} else if (is_punct(&line[i], "...")) {
			m->is_variadic = 1;
			if (is_punct(&line[i - 1], ",") || is_punct(&line[i - 1], "(")) {
				struct dock_tok t = line[i];

				t.kind = DOCK_TOK_NAME;
				t.text = "__VA_ARGS__";
				t.len = 11;
				t.hash = dock_tok_hash(t.text, t.len);
				add(&params, t);
			}
		}
	}
	m->nr_params = params.nr;
	m->params = settle(pp, &params);
	return i < nr ? i + 1 : nr;
}

void dock_pp_set_macro(struct dock_pp *pp, const struct dock_tok *line, unsigned int nr)
{
	struct dock_pp_macro *m = dock_pp_alloc(pp, sizeof(*m));
	unsigned int skip = 1;

	memset(m, 0, sizeof(*m));
	m->name = line;
	if (nr > 1 && is_punct(&line[1], "(") && !(line[1].flags & DOCK_TOK_SPACE)) {
		m->is_function = 1;
		skip = read_params(pp, m, line, nr);
	}
	m->body = line + skip;
	m->nr_body = nr - skip;
	dock_names_put(&pp->macros, line->text, line->len, line->hash, m);
}

/* --- arguments --- */

/* Of too many arguments the last one gets all that is left. */
static int take_args(struct dock_pp *pp, const struct dock_pp_macro *m, struct arg *args)
{
	struct list l = {NULL};
	unsigned int n = 0;
	int depth = 1;

	for (;;) {
		struct dock_tok t = dock_pp_next_raw(pp);

		if (t.kind == DOCK_TOK_END) {
			free(l.toks);
			return 0;
		}
		if (is_punct(&t, "("))
			depth++;
		if (is_punct(&t, ")") && !--depth)
			break;
		if (depth == 1 && is_punct(&t, ",") && n + 1 < m->nr_params) {
			args[n].nr = l.nr;
			args[n++].toks = settle(pp, &l);
			l = (struct list){NULL};
		} else {
			t.flags &=
				(unsigned char)~DOCK_TOK_FIRST; /* of no line any more */
			add(&l, t);
		}
	}
	args[n].nr = l.nr;
	args[n].toks = settle(pp, &l);
	return 1;
}

static int param_index(const struct dock_pp_macro *m, const struct dock_tok *t)
{
	for (unsigned int i = 0; t->kind == DOCK_TOK_NAME && i < m->nr_params; i++)
		if (m->params[i].hash == t->hash && m->params[i].len == t->len &&
		    !memcmp(m->params[i].text, t->text, t->len))
			return (int)i;
	return -1;
}

static void add_expanded(struct dock_pp *pp, struct list *out, struct arg *a)
{
	if (!a->is_expanded) {
		a->is_expanded = 1;
		if (++pp->depth < MAX_DEPTH) {
			a->full = dock_pp_expand(pp, a->toks, a->nr, &a->nr_full);
		} else {
			a->full = a->toks;
			a->nr_full = a->nr;
		}
		pp->depth--;
	}
	for (unsigned int i = 0; i < a->nr_full; i++)
		add(out, a->full[i]);
}

/* --- ## --- */

static void paste(struct dock_pp *pp, struct list *out, const struct dock_tok *right)
{
	struct dock_tok *left = &out->toks[out->nr - 1];
	char *text = dock_pp_alloc(pp, left->len + right->len + 1);

	memcpy(text, left->text, left->len);
	memcpy(text + left->len, right->text, right->len);
	left->text = text;
	left->len += right->len;
	if (left->kind == DOCK_TOK_NAME)
		left->hash = dock_tok_hash(text, left->len);
	left->flags &= (unsigned char)~DOCK_TOK_FIXED;
}

/* What stands right of a ##: @toks, perhaps nothing, joined to what was put out. */
static void join(struct dock_pp *pp, struct list *out, const struct dock_tok *toks,
		 unsigned int nr, int is_rest)
{
	int after_comma = out->nr && is_punct(&out->toks[out->nr - 1], ",");

	if (after_comma && is_rest && !nr) {
		out->nr--; /* GNU's ", ## rest" */
		return;
	}
	if (!nr)
		return;
	if (!out->nr || after_comma)
		add(out, toks[0]);
	else
		paste(pp, out, &toks[0]);
	for (unsigned int i = 1; i < nr; i++)
		add(out, toks[i]);
}

static void substitute(struct dock_pp *pp, const struct dock_pp_macro *m,
		       struct arg *args, struct list *out)
{
	const struct dock_tok *b = m->body;

	for (unsigned int i = 0; i < m->nr_body; i++) {
		int p = param_index(m, &b[i]);
		int before = i > 0 && is_punct(&b[i - 1], "##");
		int after = i + 1 < m->nr_body && is_punct(&b[i + 1], "##");
		int is_rest = m->is_variadic && p + 1 == (int)m->nr_params;

		if (is_punct(&b[i], "##") && i) {
			continue;
		} else if (m->is_function && is_punct(&b[i], "#") && i + 1 < m->nr_body) {
			struct dock_tok t = b[i];

			t.kind = DOCK_TOK_STRING;
			t.text = "\"\"";
			t.len = 2;
			add(out, t);
			i++;
		} else if (p >= 0 && before) {
			join(pp, out, args[p].toks, args[p].nr, is_rest);
		} else if (p >= 0 && after) {
			for (unsigned int k = 0; k < args[p].nr; k++)
				add(out, args[p].toks[k]);
			/* An empty left side: the right one stands alone, and is
			 * not joined to what came before. */
			if (!args[p].nr && i + 2 < m->nr_body &&
			    param_index(m, &b[i + 2]) < 0) {
				add(out, b[i + 2]);
				i += 2;
			}
		} else if (p >= 0) {
			add_expanded(pp, out, &args[p]);
		} else if (before) {
			join(pp, out, &b[i], 1, 0);
		} else {
			add(out, b[i]);
		}
	}
}

int dock_pp_replace(struct dock_pp *pp, struct dock_pp_macro *m, struct dock_tok name)
{
	struct list out = {NULL};
	struct dock_pp_frame frame = {.macro = m};

	if (m->is_function) {
		size_t size = (m->nr_params + 1) * sizeof(struct arg);
		struct arg *args = dock_pp_alloc(pp, size);
		struct dock_tok t = dock_pp_next_raw(pp);

		if (!is_punct(&t, "(")) {
			dock_pp_unread(pp, t);
			return 0;
		}
		memset(args, 0, size);
		if (!take_args(pp, m, args))
			return 0;
		substitute(pp, m, args, &out);
	} else {
		substitute(pp, m, NULL, &out);
	}
	frame.nr = out.nr;
	frame.toks = settle(pp, &out);
	dock_pp_push(pp, &frame);
	return 1;
}
