/* SPDX-License-Identifier: MIT */
/*
 * Open files of sysfs. Text is made by show() when a read begins at 0, and what
 * a write brings is one call of store(); binary attributes get a page at most at
 * a time, at the file's position.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>
#include "core/breaks.h"
#include "kernel/fs/node.h"
#include "kernel/fs/sysfs.h"
#include "kernel/module/loader.h"

/* Of an open file; text has it as its seq_file's private. */
static struct kernfs_node *entry_of(const struct file *file)
{
	const struct seq_file *m = file->private_data;

	return m->private;
}

/* --- text --- */

static ssize_t show_now(struct seq_file *m, struct kernfs_node *kn)
{
	ssize_t count;

	memset(m->buf, 0, PAGE_SIZE);
	count = kn->ops->show
			? kn->ops->show(kn->kobj, (struct attribute *)kn->attr, m->buf)
			: -EIO;
	if (count < (ssize_t)PAGE_SIZE)
		return count;
	printk("fill_read_buffer: %pS returned bad count\n", kn->ops->show);
	return PAGE_SIZE - 1;
}

static int text_show(struct seq_file *m, void *v)
{
	struct kernfs_node *kn = m->private;
	ssize_t count;

	if (!dock_sysfs_begin(kn))
		return -ENODEV;
	count = show_now(m, kn);
	dock_sysfs_end(kn);
	if (count < 0)
		return (int)count;
	m->count = min((size_t)count, PAGE_SIZE - 1 - DOCK_BREAK("attr-read"));
	return 0;
}

/* Text that was made is there to read; more is not asked of what is gone. */
static void *text_start(struct seq_file *m, loff_t *pos)
{
	struct kernfs_node *kn = m->private;

	if (!kn->node)
		return ERR_PTR(DOCK_BREAK("attr-of-a-module-gone") && !dock_module_last()
				       ? -EIO
				       : -ENODEV);
	return *pos ? NULL : SEQ_START_TOKEN;
}

static void *text_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return NULL;
}

static void text_stop(struct seq_file *m, void *v)
{
}

static const struct seq_operations text_ops = {text_start, text_stop, text_next, text_show};

