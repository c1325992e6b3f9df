/* SPDX-License-Identifier: MIT */
/* The structs of red-black trees. */
#ifndef _LINUX_RBTREE_TYPES_H
#define _LINUX_RBTREE_TYPES_H

#include <linux/stddef.h>

/* The colour is bit 0 of the parent's address: 0 red, 1 black. */
struct rb_node {
	unsigned long __rb_parent_color;
	struct rb_node *rb_right;
	struct rb_node *rb_left;
} __attribute__((aligned(sizeof(long))));

struct rb_root {
	struct rb_node *rb_node;
};

struct rb_root_cached {
	struct rb_root rb_root;
	struct rb_node *rb_leftmost;
};

#define RB_ROOT		(struct rb_root){ NULL, }
#define RB_ROOT_CACHED	(struct rb_root_cached){ { NULL, }, NULL }

#endif
