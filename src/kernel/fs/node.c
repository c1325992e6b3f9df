/* SPDX-License-Identifier: MIT */
/* Nodes: see node.h. */
#include "kernel/fs/node.h"

#include <linux/cdev.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/compat/file.h"
#include "kernel/fs/chrdev.h"
#include "kernel/fs/file.h"
#include "kernel/mm/slab.h"
#include "kernel/sched/task.h"

#define BUCKETS	      1024
#define PATH_LEN      256
#define LINKS_MAX     40 /* of one path, as in Linux */

static struct dock_node *first, **last = &first;
static struct dock_node *buckets[BUCKETS];
static const struct dock_node_watcher *watcher;
static unsigned long next_ino = 1;
static unsigned long live_files;

void dock_node_watch(const struct dock_node_watcher *w)
{
	watcher = w;
	for (struct dock_node *n = first; n; n = n->next)
		w->added(n);
}

static struct dock_node **bucket(const char *path)
{
	unsigned int hash = 0;

	while (*path)
		hash = hash * 31 + (unsigned char)*path++;
	return &buckets[hash % BUCKETS];
}

struct dock_node *dock_node_find(const char *path)
{
	for (struct dock_node *n = *bucket(path); n; n = n->hash_next)
		if (!strcmp(n->path, path))
			return n;
	return NULL;
}

static char *copy(const char *text)
{
	unsigned long len = strlen(text) + 1;
	char *new = host_alloc(len);

	memcpy(new, text, len);
	return new;
}

struct dock_node *dock_node_new(const char *path, umode_t mode, dev_t rdev)
{
	struct dock_node *n = host_alloc(sizeof(*n));

	n->path = copy(path);
	n->mode = mode;
	n->rdev = rdev;
	n->ino = next_ino++;
	return n;
}

static void node_free(struct dock_node *node)
{
	if (node->inode) /* open files keep it; it is nobody's node now */
		node->inode->i_private = NULL;
	node->inode = NULL;
	node->gone = true;
	if (node->opening)
		return; /* whoever opens it frees it */
	host_free(node->path);
	host_free(node->target);
	host_free(node);
}

static struct dock_node *node_new(const char *path, umode_t mode, dev_t rdev)
{
	struct dock_node *n, **b = bucket(path);

	if (dock_node_find(path))
		return NULL;
	n = dock_node_new(path, mode, rdev);
	n->at = last;
	*last = n;
	last = &n->next;
	n->hash_next = *b;
	*b = n;
	return n;
}

static struct dock_node *announced(struct dock_node *n)
{
	if (n && watcher)
		watcher->added(n);
	return n;
}

struct dock_node *dock_node_add(const char *path, umode_t mode, dev_t rdev)
{
	return announced(node_new(path, mode, rdev));
}

struct dock_node *dock_node_add_link(const char *path, const char *target)
{
	struct dock_node *n = node_new(path, S_IFLNK | 0777, 0);

	if (n)
		n->target = copy(target);
	return announced(n);
}

void dock_node_remove(struct dock_node *node)
{
	struct dock_node **b = bucket(node->path);

	*node->at = node->next;
	if (node->next)
		node->next->at = node->at;
	else
		last = node->at;
	while (*b != node)
		b = &(*b)->hash_next;
	*b = node->hash_next;
	if (watcher)
		watcher->removed(node);
	node_free(node);
}

/* Put the part [@part, @part+@len) behind @to. False: it does not fit. */
static bool path_add(char *to, const char *part, size_t len)
{
	size_t have = strlen(to);

	if (len == 2 && !strncmp(part, "..", 2)) {
		char *slash = strrchr(to, '/');

		*(slash ? slash : to) = 0;
		return true;
	}
	if (!len || (len == 1 && *part == '.'))
		return true;
	if (have + len + 2 > PATH_LEN)
		return false;
	to[have] = '/';
	memcpy(to + have + 1, part, len);
	to[have + 1 + len] = 0;
	return true;
}

struct dock_node *dock_node_resolve(const char *path)
{
	char done[PATH_LEN] = "", rest[PATH_LEN];
	struct dock_node *n = dock_node_find(path);
	int links = 0;

	if (n && !S_ISLNK(n->mode))
		return n;
	if (strscpy(rest, path, sizeof(rest)) < 0)
		return NULL;
	while (*rest) {
		size_t len = strcspn(rest, "/");
		char tail[PATH_LEN];

		if (!path_add(done, rest, len))
			return NULL;
		strscpy(tail, rest + len + (rest[len] == '/'), sizeof(tail));
		n = dock_node_find(done);
		if (!n || !S_ISLNK(n->mode)) {
			strscpy(rest, tail, sizeof(rest));
			continue;
		}
		if (++links > LINKS_MAX || scnprintf(rest, sizeof(rest), "%s/%s", n->target,
						     tail) == sizeof(rest) - 1)
			return NULL;
		path_add(done, "..", 2); /* targets are relative to where the link lies */
	}
	return dock_node_find(done);
}

/* --- inodes --- */

static struct inode *inode_new(struct dock_node *node)
{
	struct inode *inode = kzalloc(sizeof(*inode), GFP_KERNEL);

