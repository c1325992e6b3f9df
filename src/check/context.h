/* SPDX-License-Identifier: MIT */
/*
 * What the checks must know of who runs. The scheduler answers; the checks are
 * below it and cannot ask it by name.
 */
#ifndef DOCK_CHECK_CONTEXT_H
#define DOCK_CHECK_CONTEXT_H

#include <linux/types.h>

#define DOCK_TRACK_PAGES 4

/* References that a running fault handler took: ledger.h. One for each task. */
struct dock_fault_track {
	bool active;
	struct page *page[DOCK_TRACK_PAGES];
	int delta[DOCK_TRACK_PAGES];
};

struct dock_context_ops {
	/* The bounds of the kernel stack that holds @sp; false: it is none. */
	bool (*stack_bounds)(unsigned long sp, unsigned long *low, unsigned long *high);
	/* The running task's. */
	struct dock_fault_track *(*track)(void);
	const char *(*comm)(void); /* 16 bytes */
	int (*pid)(void);
	/* Is it a task of this process, outside any system call? */
	bool (*user_mode)(void);
	/* An access to what is not the machine's is about to be made: it does not
	 * return. */
	void (*wild)(unsigned long addr, unsigned long len, bool write, unsigned long pc);
	/* A rule was broken: a line for the kernel's log. @say has @len bytes. */
	void (*broken)(const char *rule, const char *say, int len);
};

extern const struct dock_context_ops *dock_context;

#endif
