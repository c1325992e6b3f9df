/* SPDX-License-Identifier: MIT */
/*
 * Red-black trees, by the textbook (Cormen and others, chapter 13).
 *
 * A red node has no red child, and every way down from a node to a leaf meets
 * the same number of black nodes. A leaf is NULL here, and is black; so where
 * the textbook's sentinel has a parent, the parent is carried along.
 */
#include <linux/export.h>
#include <linux/rbtree.h>

#define RB_RED	 0UL
#define RB_BLACK 1UL

static bool is_black(const struct rb_node *node)
{
	return !node || (node->__rb_parent_color & RB_BLACK);
}

static bool is_red(const struct rb_node *node)
{
	return !is_black(node);
}

static void set_colour(struct rb_node *node, unsigned long colour)
{
	node->__rb_parent_color = (unsigned long)rb_parent(node) | colour;
}

static void set_parent(struct rb_node *node, struct rb_node *parent)
{
	node->__rb_parent_color =
		(unsigned long)parent | (node->__rb_parent_color & RB_BLACK);
}

/* Puts new (which can be NULL) where old hangs; old itself stays as it is. */
static void hang(struct rb_root *root, struct rb_node *parent, const struct rb_node *old,
		 struct rb_node *new)
{
	struct rb_node **link;

	if (!parent)
		link = &root->rb_node;
	else if (parent->rb_left == old)
		link = &parent->rb_left;
	else
		link = &parent->rb_right;
	WRITE_ONCE(*link, new);
}

static void rotate_left(struct rb_root *root, struct rb_node *node)
{
	struct rb_node *up = node->rb_right;

	node->rb_right = up->rb_left;
	if (up->rb_left)
		set_parent(up->rb_left, node);
	hang(root, rb_parent(node), node, up);
	set_parent(up, rb_parent(node));
	up->rb_left = node;
	set_parent(node, up);
}

static void rotate_right(struct rb_root *root, struct rb_node *node)
{
	struct rb_node *up = node->rb_left;

	node->rb_left = up->rb_right;
	if (up->rb_right)
		set_parent(up->rb_right, node);
	hang(root, rb_parent(node), node, up);
	set_parent(up, rb_parent(node));
	up->rb_right = node;
	set_parent(node, up);
}

/* The uncle is black: one or two rotations end it. */
static void insert_rotate(struct rb_root *root, struct rb_node *node)
{
	struct rb_node *parent = rb_parent(node);
	struct rb_node *grand = rb_parent(parent);
	bool left = parent == grand->rb_left;

	if (left && node == parent->rb_right) {
		rotate_left(root, parent);
		parent = node;
	} else if (!left && node == parent->rb_left) {
		rotate_right(root, parent);
		parent = node;
	}
	set_colour(parent, RB_BLACK);
	set_colour(grand, RB_RED);
	if (left)
		rotate_right(root, grand);
	else
		rotate_left(root, grand);
}

void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	set_colour(node, RB_RED);
	while (is_red(rb_parent(node))) {
		struct rb_node *parent = rb_parent(node);
		struct rb_node *grand = rb_parent(parent);
		struct rb_node *uncle = parent == grand->rb_left ? grand->rb_right :
								   grand->rb_left;

		if (is_black(uncle)) {
			insert_rotate(root, node);
			break;
		}
		set_colour(parent, RB_BLACK);
		set_colour(uncle, RB_BLACK);
		set_colour(grand, RB_RED);
		node = grand;
	}
	set_colour(root->rb_node, RB_BLACK);
}
EXPORT_SYMBOL(rb_insert_color);

/* node is the left child, and its side lacks a black node. Returns where it is
 * lacking now, or NULL if the tree is whole again. */
static struct rb_node *mend_left(struct rb_root *root, struct rb_node *parent)
{
	struct rb_node *sibling = parent->rb_right;

	if (is_red(sibling)) {
		set_colour(sibling, RB_BLACK);
		set_colour(parent, RB_RED);
		rotate_left(root, parent);
		sibling = parent->rb_right;
	}
	if (is_black(sibling->rb_left) && is_black(sibling->rb_right)) {
		set_colour(sibling, RB_RED);
		return parent;
	}
	if (is_black(sibling->rb_right)) {
		set_colour(sibling->rb_left, RB_BLACK);
		set_colour(sibling, RB_RED);
		rotate_right(root, sibling);
		sibling = parent->rb_right;
	}
	set_colour(sibling, parent->__rb_parent_color & RB_BLACK);
	set_colour(parent, RB_BLACK);
	set_colour(sibling->rb_right, RB_BLACK);
	rotate_left(root, parent);
	return NULL;
}

