/* SPDX-License-Identifier: MIT */
/* Names of a source and something about each: a hash table. Texts and values
 * are the caller's and must live as long as the table. */
#ifndef DOCK_CMD_CHECK_NAMES_H
#define DOCK_CMD_CHECK_NAMES_H

#include "cmd/check/lex.h"

struct dock_name {
	const char *text; /* NULL: an empty slot */
	unsigned int len, hash;
	void *value;
};

struct dock_names {
	struct dock_name *slots;
	unsigned int room, nr; /* room is a power of two */
};

/* What is kept of that name, or NULL. */
void *dock_names_get(const struct dock_names *n, const char *text, unsigned int len,
		     unsigned int hash);
/* Keep @value of that name, instead of what was kept. Ends the program with
 * status 2 where there is no memory. */
void dock_names_put(struct dock_names *n, const char *text, unsigned int len,
		    unsigned int hash, void *value);
void dock_names_free(struct dock_names *n);

static inline void *dock_names_of(const struct dock_names *n, const struct dock_tok *t)
{
	return dock_names_get(n, t->text, t->len, t->hash);
}

/* malloc() and its kin that end the program with one line and status 2. */
void *dock_need(void *p);

#endif
