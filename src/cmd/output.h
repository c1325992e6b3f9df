/* SPDX-License-Identifier: MIT */
/*
 * Files that a run leaves: the report, the pictures. They appear whole or not at
 * all: written beside their place, then renamed. A path that is no regular file
 * (a pipe), or names an open descriptor (/dev/stdout, /dev/fd/3), is written to
 * as it is.
 */
#ifndef DOCK_CMD_OUTPUT_H
#define DOCK_CMD_OUTPUT_H

#include <stddef.h>

/* Returns 0, or -1 with errno. */
int dock_output_write(const char *path, const void *bytes, size_t len);

/* Could it be written? What is wrong is a line in @err (DOCK_ERR_MAX bytes) that
 * begins with @what, the option. Returns 0 or -1. */
int dock_output_check(const char *path, const char *what, char *err);

#endif
