/* SPDX-License-Identifier: MIT */
/* The files of a check: read and taken apart once, found as #include finds them. */
#ifndef DOCK_CMD_CHECK_SOURCE_H
#define DOCK_CMD_CHECK_SOURCE_H

#include "cmd/check/lex.h"

#define DOCK_SOURCE_MAX_BYTES                                                            \
	(16UL << 20) /* a larger file is no source of a driver's                         \
		      */
#define DOCK_SOURCE_MAX_FILES 60000

struct dock_source_file {
	char *path;    /* as it is shown */
	int is_driver; /* a file of the driver's, not of include/ */
	struct dock_lexed lexed;
	int is_refused; /* a header that says #error: this version has no such */
	const struct dock_tok *guard; /* NAME of an #ifndef around all of it, or NULL */
};

struct dock_sources {
	const char *include; /* the folder of the kernel's headers */
	struct dock_source_file **files;
	unsigned int nr;
	char **dirs; /* where a driver's own headers are looked for: -I */
	int nr_dirs;
};

/* The file at @path, read now if it is new. NULL with errno: there is none. */
struct dock_source_file *dock_source_open(struct dock_sources *s, const char *path,
					  int is_driver);

/*
 * dock_source_include - what #include NAME in @from means
 * @quoted: "NAME", which is looked for beside @from first
 */
struct dock_source_file *dock_source_include(struct dock_sources *s,
					     const struct dock_source_file *from,
					     const char *name, int quoted);

void dock_sources_add_dir(struct dock_sources *s, const char *dir);
void dock_sources_free(struct dock_sources *s);

#endif
