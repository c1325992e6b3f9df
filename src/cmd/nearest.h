/* SPDX-License-Identifier: MIT */
/* Of many names, the one that was probably meant. */
#ifndef DOCK_CMD_NEAREST_H
#define DOCK_CMD_NEAREST_H

struct dock_nearest {
	const char *wanted;
	const char *best; /* the caller's string; NULL: nothing was tried yet */
	int distance;	  /* letters to put in, take out or change */
};

/* Begin with { .wanted = NAME }, try all there are, and look at ->best. Of equally
 * near ones the first that was tried stays. */
void dock_nearest_try(struct dock_nearest *n, const char *name);

/* ->best if it is so near that it may have been meant, else NULL. */
const char *dock_nearest_good(const struct dock_nearest *n);

#endif