static ssize_t text_write(struct file *file, const char __user *from, size_t size,
			  loff_t *pos)
{
	struct kernfs_node *kn = entry_of(file);
	size_t len = min(size, PAGE_SIZE - DOCK_BREAK("attr-write"));
	ssize_t ret = DOCK_BREAK("attr-removed") ? -EIO : -ENODEV;
	char *buf;

	buf = kmalloc(len + 1, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if (copy_from_user(buf, from, len)) {
		kfree(buf);
		return -EFAULT;
	}
	buf[len] = 0;
	if (dock_sysfs_begin(kn)) {
		ret = !len ? 0
		      : !kn->ops->store
			      ? -EIO
			      : kn->ops->store(kn->kobj, (struct attribute *)kn->attr,
					       buf, len);
		dock_sysfs_end(kn);
	}
	kfree(buf);
	if (ret > 0)
		*pos += ret;
	if (ret > 0 && DOCK_BREAK("attr-read-again"))
		((struct seq_file *)file->private_data)->count = 0;
	return ret;
}

static int file_release(struct inode *inode, struct file *file)
{
	dock_sysfs_put(entry_of(file));
	return seq_release(inode, file);
}

static const struct file_operations text_fops = {
	.read = seq_read,
	.write = text_write,
	.llseek = generic_file_llseek,
	.release = file_release,
};

/* --- binary --- */

static ssize_t bin_call(struct file *file, struct kernfs_node *kn, char *buf, loff_t pos,
			size_t len, bool write)
{
	struct bin_attribute *bin = (struct bin_attribute *)kn->bin;
	ssize_t ret = -EIO;

	if (!dock_sysfs_begin(kn))
		return -ENODEV;
	if (write && bin->write)
		ret = bin->write(file, kn->kobj, bin, buf, pos, len);
	else if (!write && bin->read)
		ret = bin->read(file, kn->kobj, bin, buf, pos, len);
	dock_sysfs_end(kn);
	return ret;
}

static ssize_t bin_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	struct kernfs_node *kn = entry_of(file);
	loff_t end = file_inode(file)->i_size;
	size_t len = min(size, PAGE_SIZE);
	ssize_t ret;
	char *buf;

	if (!len || (end && *pos >= end))
		return 0;
	if (end)
		len = min(len, (size_t)(end - *pos));
	buf = kmalloc(len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = bin_call(file, kn, buf, *pos, len, false);
	if (ret > 0 && copy_to_user(to, buf, (size_t)ret))
		ret = -EFAULT;
	if (ret > 0)
		*pos += ret;
	kfree(buf);
	return ret;
}

static ssize_t bin_write(struct file *file, const char __user *from, size_t size,
			 loff_t *pos)
{
	struct kernfs_node *kn = entry_of(file);
	loff_t end = file_inode(file)->i_size;
	size_t len = min(size, PAGE_SIZE);
	ssize_t ret = -EFAULT;
	char *buf;

	if (end && *pos >= end)
		return DOCK_BREAK("attr-binary") || DOCK_BREAK("pci-config") ? -ENOSPC : -EFBIG;
	if (end)
		len = min(len, (size_t)(end - *pos));
	if (!len)
		return 0;
	buf = kmalloc(len + 1, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if (!copy_from_user(buf, from, len)) {
		buf[len] = 0;
		ret = bin_call(file, kn, buf, *pos, len, true);
	}
	if (ret > 0)
		*pos += ret;
	kfree(buf);
	return ret;
}

static int bin_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct kernfs_node *kn = entry_of(file);
	struct bin_attribute *bin = (struct bin_attribute *)kn->bin;
	int ret = -ENODEV;

	if (bin->mmap && dock_sysfs_begin(kn)) {
		ret = bin->mmap(file, kn->kobj, bin, vma);
		dock_sysfs_end(kn);
	}
	return ret;
}

static const struct file_operations bin_fops = {
	.read = bin_read,
	.write = bin_write,
	.mmap = bin_mmap,
	.llseek = generic_file_llseek,
	.release = file_release,
};

/* --- open --- */

/* Root, too, needs the mode's bits and somebody who answers. */
static bool may_open(const struct kernfs_node *kn, const struct file *file, umode_t mode)
{
	bool can_read = kn->bin ? kn->bin->read || kn->bin->mmap : kn->ops->show != NULL;
	bool can_write =
		kn->bin ? kn->bin->write || kn->bin->mmap : kn->ops->store != NULL;

	if ((file->f_mode & FMODE_WRITE) && !((mode & 0222) && can_write))
		return false;
	return !(file->f_mode & FMODE_READ) ||
	       ((mode & 0444 || DOCK_BREAK("attr-refusals")) && can_read);
}

static int sysfs_open(struct inode *inode, struct file *file)
{
	struct dock_node *node = inode->i_private;
	struct kernfs_node *kn = node ? node->private : NULL;
	int err;

	if (!kn)
		return -ENODEV;
	if (!may_open(kn, file, node->mode))
		return -EACCES;
	kn->refs++; /* it may be removed while we wait for memory */
	err = seq_open(file, &text_ops);
	if (err) {
		dock_sysfs_put(kn);
		return err;
	}
	((struct seq_file *)file->private_data)->private = kn;
	if (file->f_mode & FMODE_WRITE)
		file->f_mode |= FMODE_PWRITE; /* which a seq_file takes away */
	file->f_op = kn->bin ? &bin_fops : &text_fops;
	return 0;
}

const struct file_operations dock_sysfs_fops = {.open = sysfs_open};

/* --- what show() writes with --- */

static bool is_page(const char *buf, const char *who)
{
	return !WARN(!buf || offset_in_page(buf), "invalid %s: buf:%p\n", who, buf);
}

int sysfs_emit(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	if (!is_page(buf, "sysfs_emit"))
		return 0;
	va_start(args, fmt);
	len = vscnprintf(buf, PAGE_SIZE, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL_GPL(sysfs_emit);

int sysfs_emit_at(char *buf, int at, const char *fmt, ...)
{
	va_list args;
	int len;

	if (!is_page(buf, "sysfs_emit_at") ||
	    WARN(at < 0 || at >= (int)PAGE_SIZE, "invalid sysfs_emit_at: buf:%p at:%d\n",
		 buf, at))
		return 0;
	va_start(args, fmt);
	len = vscnprintf(buf + at, PAGE_SIZE - (size_t)at, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL_GPL(sysfs_emit_at);
