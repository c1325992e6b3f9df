/* SPDX-License-Identifier: MIT */
/* What a check has found: each missing name once, with its first use, and the
 * nearest thing that exists. */
#ifndef DOCK_CMD_CHECK_FOUND_H
#define DOCK_CMD_CHECK_FOUND_H

#include "cmd/check/scan.h"
#include "core/api.h"

enum dock_found_how {
	DOCK_FOUND_MISSING,
	DOCK_FOUND_ELSEWHERE, /* it exists, in a header that is not included */
	DOCK_FOUND_STUB,      /* it exists and ends the run */
};

struct dock_found {
	enum dock_use_kind kind;
	enum dock_found_how how;
	char *name;
	const char *file; /* of the first use; the sources' */
	int is_needed;	  /* for a struct: not behind pointers alone */
	unsigned int line, uses;
	char *hint;	   /* the nearest thing, or the header that has it; NULL: none */
	const void **seen; /* the places in the source that were counted */
};

struct dock_founds {
	struct dock_found *list;
	int nr, room;
	struct dock_names index[DOCK_USE_NAME + 1]; /* value: its number + 1 */
};

/* All that the headers have. */
struct dock_world {
	struct dock_sources *sources;
	struct dock_pp pp;
	struct dock_scan scan;
	struct dock_names stubs;
	char **headers; /* "linux/mm.h", sorted */
	int nr_headers;
};

/* What there is for drivers of @api. */
void dock_world_read(struct dock_world *w, struct dock_sources *sources,
		     const struct dock_api *api);
/* Tell @pp the version, as the module build tells the compiler. */
void dock_world_define(const struct dock_api *api, struct dock_pp *pp);
void dock_world_free(struct dock_world *w);

/* Count a use of what is missing (or a stub), at @t in the file @file. */
void dock_founds_add(struct dock_founds *f, enum dock_use_kind kind,
		     enum dock_found_how how, const struct dock_tok *t, const char *name,
		     const char *file);

/*
 * dock_founds_finish - forget what the driver itself declares, find hints, sort
 * @own, @own_tags: the names and the structs that the driver's files declare
 */
void dock_founds_finish(struct dock_founds *f, const struct dock_world *w,
			const struct dock_names *own, const struct dock_names *own_tags);
void dock_founds_print(const struct dock_founds *f, int as_json, int nr_files);
void dock_founds_free(struct dock_founds *f);

#endif
