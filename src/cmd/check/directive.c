// SPDX-License-Identifier: MIT
/* Directives of the preprocessor: see pp.h. */
#include "cmd/check/pp.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_INCLUDES 100 /* within each other */

static int is_punct(const struct dock_tok *t, const char *text)
{
	return t->kind == DOCK_TOK_PUNCT && dock_tok_is(t, text);
}

/* --- #include --- */

/* <NAME>: what was written between the brackets. */
static int bracket_name(const struct dock_tok *t, unsigned int nr, char *name,
			size_t size)
{
	size_t n = 0;

	for (unsigned int i = 1; i < nr && !is_punct(&t[i], ">"); i++) {
		if (n + t[i].len + 1 > size)
			return 0;
		memcpy(name + n, t[i].text, t[i].len);
		n += t[i].len;
	}
	name[n] = '\0';
	return n > 0;
}

static int header_name(const struct dock_tok *t, unsigned int nr, char *name, size_t size)
{
	if (!nr)
		return 0;
	if (is_punct(t, "<"))
		return bracket_name(t, nr, name, size);
	if (t->kind != DOCK_TOK_STRING || t->len < 3 || t->len - 1 > size ||
	    *t->text != '"')
		return 0;
	memcpy(name, t->text + 1, t->len - 2);
	name[t->len - 2] = '\0';
	return 1;
}

static int is_guarded(const struct dock_pp *pp, const struct dock_source_file *f)
{
	return f->guard && dock_pp_find(pp, f->guard);
}

static void include(struct dock_pp *pp, const struct dock_tok *line, unsigned int nr)
{
	const struct dock_source_file *from = pp->frame->file;
	struct dock_source_file *f;
	char name[PATH_MAX];

	if (nr && line->kind == DOCK_TOK_NAME)
		line = dock_pp_expand(pp, line, nr, &nr);
	if (!header_name(line, nr, name, sizeof(name)))
		return;
	f = dock_source_include(pp->sources, from, name, line->kind == DOCK_TOK_STRING);
	if (!f || (f->is_refused && from->is_driver)) {
		if (from->is_driver) {
			/* The kernel's own headers define nothing that a driver
			 * has conditions about; a generated one may. */
			pp->is_uncertain |= !strchr(name, '/');
			if (pp->missing)
				pp->missing(pp->ctx, from, line, name);
		}
		return;
	}
	if (is_guarded(pp, f) || pp->includes >= MAX_INCLUDES)
		return;
	pp->includes++;
	dock_pp_push(pp, &(struct dock_pp_frame){
				 .toks = f->lexed.toks, .nr = f->lexed.nr, .file = f});
}

/* --- conditions --- */

enum dock_pp_answer dock_pp_is_defined(const struct dock_pp *pp,
				       const struct dock_tok *name)
{
	static const char config[] = "CONFIG_";
	struct dock_pp_macro *m = dock_names_of(&pp->macros, name);
	size_t n = sizeof(config) - 1;

	if (m)
		return m->is_undefined ? DOCK_PP_NO : DOCK_PP_YES;
	if (pp->open_macros && dock_names_of(pp->open_macros, name))
		return DOCK_PP_UNKNOWN;
	/* No header but autoconf.h says what is configured, none what the
	 * compiler and the processor are. */
	if ((name->len > n && !memcmp(name->text, config, n)) ||
	    (name->len > 2 && !memcmp(name->text, "__", 2)))
		return DOCK_PP_NO;
	return pp->is_uncertain ? DOCK_PP_UNKNOWN : DOCK_PP_NO;
}

static void begin_if(struct dock_pp *pp, enum dock_pp_answer answer)
{
	struct dock_pp_frame *f = pp->frame;
	int outer = dock_pp_is_active(f);
	struct dock_pp_cond *c;

	if (f->nr_conds == f->room_conds) {
		f->room_conds = f->room_conds ? 2 * f->room_conds : 8;
		f->conds =
			dock_need(realloc(f->conds, f->room_conds * sizeof(f->conds[0])));
	}
	c = &f->conds[f->nr_conds++];
	*c = (struct dock_pp_cond){
		.outer = (unsigned char)outer,
		.active = outer && answer != DOCK_PP_NO,
		.taken = answer == DOCK_PP_YES,
		.open = answer == DOCK_PP_UNKNOWN || (f->nr_conds > 1 && c[-1].open),
	};
}

static void next_side(struct dock_pp_cond *c, enum dock_pp_answer answer)
{
	c->active = c->outer && !c->taken && answer != DOCK_PP_NO;
	c->taken |= answer == DOCK_PP_YES;
	c->open |= answer == DOCK_PP_UNKNOWN;
}

/* 1: the word is one of a condition. */
static int conditional(struct dock_pp *pp, const struct dock_tok *word,
		       const struct dock_tok *rest, unsigned int nr)
{
	struct dock_pp_frame *f = pp->frame;
	struct dock_pp_cond *c = f->nr_conds ? &f->conds[f->nr_conds - 1] : NULL;
	enum dock_pp_answer answer = DOCK_PP_NO;
	int read = dock_pp_is_active(f);

	if (dock_tok_is(word, "ifdef") || dock_tok_is(word, "ifndef")) {
		if (read && nr && rest->kind == DOCK_TOK_NAME)
			answer = dock_pp_is_defined(pp, rest);
		if (dock_tok_is(word, "ifndef") && answer != DOCK_PP_UNKNOWN)
			answer = answer == DOCK_PP_YES ? DOCK_PP_NO : DOCK_PP_YES;
		begin_if(pp, answer);
	} else if (dock_tok_is(word, "if")) {
		begin_if(pp, read ? dock_pp_condition(pp, rest, nr) : DOCK_PP_NO);
	} else if (c && dock_tok_is(word, "elif")) {
		next_side(c, c->outer && !c->taken ? dock_pp_condition(pp, rest, nr)
						   : DOCK_PP_NO);
	} else if (c && dock_tok_is(word, "else")) {
		next_side(c, DOCK_PP_YES);
	} else if (c && dock_tok_is(word, "endif")) {
		f->nr_conds--;
	} else {
		return 0;
	}
	return 1;
}

/* --- all of them --- */

static void undefine(struct dock_pp *pp, const struct dock_tok *name)
{
	struct dock_pp_macro *m = dock_pp_alloc(pp, sizeof(*m));

	memset(m, 0, sizeof(*m));
	m->name = name;
	m->is_undefined = 1;
	dock_names_put(&pp->macros, name->text, name->len, name->hash, m);
}

static void refuse(const struct dock_pp_frame *f)
{
	if (!f->file->is_driver && !(f->nr_conds && f->conds[f->nr_conds - 1].open))
		f->file->is_refused = 1;
}

void dock_pp_directive(struct dock_pp *pp, const struct dock_tok *line, unsigned int nr)
{
	int has_name = nr > 1 && line[1].kind == DOCK_TOK_NAME;

	if (!nr || line->kind != DOCK_TOK_NAME)
		return;
	if (conditional(pp, line, line + 1, nr - 1) || !dock_pp_is_active(pp->frame))
		return;
	if (dock_tok_is(line, "include"))
		include(pp, line + 1, nr - 1);
	else if (dock_tok_is(line, "define") && has_name)
		dock_pp_set_macro(pp, line + 1, nr - 1);
	else if (dock_tok_is(line, "undef") && has_name)
		undefine(pp, &line[1]);
	else if (dock_tok_is(line, "error"))
		refuse(pp->frame);
}