	if (!inode)
		return NULL;
	inode->i_mode = node->mode;
	inode->i_rdev = node->rdev;
	inode->i_ino = node->ino;
	inode->i_private = node;
	inode->i_data.host = inode;
	inode->i_mapping = &inode->i_data;
	INIT_LIST_HEAD(&inode->i_devices);
	inode->i_fop = node->fops ? node->fops : &dock_chrdev_fops;
	inode->i_size = (loff_t)node->size;
	return inode;
}

/* A node's inode lives while files of it are open. Returns it with a reference, or
 * NULL: no memory, or the node has gone while we waited for some. */
static struct inode *node_inode(struct dock_node *node)
{
	struct inode *fresh = node->inode ? NULL : inode_new(node), *inode;

	if (!node->inode && !node->gone) {
		node->inode = fresh;
		fresh = NULL;
	}
	inode = node->inode;
	if (inode)
		atomic_inc(&inode->i_count);
	kfree(fresh); /* another was faster */
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

/* Takes over the caller's reference to @inode. */
static struct file *file_new(struct inode *inode, unsigned int flags, gfp_t gfp)
{
	struct file *file = kzalloc(sizeof(*file), gfp);
	struct dentry *dentry = file ? kzalloc(sizeof(*dentry), gfp) : NULL;

	if (!dentry) {
		kfree(file);
		dock_inode_put(inode);
		return NULL;
	}
	dentry->d_inode = inode;
	file->f_path.dentry = dentry;
	file->f_inode = inode;
	file->f_mapping = inode->i_mapping;
	file->f_op = inode->i_fop;
	file->f_flags = flags | O_LARGEFILE; /* as open(2) adds for a 64-bit program */
	if (DOCK_BREAK("open-trunc-flag") && (flags & O_TRUNC))
		file->f_flags |= O_WRONLY;
	file->f_mode = mode_of(flags);
	spin_lock_init(&file->f_lock);
	mutex_init(&file->f_pos_lock);
	atomic_long_set(&file->f_count, 1);
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

static long node_open(struct dock_node *node, unsigned int flags, struct file **out)
{
	struct inode *inode;
	struct file *file;
	int err;

	if (S_ISBLK(node->mode))
		return -ENXIO; /* nobody drives a block device */
	inode = node_inode(node);
	if (!inode)
		return node->gone ? -ENXIO : -ENOMEM;
	file = file_new(inode, DOCK_BREAK("exclusive") ? flags & ~(unsigned int)O_EXCL : flags,
			GFP_KERNEL);
	if (!file)
		return -ENOMEM;
	err = file->f_op->open ? file->f_op->open(inode, file) : 0;
	if (err) {
		if (file->f_op == inode->i_fop)
			file->f_op = NULL;
		file_free(file);
		return err;
	}
	/* The driver's open sees them, nobody later. */
	file->f_flags &= ~(unsigned int)(O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC);
	if (dock_compat_can_read(file->f_op))
		file->f_mode |= FMODE_CAN_READ;
	if (dock_compat_can_write(file->f_op))
		file->f_mode |= FMODE_CAN_WRITE;
	if (file->f_flags & O_DIRECT && !DOCK_BREAK("open-flags")) {
		fput(file); /* no char device does direct I/O by itself */
		return -EINVAL;
	}
	*out = file;
	return 0;
}

long dock_node_open(struct dock_node *node, unsigned int flags, struct file **out)
{
	long err;

	node->opening++;
	err = node_open(node, flags, out);
	if (!--node->opening && node->gone)
		node_free(node);
	return err;
}

struct file *dock_file_of_host(unsigned long ino, unsigned int flags)
{
	static const struct file_operations nothing;
	struct inode *inode = kzalloc(sizeof(*inode), GFP_ATOMIC);
	struct file *file;

	if (!inode)
		return NULL;
	inode->i_mode = S_IFREG;
	inode->i_ino = ino;
	inode->i_data.host = inode;
	inode->i_mapping = &inode->i_data;
	inode->i_fop = &nothing;
	INIT_LIST_HEAD(&inode->i_devices);
	atomic_set(&inode->i_count, 1);
	file = file_new(inode, flags, GFP_ATOMIC);
	if (!file)
		return NULL;
	dock_slab_own(inode);
	dock_slab_own(file);
	dock_slab_own(file->f_path.dentry);
	return file;
}

struct file *get_file(struct file *f)
{
	atomic_long_inc(&f->f_count);
	return f;
}
EXPORT_SYMBOL(get_file);

static void file_release(struct file *file)
{
	if (file->f_op->release)
		file->f_op->release(file->f_inode, file);
	if (S_ISCHR(file->f_inode->i_mode))
		cdev_put(file->f_inode->i_cdev);
	file_free(file);
}

/* As in Linux a user's task releases its files on its way back to the program,
 * the last one first; what else runs does it at once (Linux: in a worker). */
void fput(struct file *file)
{
	struct file **put;

	if (!atomic_long_dec_and_test(&file->f_count))
		return;
	if (!in_task() || current->flags & PF_KTHREAD) {
		file_release(file);
		return;
	}
	put = dock_task_put_files();
	file->dock_next = *put;
	*put = file;
}
EXPORT_SYMBOL(fput);

void dock_file_release_put(void)
{
	struct file **put = dock_task_put_files(), *file;

	while ((file = *put)) {
		*put = file->dock_next;
		file_release(file);
	}
}

unsigned long dock_file_live(void)
{
	return live_files;
}
