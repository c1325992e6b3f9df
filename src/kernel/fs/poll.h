/* SPDX-License-Identifier: MIT */
/*
 * Waiting until files are ready: what poll(2) and select(2) come to.
 *
 * On the fiber of current, which sleeps. The caller holds a reference of each
 * file until dock_poll() has returned.
 */
#ifndef DOCK_KERNEL_FS_POLL_H
#define DOCK_KERNEL_FS_POLL_H

#include <linux/types.h>

struct file;

struct dock_polled {
	struct file *file;	      /* NULL: not the machine's */
	unsigned int events, revents; /* EPOLLIN and its kin */
};

struct dock_poll {
	struct dock_polled *items;
	unsigned int n;
	unsigned long timeout_ns; /* DOCK_NEVER: for ever; then what is left of it */
	/* The timeout is in the host's time: then the caller wakes current now and
	 * then. Else in virtual time. */
	bool host_time;
	/* Some are not the machine's: say what is ready of those now (revents), for
	 * which current is woken, too. Returns 0 or -errno. NULL: there are none. */
	int (*look)(void *arg);
	void *arg;
};

/* How many are ready; 0: the time is over; -ERESTARTNOHAND: a signal; -errno. */
long dock_poll(struct dock_poll *p);

#endif
