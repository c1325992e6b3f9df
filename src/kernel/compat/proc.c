/* SPDX-License-Identifier: MIT */
/* Files of /proc in the forms of older versions: see proc.h. */
#include "kernel/compat/proc.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "core/api.h"
#include "host/mem.h"
#include "kernel/fs/proc_entry.h"

#define READ_PROC_MAX (PAGE_SIZE - 1024) /* what a read_proc is asked for at once */

struct proc_dir_entry *dock_compat_proc_alloc(void)
{
	struct proc_dir_entry *de =
		dock_api_since(3, 10, 0) ? NULL : kzalloc(sizeof(*de), GFP_KERNEL);

	if (!de)
		return host_alloc(sizeof(*de));
	de->in_ram = true;
	return de;
}

void dock_compat_proc_free(struct proc_dir_entry *de)
{
	if (de->in_ram)
		kfree(de);
	else
		host_free(de);
}

/* --- methods of an ordinary file --- */

static void take_methods(struct proc_ops *ops, const struct file_operations *fops)
{
	*ops = (struct proc_ops){
		.proc_open = fops->open,
		.proc_read = fops->read,
		.proc_read_iter = fops->read ? NULL : fops->read_iter,
		.proc_write = fops->write,
		.proc_lseek = fops->llseek,
		.proc_release = fops->release,
		.proc_poll = fops->poll,
		.proc_ioctl = fops->unlocked_ioctl,
		.proc_mmap = fops->mmap,
	};
}

struct proc_dir_entry *dock_proc_create_fops(const char *name, umode_t mode,
					     struct proc_dir_entry *parent,
					     const struct file_operations *fops,
					     void *data);

struct proc_dir_entry *dock_proc_create_fops(const char *name, umode_t mode,
					     struct proc_dir_entry *parent,
					     const struct file_operations *fops,
					     void *data)
{
	struct proc_dir_entry *de = create_proc_entry(name, mode, parent);

	if (!de)
		return NULL;
	de->old.proc_fops = fops;
	de->old.data = de->data = data;
	dock_compat_proc_methods(de);
	return de;
}
EXPORT_SYMBOL(dock_proc_create_fops);

/* --- read_proc and write_proc --- */

/* One call of read_proc: @n bytes were asked for. Returns what went to the user, 0 at
 * the end. *@start is where the text for *@pos begins; small numbers are no address
 * but how far the position goes on; NULL: all of the file stands in @page. */
static ssize_t hand_out(char *page, char *start, int got, int n, char __user *buf,
			loff_t *pos)
{
	unsigned long step = (unsigned long)start;

	if (!start) {
		got -= (int)*pos;
		start = page + *pos;
		step = 0;
	} else if (start < page) {
		start = page;
	} else {
		step = 0;
	}
	if (got <= 0)
		return 0;
	got = min(got, n);
	if (start + got > page + PAGE_SIZE ||
	    copy_to_user(buf, start, (unsigned long)got))
		return -EFAULT;
	*pos += step ? (loff_t)step : got;
	return got;
}

static ssize_t read_by_read_proc(struct file *file, char __user *buf, size_t count,
				 loff_t *pos)
{
	struct proc_dir_entry *de = dock_proc_entry(file_inode(file));
	char *page = (char *)get_zeroed_page(GFP_KERNEL);
	ssize_t done = 0, ret = 1;
	int eof = 0;

	if (!page)
		return -ENOMEM;
	while (count && !eof && ret > 0) {
		int n = (int)min(count, (size_t)READ_PROC_MAX);
		char *start = NULL;
		int got = de->old.read_proc(page, &start, (off_t)*pos, n, &eof,
					    de->old.data);

		ret = got <= 0 ? got : hand_out(page, start, got, n, buf, pos);
		if (ret > 0) {
			done += ret;
			buf += ret;
			count -= (size_t)ret;
		}
	}
	free_page((unsigned long)page);
	return done || ret > 0 ? done : ret;
}

static ssize_t write_by_write_proc(struct file *file, const char __user *buf,
				   size_t count, loff_t *pos)
{
	struct proc_dir_entry *de = dock_proc_entry(file_inode(file));

	return de->old.write_proc(file, buf, count, de->old.data);
}

void dock_compat_proc_methods(struct proc_dir_entry *de)
{
	if (!de->has_old_methods)
		return;
	if (de->old.proc_fops)
		take_methods(&de->old_ops, de->old.proc_fops);
	else
		de->old_ops = (struct proc_ops){
			.proc_read = de->old.read_proc ? read_by_read_proc : NULL,
			.proc_write = de->old.write_proc ? write_by_write_proc : NULL,
		};
}

struct proc_dir_entry *create_proc_entry(const char *name, umode_t mode,
					 struct proc_dir_entry *parent)
{
	struct proc_dir_entry *de;

	if (S_ISDIR(mode))
		return proc_mkdir_mode(name, mode & 07777, parent);
	de = proc_create_data(name, mode, parent, NULL, NULL);
	if (!de)
		return NULL;
	de->has_old_methods = true;
	de->ops = &de->old_ops;
	return de;
}
EXPORT_SYMBOL(create_proc_entry);

struct proc_dir_entry *create_proc_read_entry(const char *name, umode_t mode,
					      struct proc_dir_entry *base,
					      read_proc_t *read_proc, void *data)
{
	struct proc_dir_entry *de = create_proc_entry(name, mode, base);

	if (de) {
		de->old.read_proc = read_proc;
		de->old.data = data;
	}
	return de;
}
EXPORT_SYMBOL(create_proc_read_entry);

extern struct proc_dir_entry *dock_proc_pde(const struct inode *inode);

struct proc_dir_entry *dock_proc_pde(const struct inode *inode)
{
	return dock_proc_entry(inode);
}
EXPORT_SYMBOL(dock_proc_pde);
