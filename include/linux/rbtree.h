/* SPDX-License-Identifier: MIT */
/*
 * Red-black trees: balanced search trees inside the caller's structs. The
 * caller walks down and links the new node with rb_link_node(), and
 * rb_insert_color() then restores the balance.
 */
#ifndef _LINUX_RBTREE_H
#define _LINUX_RBTREE_H

#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/rbtree_types.h>
#include <linux/types.h>

#define rb_parent(r)	((struct rb_node *)((r)->__rb_parent_color & ~3))
#define rb_entry(ptr, type, member) container_of(ptr, type, member)
#define rb_entry_safe(ptr, type, member)                                         \
	({                                                                       \
		typeof(ptr) __rb_ptr = (ptr);                                    \
		__rb_ptr ? rb_entry(__rb_ptr, type, member) : NULL;              \
	})

/* A node that is in no tree is its own parent. */
#define RB_EMPTY_ROOT(root)	(READ_ONCE((root)->rb_node) == NULL)
#define RB_EMPTY_NODE(node)	((node)->__rb_parent_color == (unsigned long)(node))
#define RB_CLEAR_NODE(node)	((node)->__rb_parent_color = (unsigned long)(node))

extern void rb_insert_color(struct rb_node *node, struct rb_root *root)
	__dock(rb_insert_color);
extern void rb_erase(struct rb_node *node, struct rb_root *root) __dock(rb_erase);
extern struct rb_node *rb_next(const struct rb_node *node) __dock(rb_next);
extern struct rb_node *rb_prev(const struct rb_node *node) __dock(rb_prev);
extern struct rb_node *rb_first(const struct rb_root *root) __dock(rb_first);
extern struct rb_node *rb_last(const struct rb_root *root) __dock(rb_last);
extern struct rb_node *rb_first_postorder(const struct rb_root *root)
	__dock(rb_first_postorder);
extern struct rb_node *rb_next_postorder(const struct rb_node *node)
	__dock(rb_next_postorder);
extern void rb_replace_node(struct rb_node *victim, struct rb_node *node,
			    struct rb_root *root) __dock(rb_replace_node);

static inline void rb_link_node(struct rb_node *node, struct rb_node *parent,
				struct rb_node **rb_link)
{
	node->__rb_parent_color = (unsigned long)parent;
	node->rb_left = NULL;
	node->rb_right = NULL;
	*rb_link = node;
}

#define rbtree_postorder_for_each_entry_safe(pos, n, root, field)                \
	for (pos = rb_entry_safe(rb_first_postorder(root), typeof(*pos), field); \
	     pos && ({                                                           \
		     n = rb_entry_safe(rb_next_postorder(&pos->field), typeof(*pos), \
				       field);                                   \
		     1;                                                          \
	     });                                                                 \
	     pos = n)

/* With the smallest node at hand. */
#define rb_first_cached(root) (root)->rb_leftmost

static inline void rb_insert_color_cached(struct rb_node *node,
					  struct rb_root_cached *root, bool leftmost)
{
	if (leftmost)
		root->rb_leftmost = node;
	rb_insert_color(node, &root->rb_root);
}

static inline struct rb_node *rb_erase_cached(struct rb_node *node,
					      struct rb_root_cached *root)
{
	struct rb_node *leftmost = NULL;

	if (root->rb_leftmost == node)
		leftmost = root->rb_leftmost = rb_next(node);
	rb_erase(node, &root->rb_root);
	return leftmost;
}

static inline void rb_replace_node_cached(struct rb_node *victim, struct rb_node *node,
					  struct rb_root_cached *root)
{
	if (root->rb_leftmost == victim)
		root->rb_leftmost = node;
	rb_replace_node(victim, node, &root->rb_root);
}

/* less(a, b) orders the nodes; equal ones stay in the order they came in. */
static __always_inline void rb_add(struct rb_node *node, struct rb_root *tree,
				   bool (*less)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &tree->rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = less(node, parent) ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(node, parent, link);
	rb_insert_color(node, tree);
}

static __always_inline struct rb_node *
rb_add_cached(struct rb_node *node, struct rb_root_cached *tree,
	      bool (*less)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &tree->rb_root.rb_node, *parent = NULL;
	bool leftmost = true;

	while (*link) {
		parent = *link;
		if (less(node, parent)) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	rb_link_node(node, parent, link);
	rb_insert_color_cached(node, tree, leftmost);
	return leftmost ? node : NULL;
}

/* The node that is already there, or NULL and node is now in the tree. */
static __always_inline struct rb_node *
rb_find_add(struct rb_node *node, struct rb_root *tree,
	    int (*cmp)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &tree->rb_node, *parent = NULL;

	while (*link) {
		int order = cmp(node, *link);

		parent = *link;
		if (order == 0)
			return parent;
		link = order < 0 ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(node, parent, link);
	rb_insert_color(node, tree);
	return NULL;
}

static __always_inline struct rb_node *
rb_find(const void *key, const struct rb_root *tree,
	int (*cmp)(const void *key, const struct rb_node *))
{
	struct rb_node *node = tree->rb_node;

	while (node) {
		int order = cmp(key, node);

		if (order == 0)
			return node;
		node = order < 0 ? node->rb_left : node->rb_right;
	}
	return NULL;
}

/* The leftmost of the nodes that are equal to the key. */
static __always_inline struct rb_node *
rb_find_first(const void *key, const struct rb_root *tree,
	      int (*cmp)(const void *key, const struct rb_node *))
{
	struct rb_node *node = tree->rb_node, *match = NULL;

	while (node) {
		int order = cmp(key, node);

		if (order == 0)
			match = node;
		node = order <= 0 ? node->rb_left : node->rb_right;
	}
	return match;
}

#endif
