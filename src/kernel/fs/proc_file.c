/* SPDX-License-Identifier: MIT */
/*
 * Open files of /proc. Their operations are always these, which look for the
 * entry first: a module may remove it, and go, while files of it are open. The
 * methods are never called again then, because removing waits for those that
 * run and calls the release of each open file itself.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/compat/proc.h"
#include "kernel/fs/node.h"
#include "kernel/fs/proc.h"
#include "kernel/fs/proc_entry.h"

struct proc_open {
	struct list_head list;
	struct file *file;
};

struct proc_dir_entry *dock_proc_entry(const struct inode *inode)
{
	struct dock_node *node = inode->i_private;

	return node ? node->private : NULL;
}

/* Begin a call of a method; NULL: the entry is gone. */
static struct proc_dir_entry *use(const struct inode *inode)
{
	struct proc_dir_entry *de = dock_proc_entry(inode);

	if (!de || de->leaving)
		return NULL;
	de->users++;
	return de;
}

static void unuse(struct proc_dir_entry *de)
{
	if (!--de->users && de->leaving)
		wake_up(&de->idle);
}

/* --- birth and death --- */

static int call_open(struct proc_dir_entry *de, struct inode *inode, struct file *file)
{
	struct proc_open *open;
	int err = de->ops->proc_open ? de->ops->proc_open(inode, file) : 0;

	if (err || !de->ops->proc_release)
		return err;
	open = host_alloc(sizeof(*open));
	open->file = file;
	list_add_tail(&open->list, &de->opens);
	return 0;
}

static int file_open(struct inode *inode, struct file *file)
{
	struct proc_dir_entry *de = use(inode);
	int err;

	if (!de)
		return -ENOENT;
	dock_compat_proc_methods(de);
	if (de->ops->proc_read_iter)
		file->f_op = &dock_proc_iter_fops;
	err = call_open(de, inode, file);
	unuse(de);
	return err;
}

/* Whoever takes the record off the list calls release. */
static void call_release(struct proc_dir_entry *de, struct proc_open *open)
{
	struct file *file = open->file;

	list_del(&open->list);
	host_free(open);
	de->ops->proc_release(file->f_inode, file);
}

static int file_release(struct inode *inode, struct file *file)
{
	struct proc_dir_entry *de = use(inode);
	struct proc_open *open;

	if (!de)
		return 0; /* it has been released */
	list_for_each_entry (open, &de->opens, list)
		if (open->file == file) {
			call_release(de, open);
			break;
		}
	unuse(de);
	return 0;
}

void dock_proc_rundown(struct proc_dir_entry *de)
{
	de->leaving = true;
	wait_event(de->idle, !de->users);
	while (!list_empty(&de->opens))
		call_release(de, list_first_entry(&de->opens, struct proc_open, list));
}

/* --- calls: EIO for an entry that is gone and for a method that is not there --- */

static ssize_t file_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct proc_dir_entry *de = use(file->f_inode);
	ssize_t ret = -EIO;

	if (!de)
		return DOCK_BREAK("proc-goes-with-the-module") ? -ENODEV : ret;
	if (de->ops->proc_read)
		ret = de->ops->proc_read(file, buf, count, pos);
	unuse(de);
	return ret;
}

static ssize_t file_read_iter(struct kiocb *iocb, struct iov_iter *iter)
{
	struct proc_dir_entry *de = use(iocb->ki_filp->f_inode);
	ssize_t ret;

	if (!de)
		return -EIO;
	ret = de->ops->proc_read_iter(iocb, iter);
	unuse(de);
	return ret;
}

static ssize_t file_write(struct file *file, const char __user *buf, size_t count,
			  loff_t *pos)
{
	struct proc_dir_entry *de = use(file->f_inode);
	ssize_t ret = -EIO;

	if (!de)
		return ret;
	if (de->ops->proc_write)
		ret = de->ops->proc_write(file, buf, count, pos);
	unuse(de);
	return ret;
}

static loff_t file_llseek(struct file *file, loff_t offset, int whence)
{
	struct proc_dir_entry *de = use(file->f_inode);
	loff_t ret;

	if (!de)
		return -EINVAL;
	ret = de->ops->proc_lseek ? de->ops->proc_lseek(file, offset, whence)
				  : default_llseek(file, offset, whence);
	unuse(de);
	return ret;
}

static __poll_t file_poll(struct file *file, struct poll_table_struct *table)
{
	struct proc_dir_entry *de = use(file->f_inode);
	__poll_t ret = DEFAULT_POLLMASK;

	if (!de)
		return ret;
	if (de->ops->proc_poll)
		ret = de->ops->proc_poll(file, table);
	unuse(de);
	return ret;
}

static long file_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct proc_dir_entry *de = use(file->f_inode);
	long ret = -ENOTTY;

	if (!de)
		return ret;
	if (de->ops->proc_ioctl)
		ret = de->ops->proc_ioctl(file, cmd, arg);
	unuse(de);
	return ret;
}

static int file_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct proc_dir_entry *de = use(file->f_inode);
	int ret = -EIO;

	if (!de)
		return ret;
	if (de->ops->proc_mmap)
		ret = de->ops->proc_mmap(file, vma);
	unuse(de);
	return ret;
}

const struct file_operations dock_proc_fops = {
	.open = file_open,
	.release = file_release,
	.read = file_read,
	.write = file_write,
	.llseek = file_llseek,
	.poll = file_poll,
	.unlocked_ioctl = file_ioctl,
	.mmap = file_mmap,
};

const struct file_operations dock_proc_iter_fops = {
	.open = file_open,
	.release = file_release,
	.read_iter = file_read_iter,
	.write = file_write,
	.llseek = file_llseek,
	.poll = file_poll,
	.unlocked_ioctl = file_ioctl,
	.mmap = file_mmap,
};
