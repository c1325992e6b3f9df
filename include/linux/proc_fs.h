/* SPDX-License-Identifier: MIT */
/* Files under /proc. */
#ifndef _LINUX_PROC_FS_H
#define _LINUX_PROC_FS_H

#include <linux/fs.h>
#include <linux/types.h>

struct proc_dir_entry;
struct seq_file;
struct seq_operations;

#if DOCK_BEFORE_3_10
#include <linux/dock_old_proc.h>
#endif

#if DOCK_SINCE_5_6
struct proc_ops {
	unsigned int proc_flags;
	int (*proc_open)(struct inode *, struct file *);
	ssize_t (*proc_read)(struct file *, char __user *, size_t, loff_t *);
	ssize_t (*proc_read_iter)(struct kiocb *, struct iov_iter *);
	ssize_t (*proc_write)(struct file *, const char __user *, size_t, loff_t *);
	loff_t (*proc_lseek)(struct file *, loff_t, int);
	int (*proc_release)(struct inode *, struct file *);
	__poll_t (*proc_poll)(struct file *, struct poll_table_struct *);
	long (*proc_ioctl)(struct file *, unsigned int, unsigned long);
	int (*proc_mmap)(struct file *, struct vm_area_struct *);
	unsigned long (*proc_get_unmapped_area)(struct file *, unsigned long, unsigned long,
						unsigned long, unsigned long);
};

extern struct proc_dir_entry *proc_create(const char *name, umode_t mode, struct proc_dir_entry *parent,
					  const struct proc_ops *ops) __dock(proc_create);
extern struct proc_dir_entry *proc_create_data(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       const struct proc_ops *ops, void *data)
	__dock(proc_create_data);
#else
extern struct proc_dir_entry *dock_proc_create_fops(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       const struct file_operations *fops, void *data);
#if DOCK_SINCE_2_6_25
#define proc_create(name, mode, parent, fops) \
	dock_proc_create_fops(name, mode, parent, fops, NULL)
#endif
#if DOCK_SINCE_2_6_26
#define proc_create_data(name, mode, parent, fops, data) \
	dock_proc_create_fops(name, mode, parent, fops, data)
#endif
#endif
#if DOCK_SINCE_4_18
extern struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode,
						      struct proc_dir_entry *parent,
						      int (*show)(struct seq_file *, void *),
						      void *data) __dock(proc_create_single_data);
#define proc_create_single(name, mode, parent, show) \
	proc_create_single_data(name, mode, parent, show, NULL)
extern struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode,
						      struct proc_dir_entry *parent,
						      const struct seq_operations *ops,
						      unsigned int state_size, void *data)
	__dock(proc_create_seq_private);
#define proc_create_seq_data(name, mode, parent, ops, data) \
	proc_create_seq_private(name, mode, parent, ops, 0, data)
#define proc_create_seq(name, mode, parent, ops) \
	proc_create_seq_private(name, mode, parent, ops, 0, NULL)
#endif
extern struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent)
	__dock(proc_mkdir);
extern struct proc_dir_entry *proc_mkdir_data(const char *name, umode_t mode,
					      struct proc_dir_entry *parent, void *data)
	__dock(proc_mkdir_data);
extern struct proc_dir_entry *proc_mkdir_mode(const char *name, umode_t mode,
					      struct proc_dir_entry *parent)
	__dock(proc_mkdir_mode);
#if DOCK_SINCE_3_10
extern void proc_remove(struct proc_dir_entry *de) __dock(proc_remove);
#endif
extern void remove_proc_entry(const char *name, struct proc_dir_entry *parent)
	__dock(remove_proc_entry);
extern int remove_proc_subtree(const char *name, struct proc_dir_entry *parent)
	__dock(remove_proc_subtree);
extern void *proc_get_parent_data(const struct inode *inode) __dock(proc_get_parent_data);
#if DOCK_SINCE_5_17
extern void *pde_data(const struct inode *inode) __dock(pde_data);
#elif DOCK_SINCE_3_10
extern void *PDE_DATA(const struct inode *inode) __dock(pde_data);
#endif

#endif
