/* SPDX-License-Identifier: MIT */
/*
 * What a stream of tokens declares, and what its driver's files use of what is
 * declared nowhere.
 *
 * This is no compiler: a name counts as declared if it stands once where
 * declarations have it. Where the two can be mixed up, nothing is said: a miss
 * is found by the compiler, a false alarm costs trust.
 */
#ifndef DOCK_CMD_CHECK_SCAN_H
#define DOCK_CMD_CHECK_SCAN_H

#include "cmd/check/pp.h"

enum dock_use_kind {
	DOCK_USE_HEADER,
	DOCK_USE_FUNCTION, /* or a macro with arguments */
	DOCK_USE_MACRO,	   /* where an attribute may stand: __devinit */
	DOCK_USE_CONSTANT,
	DOCK_USE_STRUCT,
	DOCK_USE_TYPE,
	DOCK_USE_TAG,  /* a struct behind a pointer: it may stay unknown */
	DOCK_USE_NAME, /* anything else */
};

struct dock_scan {
	const struct dock_sources *sources;
	struct dock_names declared; /* value: the struct dock_source_file */
	struct dock_names tags;	    /* of struct, union and enum; value: the same */
	struct dock_names defined_tags;
	/* Called for each use of what is not declared. */
	void (*use)(void *ctx, enum dock_use_kind kind, const struct dock_tok *t);
	/* Called for each call of what is declared. */
	void (*call)(void *ctx, const struct dock_tok *t);
	/* Called for what a file of the driver declares where all see it. */
	void (*own)(void *ctx, const struct dock_tok *t);
	void (*own_tag)(void *ctx, const struct dock_tok *t);
	void *ctx;
};

/* Read the stream of @pp; names in @s live as long as @pp. */
void dock_scan(struct dock_scan *s, struct dock_pp *pp);
void dock_scan_free(struct dock_scan *s);

#endif
