/* SPDX-License-Identifier: MIT */
/*
 * What is left: after a module's exit, and when everything is over.
 */
#ifndef DOCK_KERNEL_LEFTOVER_H
#define DOCK_KERNEL_LEFTOVER_H

/* The module whose image was [base, base+len) is gone: report what it asked for
 * and did not give back. */
void dock_leftover_module(unsigned long base, unsigned long len, const char *name);

/*
 * One thing that it left: @what with its article; @name and @function (0) if it
 * has them; @stack is a kept one, of when it was @how ("made", "armed").
 */
void dock_leftover_report(const char *module, const char *what, const char *name,
			  unsigned long function, const char *how, unsigned int stack);

/* Remember what the machine has of everything now that it has booted. */
void dock_leftover_baseline(void);

/* The end: one line of what is left beyond the baseline, into @buf. If anything
 * is, and nobody was told yet, it is a report (rule "left-behind"). */
void dock_leftover_final(char *buf, unsigned long len);

#endif
