/* SPDX-License-Identifier: MIT */
/*
 * seq_file: a file's text is made record by record into a buffer of a page or
 * more, and read from there in any pieces.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "core/breaks.h"

int seq_open(struct file *file, const struct seq_operations *op)
{
	struct seq_file *m = kzalloc(sizeof(*m), GFP_KERNEL);

	if (!m)
		return -ENOMEM;
	mutex_init(&m->lock);
	m->op = op;
	m->file = file;
	file->private_data = m;
	file->f_mode &= ~FMODE_PWRITE;
	return 0;
}
EXPORT_SYMBOL(seq_open);

int seq_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kvfree(m->buf);
	kfree(m);
	return 0;
}
EXPORT_SYMBOL(seq_release);

void *__seq_open_private(struct file *file, const struct seq_operations *op, int size)
{
	void *private = kzalloc((size_t)size, GFP_KERNEL_ACCOUNT);

	if (!private || seq_open(file, op)) {
		kfree(private);
		return NULL;
	}
	((struct seq_file *)file->private_data)->private = private;
	return private;
}
EXPORT_SYMBOL(__seq_open_private);

int seq_open_private(struct file *file, const struct seq_operations *op, int size)
{
	return __seq_open_private(file, op, size) ? 0 : -ENOMEM;
}
EXPORT_SYMBOL(seq_open_private);

int seq_release_private(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kfree(m->private);
	m->private = NULL;
	return seq_release(inode, file);
}
EXPORT_SYMBOL(seq_release_private);

static int buffer_grow(struct seq_file *m)
{
	size_t size = m->size ? 2 * m->size : PAGE_SIZE;

	kvfree(m->buf);
	m->count = 0;
	m->buf = kvmalloc(size, GFP_KERNEL);
	m->size = m->buf ? size : 0;
	return m->buf ? 0 : -ENOMEM;
}

/* Make the record @m->index into the empty buffer. 1: made, 0: the end. */
static int make_record(struct seq_file *m)
{
	void *v;
	int err;

	if (!m->buf) {
		err = buffer_grow(m);
		if (err)
			return err;
	}
	for (;;) {
		m->from = 0;
		m->count = 0;
		v = m->op->start(m, &m->index);
		err = IS_ERR(v) ? (int)PTR_ERR(v) : v ? m->op->show(m, v) : 0;
		if (!v || err < 0) {
			m->op->stop(m, v);
			return err;
		}
		if (err == SEQ_SKIP)
			m->count = 0;
		if (!seq_has_overflowed(m)) {
			m->op->next(m, v, &m->index);
			m->op->stop(m, v);
			return 1;
		}
		m->op->stop(m, v);
		err = buffer_grow(m);
		if (err)
			return err;
	}
}

static int seek_forward(struct seq_file *m, loff_t pos)
{
	loff_t at = 0;

	m->index = 0;
	m->count = 0;
	m->from = 0;
	while (at < pos) {
		int made = make_record(m);

		if (made <= 0)
			return made;
		if (at + (loff_t)m->count > pos) {
			m->from = (size_t)(pos - at);
			m->count -= m->from;
			break;
		}
		at += (loff_t)m->count;
		m->count = 0;
	}
	m->read_pos = pos;
	return 0;
}

ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *ppos)
{
	struct seq_file *m = file->private_data;
	size_t done = 0;
	int err = 0;

	mutex_lock(&m->lock);
	if (*ppos == 0 || *ppos != m->read_pos)
		err = seek_forward(m, *ppos);
	while (!err && done < size) {
		size_t n;

		if (!m->count) {
			int made = make_record(m);

			if (made <= 0) {
				err = made;
				break;
			}
		}
		n = min(m->count, size - done);
		if (copy_to_user(buf + done, m->buf + m->from, n)) {
			err = -EFAULT;
			break;
		}
		m->from += n;
		m->count -= n;
		done += n;
		if (DOCK_BREAK("proc-sequence") && m->index > 1)
			m->count = 0;
	}
	if (done) {
		*ppos += (loff_t)done;
		m->read_pos = *ppos;
	}
	mutex_unlock(&m->lock);
	return done ? (ssize_t)done : err;
}
EXPORT_SYMBOL(seq_read);

loff_t seq_lseek(struct file *file, loff_t offset, int whence)
{
	if (whence == SEEK_CUR)
		offset += DOCK_BREAK("proc-sequence-position") ? 0 : file->f_pos;
	else if (whence != SEEK_SET)
		return -EINVAL;
	if (offset < 0)
		return -EINVAL;
	file->f_pos = offset;
	return offset;
}
EXPORT_SYMBOL(seq_lseek);

/* --- files of a single record --- */

static void *single_start(struct seq_file *m, loff_t *pos)
{
	return *pos ? NULL : SEQ_START_TOKEN;
}

static void *single_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return NULL;
}

static void single_stop(struct seq_file *m, void *v)
{
}

int single_open(struct file *file, int (*show)(struct seq_file *, void *), void *data)
{
	struct seq_operations *op = kmalloc(sizeof(*op), GFP_KERNEL);
	int err;

	if (!op)
		return -ENOMEM;
	*op = (struct seq_operations){ single_start, single_stop, single_next, show };
	err = seq_open(file, op);
	if (err)
		kfree(op);
	else
		((struct seq_file *)file->private_data)->private = data;
	return err;
}
EXPORT_SYMBOL(single_open);

/* A buffer of @size from the start, instead of one that grows. */
int single_open_size(struct file *file, int (*show)(struct seq_file *, void *), void *data,
		     size_t size)
{
	char *buf = kvmalloc(size, GFP_KERNEL_ACCOUNT);
	int err;

	if (!buf)
		return -ENOMEM;
	err = single_open(file, show, data);
	if (err) {
		kvfree(buf);
		return err;
	}
	((struct seq_file *)file->private_data)->buf = buf;
	((struct seq_file *)file->private_data)->size = size;
	return 0;
}
EXPORT_SYMBOL(single_open_size);

int single_release(struct inode *inode, struct file *file)
{
	const struct seq_operations *op = ((struct seq_file *)file->private_data)->op;
	int err = seq_release(inode, file);

	kfree(op);
	return err;
}
EXPORT_SYMBOL(single_release);
