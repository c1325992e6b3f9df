/* SPDX-License-Identifier: MIT */
/*
 * Trees of ranges: the one of an mm's VMAs, and no other. A ma_state is a place in it;
 * its functions give VMAs and need the mm's lock. Trees of a driver's own are not there.
 */
#ifndef _LINUX_MAPLE_TREE_H
#define _LINUX_MAPLE_TREE_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/version.h>

#if DOCK_SINCE_6_1
struct maple_tree {
	void *dock_mm; /* whose it is */
};

struct ma_state {
	struct maple_tree *tree;
	unsigned long index, last; /* the range where it stands */
	bool dock_on; /* it stands there; else it is still to look for index */
};

#define MA_STATE(name, mt, first, end)                                                   \
	struct ma_state name = {.tree = (mt), .index = (first), .last = (end)}

/* The entry at index or above; after that, the next. NULL: none begins up to @max. */
extern void *mas_find(struct ma_state *mas, unsigned long max) __dock(mas_find);
/* The one behind that of index; the one before it, unless it ends below @min. */
extern void *mas_next(struct ma_state *mas, unsigned long max) __dock(mas_next);
extern void *mas_prev(struct ma_state *mas, unsigned long min) __dock(mas_prev);
/* The entry of index itself; NULL: a gap, whose range is in index and last then. */
extern void *mas_walk(struct ma_state *mas) __dock(mas_walk);
/* The lock will be let go: what is found next lies behind last, whatever changes. */
extern void mas_pause(struct ma_state *mas) __dock(mas_pause);

static inline void mas_reset(struct ma_state *mas)
{
	mas->dock_on = false;
}

static inline void mas_set_range(struct ma_state *mas, unsigned long start,
				 unsigned long last)
{
	mas->index = start;
	mas->last = last;
	mas_reset(mas);
}

static inline void mas_set(struct ma_state *mas, unsigned long index)
{
	mas_set_range(mas, index, index);
}

#define mas_for_each(mas, entry, max) while (((entry) = mas_find((mas), (max))) != NULL)
#endif

#endif
