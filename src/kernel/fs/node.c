/* SPDX-License-Identifier: MIT */
/* Nodes: see node.h. */
#include "kernel/fs/node.h"

#include <linux/cdev.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/fs/chrdev.h"
#include "kernel/fs/file.h"
#include "kernel/fs/proc.h"

static struct dock_node *first, **last = &first;
static const struct dock_node_watcher *watcher;
static unsigned long next_ino = 1;
static unsigned long live_files;

void dock_node_watch(const struct dock_node_watcher *w)
{
	watcher = w;
	for (struct dock_node *n = first; n; n = n->next)
		w->added(n);
}

struct dock_node *dock_node_find(const char *path)
{
	for (struct dock_node *n = first; n; n = n->next)
		if (!strcmp(n->path, path))
			return n;
	return NULL;
}

struct dock_node *dock_node_add(const char *path, umode_t mode, dev_t rdev)
{
	unsigned long len = strlen(path) + 1;
	struct dock_node *n;

	if (dock_node_find(path))
		return NULL;
	n = host_alloc(sizeof(*n));
	n->path = host_alloc(len);
	memcpy(n->path, path, len);
	n->mode = mode;
	n->rdev = rdev;
	n->ino = next_ino++;
	*last = n;
	last = &n->next;
	if (watcher)
		watcher->added(n);
	return n;
}

void dock_node_remove(struct dock_node *node)
{
	struct dock_node **at = &first;

	while (*at != node)
		at = &(*at)->next;
	*at = node->next;
	if (last == &node->next)
		last = at;
	if (watcher)
		watcher->removed(node);
	if (node->inode) /* open files keep it; it is nobody's node now */
		node->inode->i_private = NULL;
	host_free(node->path);
	host_free(node);
}

/* --- inodes --- */

/* A node's inode lives while files of it are open. */
static struct inode *node_inode(struct dock_node *node)
{
	struct inode *inode = node->inode;

	if (inode)
		return inode;
	inode = kzalloc(sizeof(*inode), GFP_KERNEL);
	if (!inode)
		return NULL;
	inode->i_mode = node->mode;
	inode->i_rdev = node->rdev;
	inode->i_ino = node->ino;
	inode->i_private = node;
	INIT_LIST_HEAD(&inode->i_devices);
	inode->i_fop = S_ISCHR(node->mode) ? &dock_chrdev_fops : &dock_proc_fops;
	node->inode = inode;
	return inode;
}

void dock_inode_put(struct inode *inode)
{
	struct dock_node *node = inode->i_private;

	if (!atomic_dec_and_test(&inode->i_count))
		return;
	if (node)
		node->inode = NULL;
	kfree(inode);
}

/* --- open files --- */

static fmode_t mode_of(unsigned int flags)
{
	static const fmode_t access[4] = { FMODE_READ, FMODE_WRITE, FMODE_READ | FMODE_WRITE, 0 };

	return access[flags & O_ACCMODE] | FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE;
}

static struct file *file_new(struct inode *inode, unsigned int flags)
{
	struct file *file = kzalloc(sizeof(*file), GFP_KERNEL);
	struct dentry *dentry = file ? kzalloc(sizeof(*dentry), GFP_KERNEL) : NULL;

	if (!dentry) {
		kfree(file);
		return NULL;
	}
	dentry->d_inode = inode;
	file->f_path.dentry = dentry;
	file->f_inode = inode;
	file->f_op = inode->i_fop;
	file->f_flags = flags | O_LARGEFILE; /* as open(2) adds for a 64-bit program */
	if (DOCK_BREAK("open-trunc-flag") && (flags & O_TRUNC))
		file->f_flags |= O_WRONLY;
	file->f_mode = mode_of(flags);
	spin_lock_init(&file->f_lock);
	mutex_init(&file->f_pos_lock);
	atomic_long_set(&file->f_count, 1);
	atomic_inc(&inode->i_count);
	live_files++;
	return file;
}

static void file_free(struct file *file)
{
	if (file->f_op)
		module_put(file->f_op->owner);
	dock_inode_put(file->f_inode);
	kfree(file->f_path.dentry);
	kfree(file);
	live_files--;
}

long dock_node_open(struct dock_node *node, unsigned int flags, struct file **out)
{
	struct inode *inode = node_inode(node);
	struct file *file;
	int err;

	if (!inode)
		return -ENOMEM;
	file = file_new(inode, flags);
	if (!file) {
		atomic_inc(&inode->i_count);
		dock_inode_put(inode); /* goes if it was made for us */
		return -ENOMEM;
	}
	err = file->f_op->open ? file->f_op->open(inode, file) : 0;
	if (err) {
		if (file->f_op == inode->i_fop)
			file->f_op = NULL;
		file_free(file);
		return err;
	}
	/* The driver's open sees them, nobody later. */
	file->f_flags &= ~(unsigned int)(O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC);
	if (file->f_op->read || file->f_op->read_iter)
		file->f_mode |= FMODE_CAN_READ;
	if (file->f_op->write || file->f_op->write_iter)
		file->f_mode |= FMODE_CAN_WRITE;
	if (file->f_flags & O_DIRECT && !DOCK_BREAK("open-flags")) {
		fput(file); /* no char device does direct I/O by itself */
		return -EINVAL;
	}
	*out = file;
	return 0;
}

struct file *get_file(struct file *f)
{
	atomic_long_inc(&f->f_count);
	return f;
}
EXPORT_SYMBOL(get_file);

void fput(struct file *file)
{
	if (!atomic_long_dec_and_test(&file->f_count))
		return;
	if (file->f_op->release)
		file->f_op->release(file->f_inode, file);
	if (S_ISCHR(file->f_inode->i_mode))
		cdev_put(file->f_inode->i_cdev);
	file_free(file);
}
EXPORT_SYMBOL(fput);

unsigned long dock_file_live(void)
{
	return live_files;
}
