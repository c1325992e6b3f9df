/* SPDX-License-Identifier: MIT */
/* Files whose text is made when they are read. */
#ifndef _LINUX_SEQ_FILE_H
#define _LINUX_SEQ_FILE_H

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/stdarg.h>
#include <linux/types.h>

struct seq_operations;

struct seq_file {
	char *buf;
	size_t size;
	size_t from;
	size_t count;
	size_t pad_until;
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
extern int single_open_size(struct file *file, int (*show)(struct seq_file *, void *), void *data,
			    size_t size) __dock(single_open_size);
extern void *__seq_open_private(struct file *file, const struct seq_operations *op, int size)
	__dock(__seq_open_private);
extern int seq_open_private(struct file *file, const struct seq_operations *op, int size)
	__dock(seq_open_private);
extern int seq_release_private(struct inode *inode, struct file *file) __dock(seq_release_private);
extern void seq_vprintf(struct seq_file *m, const char *fmt, va_list args) __dock(seq_vprintf);
extern void seq_printf(struct seq_file *m, const char *fmt, ...) __dock(seq_printf)
	__attribute__((format(printf, 2, 3)));
extern void seq_puts(struct seq_file *m, const char *s) __dock(seq_puts);
extern void seq_putc(struct seq_file *m, char c) __dock(seq_putc);
extern void seq_put_decimal_ull(struct seq_file *m, const char *delimiter, unsigned long long num)
	__dock(seq_put_decimal_ull);
extern void seq_put_decimal_ll(struct seq_file *m, const char *delimiter, long long num)
	__dock(seq_put_decimal_ll);
extern void seq_escape(struct seq_file *m, const char *s, const char *only) __dock(seq_escape);
extern void seq_pad(struct seq_file *m, char c) __dock(seq_pad);
extern void seq_hex_dump(struct seq_file *m, const char *prefix, int prefix_type, int rowsize,
			 int groupsize, const void *buf, size_t len, bool ascii)
	__dock(seq_hex_dump);
extern struct list_head *seq_list_start(struct list_head *head, loff_t pos) __dock(seq_list_start);
extern struct list_head *seq_list_start_head(struct list_head *head, loff_t pos)
	__dock(seq_list_start_head);
extern struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *ppos)
	__dock(seq_list_next);
extern int seq_write(struct seq_file *m, const void *data, size_t len) __dock(seq_write);

static inline bool seq_has_overflowed(struct seq_file *m)
{
	return m->count == m->size;
}

/* What the record has from here to the next seq_pad() is made @size wide. */
static inline void seq_setwidth(struct seq_file *m, size_t size)
{
	m->pad_until = m->count + size;
}

#define DEFINE_SEQ_ATTRIBUTE(name)                                                        \
	static int name##_open(struct inode *inode, struct file *file)                    \
	{                                                                                 \
		int ret = seq_open(file, &name##_sops);                                   \
                                                                                          \
		if (!ret && inode->i_private)                                             \
			((struct seq_file *)file->private_data)->private = inode->i_private; \
		return ret;                                                               \
	}                                                                                 \
	static const struct file_operations name##_fops = {                               \
		.owner = THIS_MODULE,                                                     \
		.open = name##_open,                                                      \
		.read = seq_read,                                                         \
		.llseek = seq_lseek,                                                      \
		.release = seq_release,                                                   \
	}

#if DOCK_SINCE_4_16
#define DEFINE_SHOW_ATTRIBUTE(name)                                                       \
	static int name##_open(struct inode *inode, struct file *file)                    \
	{                                                                                 \
		return single_open(file, name##_show, inode->i_private);                  \
	}                                                                                 \
	static const struct file_operations name##_fops = {                               \
		.owner = THIS_MODULE,                                                     \
		.open = name##_open,                                                      \
		.read = seq_read,                                                         \
		.llseek = seq_lseek,                                                      \
		.release = single_release,                                                \
	}
#endif

#if DOCK_SINCE_5_6
#define DEFINE_PROC_SHOW_ATTRIBUTE(name)                                                  \
	static int name##_open(struct inode *inode, struct file *file)                    \
	{                                                                                 \
		return single_open(file, name##_show, pde_data(inode));                   \
	}                                                                                 \
	static const struct proc_ops name##_proc_ops = {                                  \
		.proc_open = name##_open,                                                 \
		.proc_read = seq_read,                                                    \
		.proc_lseek = seq_lseek,                                                  \
		.proc_release = single_release,                                           \
	}
#endif

#endif
