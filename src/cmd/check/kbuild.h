/* SPDX-License-Identifier: MIT */
/*
 * Which files a driver is made of, from its Kbuild file or Makefile: enough of
 * make's language for that, no more. Of a condition both sides are read.
 */
#ifndef DOCK_CMD_CHECK_KBUILD_H
#define DOCK_CMD_CHECK_KBUILD_H

#include "cmd/check/source.h"

struct dock_kbuild {
	char **files; /* C files, in the order of the makefile */
	int nr_files;
	char **defines; /* NAME or NAME=VALUE, given to the compiler in any case */
	int nr_defines;
	char **maybe; /* names only; perhaps given */
	int nr_maybe;
};

/*
 * dock_kbuild_read - find the files of the driver in @dir
 *
 * Looks into the folders below if @dir itself says nothing. Folders of headers
 * are added to @s. Files may be added to what is in @k. Returns the number of
 * makefiles that name modules.
 */
int dock_kbuild_read(struct dock_kbuild *k, const char *dir, struct dock_sources *s);

/* All C files below @dir that a makefile would not have made. */
void dock_kbuild_all(struct dock_kbuild *k, const char *dir);

void dock_kbuild_add(struct dock_kbuild *k, const char *file);
void dock_kbuild_free(struct dock_kbuild *k);

#endif
