/* SPDX-License-Identifier: MIT */
/*
 * The oracle's cases for tests/user/life: in which order a driver hears that its
 * files and mappings end, however the programs do. What it was called for it has
 * kept in a log, with the names of files and tasks.
 */
#ifndef ORACLE_LIFE_CASES_H
#define ORACLE_LIFE_CASES_H

#include "../cases.h"

extern const struct oracle_case close_cases[];
extern const struct oracle_case exit_cases[];
extern const struct oracle_case kill_cases[];

int life_open(int flags);			       /* /dev/life, or the case ends */
char *life_map(int fd, int pages, int shared);	       /* touched */
pid_t start_named(const char *name, void (*fn)(void)); /* a child; it exits 0 */
/* Wait until the log has @line. */
void await(const char *line);
void say_log(void); /* and forget it */

#endif
