/* SPDX-License-Identifier: MIT */
/*
 * Planted faults, in test builds only (-Dbreaks=true): `--break NAME` makes the
 * code after DOCK_BREAK("NAME") do the wrong thing, so that a test can see
 * that its check fails when it should. DOCK_BREAKING: is there one at all? For
 * hot paths, whose faults then stand in a function of their own.
 *
 * Each use puts its name into the section dock_breaks: that is the list of those
 * that there are.
 */
#ifndef DOCK_CORE_BREAKS_H
#define DOCK_CORE_BREAKS_H

#ifdef DOCK_TEST_BREAKS
extern const char *dock_break_chosen; /* NULL: nothing is broken, as nearly always */
int dock_broken(const char *name);
void dock_break_set(const char *name);
/* Of --break NAME=N: N. 0: something else is broken, or nothing. */
unsigned long dock_break_number(const char *name);

/* The names, each as often as it is used, in no order. NULL: no more than @i. */
const char *dock_break_name(unsigned long i);
/* Is @text one of them, or NAME=N? */
int dock_break_exists(const char *text);

#define DOCK_BREAKING __builtin_expect(!!dock_break_chosen, 0)
#define DOCK_BREAK_KEEP(name)                                                            \
	static const char *const dock_break_kept                                         \
		__attribute__((section("dock_breaks"), used)) = name
#define DOCK_BREAK(name)                                                                 \
	({                                                                               \
		DOCK_BREAK_KEEP(name);                                                   \
		__builtin_expect(dock_break_chosen && dock_broken(name), 0);             \
	})
#define DOCK_BREAK_NUMBER(name)                                                          \
	({                                                                               \
		DOCK_BREAK_KEEP(name);                                                   \
		dock_break_number(name);                                                 \
	})
#else
#define DOCK_BREAKING 0
#define DOCK_BREAK(name) 0
#endif

#endif
