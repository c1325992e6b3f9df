// SPDX-License-Identifier: MIT
/* Names and something about each: see names.h. */
#include "cmd/check/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *dock_need(void *p)
{
	if (!p) {
		fputs("drydock: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

static struct dock_name *find(const struct dock_names *n, const char *text,
			      unsigned int len, unsigned int hash)
{
	unsigned int i = hash & (n->room - 1);

	while (n->slots[i].text && (n->slots[i].hash != hash || n->slots[i].len != len ||
				    memcmp(n->slots[i].text, text, len)))
		i = (i + 1) & (n->room - 1);
	return &n->slots[i];
}

static void grow(struct dock_names *n)
{
	struct dock_names old = *n;

	n->room = old.room ? 2 * old.room : 256;
	n->slots = dock_need(calloc(n->room, sizeof(*n->slots)));
	for (unsigned int i = 0; i < old.room; i++)
		if (old.slots[i].text)
			*find(n, old.slots[i].text, old.slots[i].len, old.slots[i].hash) =
				old.slots[i];
	free(old.slots);
}

void *dock_names_get(const struct dock_names *n, const char *text, unsigned int len,
		     unsigned int hash)
{
	return n->room ? find(n, text, len, hash)->value : NULL;
}

void dock_names_put(struct dock_names *n, const char *text, unsigned int len,
		    unsigned int hash, void *value)
{
	struct dock_name *s;

	if (2 * (n->nr + 1) > n->room)
		grow(n);
	s = find(n, text, len, hash);
	if (!s->text)
		n->nr++;
	*s = (struct dock_name){text, len, hash, value};
}

void dock_names_free(struct dock_names *n)
{
	free(n->slots);
	memset(n, 0, sizeof(*n));
}
