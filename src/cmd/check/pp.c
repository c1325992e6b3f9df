// SPDX-License-Identifier: MIT
/* The preprocessor's streams of tokens: see pp.h. */
#include "cmd/check/pp.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES 65536

static void keep(struct dock_pp *pp, void *p)
{
	if (pp->nr_pieces == pp->room_pieces) {
		pp->room_pieces = pp->room_pieces ? 2 * pp->room_pieces : 64;
		pp->pieces = dock_need(
			realloc(pp->pieces, pp->room_pieces * sizeof(pp->pieces[0])));
	}
	pp->pieces[pp->nr_pieces++] = p;
}

void *dock_pp_alloc(struct dock_pp *pp, size_t size)
{
	char *p;

	size = (size + 15) & ~15UL;
	if (size > CHUNK_BYTES / 4) {
		p = dock_need(malloc(size));
		keep(pp, p);
		return p;
	}
	if (size > pp->chunk_left) {
		pp->chunk = dock_need(malloc(CHUNK_BYTES));
		pp->chunk_left = CHUNK_BYTES;
		keep(pp, pp->chunk);
	}
	p = pp->chunk;
	pp->chunk += size;
	pp->chunk_left -= size;
	return p;
}

void dock_pp_push(struct dock_pp *pp, const struct dock_pp_frame *frame)
{
	struct dock_pp_frame *f = dock_need(malloc(sizeof(*f)));

	*f = *frame;
	f->below = pp->frame;
	pp->frame = f;
	if (f->macro)
		f->macro->busy = 1;
}

static void pop(struct dock_pp *pp)
{
	struct dock_pp_frame *f = pp->frame;

	pp->frame = f->below;
	if (f->macro)
		f->macro->busy = 0;
	if (f->file)
		pp->includes--;
	free(f->conds);
	free(f);
}

int dock_pp_is_active(const struct dock_pp_frame *f)
{
	return !f->nr_conds || f->conds[f->nr_conds - 1].active;
}

/* A directive at the frame's place: take its whole line. */
static int take_directive(struct dock_pp *pp, struct dock_pp_frame *f)
{
	const struct dock_tok *t = &f->toks[f->i];
	unsigned int end = f->i + 1;

	if (!f->file || !(t->flags & DOCK_TOK_FIRST) || t->kind != DOCK_TOK_PUNCT ||
	    !dock_tok_is(t, "#"))
		return 0;
	while (end < f->nr && !(f->toks[end].flags & DOCK_TOK_FIRST))
		end++;
	t++;
	f->i = end;
	dock_pp_directive(pp, t, (unsigned int)(f->toks + end - t));
	return 1;
}

static const struct dock_tok the_end = {.kind = DOCK_TOK_END, .text = ""};

struct dock_tok dock_pp_next_raw(struct dock_pp *pp)
{
	if (pp->has_ahead) {
		pp->has_ahead = 0;
		return pp->ahead;
	}
	while (pp->frame) {
		struct dock_pp_frame *f = pp->frame;

		if (f->i == f->nr || pp->spent > DOCK_PP_MAX_TOKENS) {
			if (f->is_wall)
				return the_end;
			pop(pp);
		} else if (take_directive(pp, f)) {
			continue;
		} else if (!dock_pp_is_active(f)) {
			f->i++;
		} else {
			struct dock_tok t = f->toks[f->i++];

			if (f->nr_conds && f->conds[f->nr_conds - 1].open)
				t.flags |= DOCK_TOK_OPEN;
			pp->spent++;
			return t;
		}
	}
	return the_end;
}

void dock_pp_unread(struct dock_pp *pp, struct dock_tok t)
{
	if (t.kind == DOCK_TOK_END)
		return;
	pp->ahead = t;
	pp->has_ahead = 1;
}

struct dock_tok dock_pp_next(struct dock_pp *pp)
{
	for (;;) {
		struct dock_tok t = dock_pp_next_raw(pp);
		struct dock_pp_macro *m;

		if (t.kind != DOCK_TOK_NAME || (t.flags & DOCK_TOK_FIXED))
			return t;
		m = dock_pp_find(pp, &t);
		if (!m)
			return t;
		if (m->busy) {
			t.flags |= DOCK_TOK_FIXED;
			return t;
		}
		if (!dock_pp_replace(pp, m, t))
			return t;
	}
}

struct dock_tok *dock_pp_expand(struct dock_pp *pp, const struct dock_tok *toks,
				unsigned int nr, unsigned int *nr_out)
{
	struct dock_tok *out = NULL, *kept;
	unsigned int n = 0, room = 0;

	dock_pp_push(pp, &(struct dock_pp_frame){.toks = toks, .nr = nr, .is_wall = 1});
	for (;;) {
		struct dock_tok t = dock_pp_next(pp);

		if (t.kind == DOCK_TOK_END)
			break;
		if (n == room) {
			room = room ? 2 * room : 16;
			out = dock_need(realloc(out, room * sizeof(*out)));
		}
		out[n++] = t;
	}
	pop(pp);
	kept = dock_pp_alloc(pp, n * sizeof(*kept) + 1);
	if (n)
		memcpy(kept, out, n * sizeof(*kept));
	free(out);
	*nr_out = n;
	return kept;
}

static void emit(struct dock_pp *pp, struct dock_tok t)
{
	if (pp->nr_out + 1 >= pp->room_out) {
		pp->room_out = pp->room_out ? 2 * pp->room_out : 4096;
		pp->out = dock_need(realloc(pp->out, pp->room_out * sizeof(pp->out[0])));
	}
	pp->out[pp->nr_out++] = t;
	pp->out[pp->nr_out] = the_end;
}

void dock_pp_read(struct dock_pp *pp, struct dock_source_file *f)
{
	pp->includes++;
	dock_pp_push(pp, &(struct dock_pp_frame){
				 .toks = f->lexed.toks, .nr = f->lexed.nr, .file = f});
	for (;;) {
		struct dock_tok t = dock_pp_next(pp);

		if (t.kind == DOCK_TOK_END)
			break;
		emit(pp, t);
	}
	if (!pp->out) {
		emit(pp, the_end);
		pp->nr_out = 0;
	}
}

/* A definition has the form of a directive's line: NAME VALUE. */
void dock_pp_define(struct dock_pp *pp, const char *definition)
{
	size_t len = strlen(definition), name = strcspn(definition, "=");
	char *line = dock_pp_alloc(pp, len + 3);
	struct dock_lexed lexed;

	memcpy(line, definition, name);
	line[name] = ' ';
	strcpy(line + name + 1, definition[name] ? definition + name + 1 : "1");
	if (dock_lex(line, strlen(line), 0, &lexed))
		dock_need(NULL);
	keep(pp, lexed.text);
	keep(pp, lexed.toks);
	if (lexed.nr && lexed.toks[0].kind == DOCK_TOK_NAME)
		dock_pp_set_macro(pp, lexed.toks, lexed.nr);
}

void dock_pp_free(struct dock_pp *pp)
{
	while (pp->frame)
		pop(pp);
	for (unsigned int i = 0; i < pp->nr_pieces; i++)
		free(pp->pieces[i]);
	free(pp->pieces);
	free(pp->out);
	dock_names_free(&pp->macros);
	memset(pp, 0, sizeof(*pp));
}
