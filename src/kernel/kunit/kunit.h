/* SPDX-License-Identifier: MIT */
/*
 * KUnit, as the rest of Drydock sees it.
 *
 * Suites run when their module has become live, and their results are lines of
 * the kernel's log, as in Linux. For `drydock test` they wait until all modules
 * are loaded, and the results are records of their own ('K'), which the
 * supervisor writes to standard output.
 */
#ifndef DOCK_KERNEL_KUNIT_KUNIT_H
#define DOCK_KERNEL_KUNIT_KUNIT_H

#include <linux/types.h>

struct kunit_suite;

/* This run is a `drydock test`: collect, and run the cases that @filter names
 * ("SUITE" or "SUITE.CASE", both with * and ?; NULL: all). */
void dock_kunit_collect(const char *filter);

/* A module with suites is live; it is going. @suites is in its image. */
void dock_kunit_module_live(struct kunit_suite **suites, int nr);
void dock_kunit_module_going(struct kunit_suite **suites, int nr);

/* Run what was collected. Returns the exit status: 0 all passed, 1 not. */
int dock_kunit_run_collected(void);

/* The run ends here, perhaps in the middle of a case: it has failed. */
void dock_kunit_abandon(void);

#endif
