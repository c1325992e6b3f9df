/* SPDX-License-Identifier: MIT */
/* Numbers of a command line: the whole word must be one, without sign or blank.
 * Each returns 0, or -1: it is none. */
#ifndef DOCK_CMD_NUMBERS_H
#define DOCK_CMD_NUMBERS_H

/* @base as strtoul() has it; at most @max. */
int dock_number_parse(const char *s, int base, unsigned long max, unsigned long *value);
/* Bytes, not 0: digits and perhaps K, M, G or T. */
int dock_size_parse(const char *s, unsigned long *bytes);
/* Seconds, perhaps with a fraction; never 0 milliseconds. */
int dock_timeout_parse(const char *s, unsigned long *ms);

#endif
