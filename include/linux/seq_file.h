/* SPDX-License-Identifier: MIT */
/* Files whose text is made when they are read. */
#ifndef _LINUX_SEQ_FILE_H
#define _LINUX_SEQ_FILE_H

#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/types.h>

struct seq_operations;

struct seq_file {
	char *buf;
	size_t size;
	size_t from;
	size_t count;
	loff_t index;
	loff_t read_pos;
	struct mutex lock;
	const struct seq_operations *op;
	const struct file *file;
	void *private;
};

struct seq_operations {
	void *(*start)(struct seq_file *m, loff_t *pos);
	void (*stop)(struct seq_file *m, void *v);
	void *(*next)(struct seq_file *m, void *v, loff_t *pos);
	int (*show)(struct seq_file *m, void *v);
};

#define SEQ_SKIP 1
#define SEQ_START_TOKEN ((void *)1)

extern int seq_open(struct file *file, const struct seq_operations *op) __dock(seq_open);
extern ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *ppos) __dock(seq_read);
extern loff_t seq_lseek(struct file *file, loff_t offset, int whence) __dock(seq_lseek);
extern int seq_release(struct inode *inode, struct file *file) __dock(seq_release);
extern int single_open(struct file *file, int (*show)(struct seq_file *, void *), void *data)
	__dock(single_open);
extern int single_release(struct inode *inode, struct file *file) __dock(single_release);
extern void seq_printf(struct seq_file *m, const char *fmt, ...) __dock(seq_printf)
	__attribute__((format(printf, 2, 3)));
extern void seq_puts(struct seq_file *m, const char *s) __dock(seq_puts);
extern void seq_putc(struct seq_file *m, char c) __dock(seq_putc);
extern int seq_write(struct seq_file *m, const void *data, size_t len) __dock(seq_write);

static inline bool seq_has_overflowed(struct seq_file *m)
{
	return m->count == m->size;
}

#endif
