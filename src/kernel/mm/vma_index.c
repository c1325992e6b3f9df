/* SPDX-License-Identifier: MIT */
/*
 * A tree of the addresses where VMAs begin, sixteen to a node: a node is a few lines
 * of the host's cache, side by side, where a binary tree waits for one line at each
 * comparison.
 *
 * The key of a leaf's entry is where its VMA begins. The key of an inner node's entry
 * lies above all VMAs of the entry before it, and not above any of its own; the first
 * entry's is 0. A node that is empty goes. Nodes are drydock's own memory, out of
 * drivers' reach.
 */
#include "kernel/mm/vma_index.h"

#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/string.h>
#include "host/mem.h"

#define ENTRIES 16
#define NO_KEY (~0UL) /* beyond every address */

struct dock_vma_node {
	unsigned long keys[ENTRIES]; /* those behind the last entry: NO_KEY */
	void *entries[ENTRIES];	     /* VMAs, or nodes */
	int nr;
};

static struct dock_vma_node *node_new(void)
{
	struct dock_vma_node *n = host_alloc(sizeof(*n));

	for (int i = 0; i < ENTRIES; i++)
		n->keys[i] = NO_KEY;
	n->nr = 0;
	return n;
}

/* How many keys are @key or below. No branch depends on a key: nobody could foretell
 * it. */
static __always_inline int upto(const struct dock_vma_node *n, unsigned long key)
{
	int count = 0;

#pragma GCC unroll 16
	for (int i = 0; i < ENTRIES; i++)
		count += n->keys[i] <= key;
	return count;
}

static void check(bool right)
{
	if (unlikely(!right))
		host_die("the index of VMAs is wrong");
}

struct vm_area_struct *dock_vma_index_floor(struct mm_struct *mm, unsigned long addr)
{
	const struct dock_vma_node *n = mm->dock_vmas;
	struct vm_area_struct *first;
	int i;

	if (!n)
		return NULL;
	addr = min(addr, NO_KEY - 1);
	for (int height = mm->dock_vmas_height; height; height--)
		n = n->entries[upto(n, addr) - 1];
	i = upto(n, addr);
	if (likely(i))
		return n->entries[i - 1];
	first = n->entries[0]; /* began lower when its leaf was made */
	return first->vm_prev;
}

/* --- insertion --- */

static void put(struct dock_vma_node *n, int at, unsigned long key, void *entry)
{
	for (int i = n->nr++; i > at; i--) {
		n->keys[i] = n->keys[i - 1];
		n->entries[i] = n->entries[i - 1];
	}
	n->keys[at] = key;
	n->entries[at] = entry;
}

static struct dock_vma_node *cut(struct dock_vma_node *n, int at)
{
	struct dock_vma_node *right = node_new();

	for (int i = at; i < n->nr; i++) {
		put(right, i - at, n->keys[i], n->entries[i]);
		n->keys[i] = NO_KEY;
	}
	n->nr = at;
	return right;
}

/* Into a node that may be full. What comes behind the last entry goes on there: VMAs
 * are often made one behind the other, and the nodes stay full. Returns the new node
 * on the right, or NULL; *@key is its key then. */
static struct dock_vma_node *put_or_cut(struct dock_vma_node *n, int at,
					unsigned long *key, void *entry, bool inner)
{
	struct dock_vma_node *right;
	int middle = at == ENTRIES ? ENTRIES : ENTRIES / 2;

	if (n->nr < ENTRIES) {
		put(n, at, *key, entry);
		return NULL;
	}
	right = cut(n, middle);
	if (at < middle)
		put(n, at, *key, entry);
	else
		put(right, at - middle, *key, entry);
	*key = right->keys[0];
	if (inner)
		right->keys[0] = 0;
	return right;
}

static struct dock_vma_node *insert(struct dock_vma_node *n, int height,
				    unsigned long *key, void *entry)
{
	int at = upto(n, *key);

	if (height) {
		entry = insert(n->entries[at - 1], height - 1, key, entry);
		if (!entry)
			return NULL;
	}
	return put_or_cut(n, at, key, entry, height);
}

void dock_vma_index_add(struct mm_struct *mm, struct vm_area_struct *vma)
{
	unsigned long key = vma->vm_start;
	struct dock_vma_node *right, *root;

	if (!mm->dock_vmas)
		mm->dock_vmas = node_new();
	right = insert(mm->dock_vmas, mm->dock_vmas_height, &key, vma);
	if (!right)
		return;
	root = node_new();
	put(root, 0, 0, mm->dock_vmas);
	put(root, 1, key, right);
	mm->dock_vmas = root;
	mm->dock_vmas_height++;
}

/* --- what goes, and what moves --- */

static void take(struct dock_vma_node *n, int at, bool inner)
{
	n->nr--;
	for (int i = at; i < n->nr; i++) {
		n->keys[i] = n->keys[i + 1];
		n->entries[i] = n->entries[i + 1];
	}
	n->keys[n->nr] = NO_KEY;
	if (inner && n->nr)
		n->keys[0] = 0;
}

/* Returns whether the node is empty now. */
static bool erase(struct dock_vma_node *n, int height, const struct vm_area_struct *vma)
{
	int at = upto(n, vma->vm_start) - 1;

	check(at >= 0);
	if (!height) {
		check(n->entries[at] == vma);
	} else {
		if (!erase(n->entries[at], height - 1, vma))
			return false;
		host_free(n->entries[at]);
	}
	take(n, at, height);
	return !n->nr;
}

void dock_vma_index_del(struct mm_struct *mm, struct vm_area_struct *vma)
{
	struct dock_vma_node *root = mm->dock_vmas;

	check(root);
	erase(root, mm->dock_vmas_height, vma);
	while (mm->dock_vmas_height && root->nr == 1) {
		mm->dock_vmas = root->entries[0];
		mm->dock_vmas_height--;
		host_free(root);
		root = mm->dock_vmas;
	}
	if (!root->nr) {
		host_free(root);
		mm->dock_vmas = NULL;
		mm->dock_vmas_height = 0;
	}
}

void dock_vma_index_move(struct mm_struct *mm, struct vm_area_struct *vma,
			 unsigned long start)
{
	struct dock_vma_node *n = mm->dock_vmas;
	int at;

	for (int height = mm->dock_vmas_height; height; height--) {
		at = upto(n, vma->vm_start) - 1;
		/* It may be the first of its entry, or the last. */
		if (at && n->keys[at] > start)
			n->keys[at] = start;
		if (at + 1 < n->nr && n->keys[at + 1] <= start)
			n->keys[at + 1] = vma->vm_next->vm_start;
		n = n->entries[at];
	}
	at = upto(n, vma->vm_start) - 1;
	check(at >= 0 && n->entries[at] == vma);
	n->keys[at] = start;
}
