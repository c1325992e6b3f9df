/* SPDX-License-Identifier: MIT */
/*
 * Reports: the driver broke a rule.
 *
 * A report is a rule's name, one fixed sentence, facts (name and value), and
 * stacks. It is built piece by piece and sent to the supervisor as one record
 * of lines:
 *
 *   rule=NAME
 *   say=SENTENCE
 *   fact=NAME<tab>VALUE
 *   stack=TITLE<tab>HEX HEX HEX ...      innermost first
 *
 * The addresses of a stack are return addresses, and so name the call before
 * them; one with '=' in front of it (=HEX) is exact: an instruction that
 * trapped, or a function's first.
 *
 * The supervisor prints it in the kernel log's style, adds the command that
 * repeats the run, counts it, and ends the run with status 99. A report undoes
 * nothing: the caller goes on. After 100 reports of one rule the others are
 * counted alone.
 */
#ifndef DOCK_CHECK_REPORT_H
#define DOCK_CHECK_REPORT_H

#include <linux/types.h>

struct dock_report; /* one at a time; reports do not nest */

struct dock_report *dock_report_begin(const char *rule, const char *sentence_fmt, ...)
	__attribute__((format(printf, 2, 3)));
void dock_report_fact(struct dock_report *r, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* @pcs: code addresses, innermost first; @n may be 0: nothing is added then */
void dock_report_stack(struct dock_report *r, const char *title, const unsigned long *pcs,
		       int n);
/* The same, where the first one is not a return address but where it stands. */
void dock_report_stack_at(struct dock_report *r, const char *title, const unsigned long *pcs,
			  int n);
/* The stack that was kept as @stack (stack.h). */
void dock_report_kept(struct dock_report *r, const char *title, u32 stack);
void dock_report_end(struct dock_report *r);

/* The machine crashed: a report that was being made is sent as far as it came, so
 * that there is room for the one about the crash. */
void dock_report_break_off(void);

/* Was this rule reported for this place (a code address) before? Notes it. */
bool dock_report_seen(const char *rule, unsigned long place);

/* A mistake that was reported already showed once more: it is counted alone. */
void dock_report_repeated(void);
/* At the end: say how many times. */
void dock_report_note_repeats(void);

/* How many reports this run has made. */
int dock_report_count(void);
/* The rule of the last one; "" if there was none. */
const char *dock_report_last_rule(void);

#endif
