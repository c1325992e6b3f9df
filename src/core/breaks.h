/* SPDX-License-Identifier: MIT */
/*
 * Planted faults, in test builds only (-Dbreaks=true): `--break NAME` makes the
 * code after DOCK_BREAK("NAME") do the wrong thing, so that a test can see
 * that its check fails when it should. DOCK_BREAKING: is there one at all? For
 * hot paths, whose faults then stand in a function of their own.
 */
#ifndef DOCK_CORE_BREAKS_H
#define DOCK_CORE_BREAKS_H

#ifdef DOCK_TEST_BREAKS
extern const char *dock_break_chosen; /* NULL: nothing is broken, as nearly always */
int dock_broken(const char *name);
void dock_break_set(const char *name);
/* Of --break NAME=N: N. 0: something else is broken, or nothing. */
unsigned long dock_break_number(const char *name);
#define DOCK_BREAKING __builtin_expect(!!dock_break_chosen, 0)
#define DOCK_BREAK(name) __builtin_expect(dock_break_chosen && dock_broken(name), 0)
#else
#define DOCK_BREAKING 0
#define DOCK_BREAK(name) 0
#endif

#endif
