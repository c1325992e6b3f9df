/* SPDX-License-Identifier: MIT */
/*
 * A small preprocessor: one source file with all that it includes becomes one
 * stream of tokens, each of which knows where it was written.
 *
 * It differs from a compiler's in that nothing ends it. A header that is not
 * there is told and passed over; from then on a macro that is not known may
 * have come from it, so conditions that ask for one have no answer, and of such
 * an #if all sides are read.
 */
#ifndef DOCK_CMD_CHECK_PP_H
#define DOCK_CMD_CHECK_PP_H

#include "cmd/check/names.h"
#include "cmd/check/source.h"

#define DOCK_PP_MAX_TOKENS 2000000 /* of one stream: macros can grow without end */

struct dock_pp_macro {
	const struct dock_tok *name;
	const struct dock_tok *body;
	unsigned int nr_body;
	struct dock_tok *params;
	unsigned int nr_params;
	unsigned char is_function, is_variadic, busy, is_undefined;
};

struct dock_pp_cond {
	unsigned char active; /* this side is read */
	unsigned char taken;  /* a side was certainly read: no other one is */
	unsigned char outer;  /* what is around it is read */
	unsigned char open;   /* nobody knows which side is the right one */
};

struct dock_pp_frame;

struct dock_pp {
	struct dock_sources *sources;
	const struct dock_names *open_macros; /* perhaps given to the compiler; or NULL */
	/* A header that is not there: @at is its name in the source. */
	void (*missing)(void *ctx, const struct dock_source_file *from,
			const struct dock_tok *at, const char *name);
	void *ctx;

	struct dock_names macros;
	struct dock_tok *out; /* the stream; ends with DOCK_TOK_END */
	unsigned int nr_out;

	/* The rest is pp.c's, directive.c's and macro.c's. */
	struct dock_pp_frame *frame;
	struct dock_tok ahead;
	int has_ahead, is_uncertain, depth, includes;
	unsigned int room_out;
	unsigned long spent;
	void **pieces; /* what was allocated, to be freed at the end */
	unsigned int nr_pieces, room_pieces;
	char *chunk;
	size_t chunk_left;
};

/* Before anything: "NAME" or "NAME=VALUE", as -D gives it. */
void dock_pp_define(struct dock_pp *pp, const char *definition);
/* Read the file @f and what it includes; may be called again for more. */
void dock_pp_read(struct dock_pp *pp, struct dock_source_file *f);
void dock_pp_free(struct dock_pp *pp);

/* --- between pp.c, directive.c and macro.c --- */

struct dock_pp_frame {
	struct dock_pp_frame *below;
	const struct dock_tok *toks;
	unsigned int i, nr;
	struct dock_pp_macro
		*macro; /* whose expansion this is; NULL: a file or an argument */
	struct dock_source_file *file; /* or NULL */
	int is_wall;		       /* its end is the end: nothing below is read */
	struct dock_pp_cond *conds;    /* of a file */
	unsigned int nr_conds, room_conds;
};

void *dock_pp_alloc(struct dock_pp *pp, size_t size);
void dock_pp_push(struct dock_pp *pp, const struct dock_pp_frame *frame);
struct dock_tok dock_pp_next_raw(struct dock_pp *pp);
struct dock_tok dock_pp_next(struct dock_pp *pp); /* macros expanded */
void dock_pp_unread(struct dock_pp *pp, struct dock_tok t);
/* @nr tokens, expanded by themselves; the result is @pp's. */
struct dock_tok *dock_pp_expand(struct dock_pp *pp, const struct dock_tok *toks,
				unsigned int nr, unsigned int *nr_out);
/* The line of a directive behind its #, @nr tokens; in a file frame. */
void dock_pp_directive(struct dock_pp *pp, const struct dock_tok *line, unsigned int nr);
int dock_pp_is_active(const struct dock_pp_frame *f);
struct dock_pp_macro *dock_pp_find(const struct dock_pp *pp, const struct dock_tok *name);
void dock_pp_set_macro(struct dock_pp *pp, const struct dock_tok *line, unsigned int nr);
/* Replace the macro @m that @name calls; 0: it is not called here. */
int dock_pp_replace(struct dock_pp *pp, struct dock_pp_macro *m, struct dock_tok name);

enum dock_pp_answer { DOCK_PP_NO, DOCK_PP_YES, DOCK_PP_UNKNOWN };
enum dock_pp_answer dock_pp_condition(struct dock_pp *pp, const struct dock_tok *toks,
				      unsigned int nr);
enum dock_pp_answer dock_pp_is_defined(const struct dock_pp *pp,
				       const struct dock_tok *name);

#endif
