/* SPDX-License-Identifier: MIT */
/*
 * The oracle's cases for maps: every function by which a driver maps pages or
 * registers, and how VMAs merge and split.
 */
#ifndef ORACLE_MAPS_CASES_H
#define ORACLE_MAPS_CASES_H

#include "../cases.h"
#include "module/maps.h"

#define RW (PROT_READ | PROT_WRITE)

extern const struct oracle_case insert_cases[];
extern const struct oracle_case merge_cases[];
extern const struct oracle_case place_cases[];
extern const struct oracle_case regs_cases[];

extern int maps_fd; /* /dev/maps */

/* NULL and errno, if it is refused. */
char *maps_try(int kind, int page, int pages, int flags);
char *maps_at(char *at, int kind, int page, int pages, int flags);
/* Room for eight pages, with nothing mapped around it. */
char *maps_room(void);
long maps_ask(unsigned int what, unsigned long arg);
/* The caller's VMAs, less than or more than there were at maps_room(). */
void say_vmas(const char *what);
void say_pages(const char *what, const char *p, int pages);

#endif
