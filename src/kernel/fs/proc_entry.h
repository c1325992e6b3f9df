/* SPDX-License-Identifier: MIT */
/* An entry of /proc: proc.c makes and removes them, proc_file.c opens them. */
#ifndef DOCK_KERNEL_FS_PROC_ENTRY_H
#define DOCK_KERNEL_FS_PROC_ENTRY_H

#include <linux/list.h>
#include <linux/proc_fs.h>
#include <linux/types.h>
#include <linux/wait.h>

struct dock_node;
struct inode;
struct proc_ops;
struct seq_file;
struct seq_operations;

struct proc_dir_entry {
	struct dock_old_proc old; /* first: what drivers of old write to */
	bool in_ram;		  /* where drivers may write to it */
	bool has_old_methods;	  /* ->ops is ->old_ops, made anew at each open */
	struct proc_ops old_ops;
	struct dock_node *node;
	struct proc_dir_entry *parent; /* NULL: /proc itself */
	struct list_head children, sibling;
	const struct proc_ops *ops;		  /* never NULL for a file */
	int (*show)(struct seq_file *m, void *v); /* of a single record */
	const struct seq_operations *seq;	  /* of several */
	unsigned int state_size; /* bytes for seq_file's private, zeroed */
	void *data;
	unsigned int stack; /* a kept one: who made it */

	int users;    /* calls into its methods that are under way */
	bool leaving; /* proc_remove() waits for them */
	wait_queue_head_t idle;
	struct list_head opens; /* files whose release has still to be called */
};

/* The entry of an inode; NULL: it has been removed. */
struct proc_dir_entry *dock_proc_entry(const struct inode *inode);

/* Nobody can open the entry any more: wait until its methods are left, and
 * release the files that are still open. They fail with EIO from then on. */
void dock_proc_rundown(struct proc_dir_entry *de);

#endif