/* The mirror image of mend_left(). */
static struct rb_node *mend_right(struct rb_root *root, struct rb_node *parent)
{
	struct rb_node *sibling = parent->rb_left;

	if (is_red(sibling)) {
		set_colour(sibling, RB_BLACK);
		set_colour(parent, RB_RED);
		rotate_right(root, parent);
		sibling = parent->rb_left;
	}
	if (is_black(sibling->rb_left) && is_black(sibling->rb_right)) {
		set_colour(sibling, RB_RED);
		return parent;
	}
	if (is_black(sibling->rb_left)) {
		set_colour(sibling->rb_right, RB_BLACK);
		set_colour(sibling, RB_RED);
		rotate_left(root, sibling);
		sibling = parent->rb_left;
	}
	set_colour(sibling, parent->__rb_parent_color & RB_BLACK);
	set_colour(parent, RB_BLACK);
	set_colour(sibling->rb_left, RB_BLACK);
	rotate_right(root, parent);
	return NULL;
}

/* The way through node (which can be NULL) below parent lacks a black node. */
static void erase_mend(struct rb_root *root, struct rb_node *node, struct rb_node *parent)
{
	while (parent && is_black(node)) {
		node = node == parent->rb_left ? mend_left(root, parent) :
						 mend_right(root, parent);
		if (!node)
			return;
		parent = rb_parent(node);
	}
	if (node)
		set_colour(node, RB_BLACK);
}

/* Takes out a node that has one child at most. */
static void unlink_single(struct rb_root *root, struct rb_node *node,
			  struct rb_node **child, struct rb_node **parent)
{
	*child = node->rb_left ? node->rb_left : node->rb_right;
	*parent = rb_parent(node);
	hang(root, *parent, node, *child);
	if (*child)
		set_parent(*child, *parent);
}

void rb_erase(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *out = node, *child, *parent;
	bool lost_black;

	/* With two children, the next node (which has no left child) goes out
	 * instead, and then takes this one's place and colour. */
	if (node->rb_left && node->rb_right)
		out = rb_next(node);
	lost_black = is_black(out);
	unlink_single(root, out, &child, &parent);
	if (out != node) {
		rb_replace_node(node, out, root);
		if (parent == node)
			parent = out;
	}
	if (lost_black)
		erase_mend(root, child, parent);
}
EXPORT_SYMBOL(rb_erase);

void rb_replace_node(struct rb_node *victim, struct rb_node *node, struct rb_root *root)
{
	*node = *victim;
	if (node->rb_left)
		set_parent(node->rb_left, node);
	if (node->rb_right)
		set_parent(node->rb_right, node);
	hang(root, rb_parent(victim), victim, node);
}
EXPORT_SYMBOL(rb_replace_node);

static struct rb_node *leftmost(struct rb_node *node)
{
	while (node && node->rb_left)
		node = node->rb_left;
	return node;
}

static struct rb_node *rightmost(struct rb_node *node)
{
	while (node && node->rb_right)
		node = node->rb_right;
	return node;
}

struct rb_node *rb_first(const struct rb_root *root)
{
	return leftmost(root->rb_node);
}
EXPORT_SYMBOL(rb_first);

struct rb_node *rb_last(const struct rb_root *root)
{
	return rightmost(root->rb_node);
}
EXPORT_SYMBOL(rb_last);

struct rb_node *rb_next(const struct rb_node *node)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_right)
		return leftmost(node->rb_right);
	while ((parent = rb_parent(node)) && node == parent->rb_right)
		node = parent;
	return parent;
}
EXPORT_SYMBOL(rb_next);

struct rb_node *rb_prev(const struct rb_node *node)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_left)
		return rightmost(node->rb_left);
	while ((parent = rb_parent(node)) && node == parent->rb_left)
		node = parent;
	return parent;
}
EXPORT_SYMBOL(rb_prev);

/* The first of a subtree in postorder: children come before their parent. */
static struct rb_node *deepest(struct rb_node *node)
{
	while (node && (node->rb_left || node->rb_right))
		node = node->rb_left ? node->rb_left : node->rb_right;
	return node;
}

struct rb_node *rb_first_postorder(const struct rb_root *root)
{
	return deepest(root->rb_node);
}
EXPORT_SYMBOL(rb_first_postorder);

struct rb_node *rb_next_postorder(const struct rb_node *node)
{
	struct rb_node *parent;

	if (!node)
		return NULL;
	parent = rb_parent(node);
	if (parent && node == parent->rb_left && parent->rb_right)
		return deepest(parent->rb_right);
	return parent;
}
EXPORT_SYMBOL(rb_next_postorder);
