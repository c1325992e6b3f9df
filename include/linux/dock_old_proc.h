/* SPDX-License-Identifier: MIT */
/* Files of /proc until 3.9: an entry that its driver fills in, linux/proc_fs.h
 * includes this. Drydock's own struct proc_dir_entry begins with the same members. */
#ifndef _LINUX_DOCK_OLD_PROC_H
#define _LINUX_DOCK_OLD_PROC_H

typedef int read_proc_t(char *page, char **start, off_t off, int count, int *eof, void *data);
typedef int write_proc_t(struct file *file, const char __user *buffer, unsigned long count,
			 void *data);

#ifdef DRYDOCK_CORE
struct dock_old_proc {
#else
struct proc_dir_entry {
#endif
	const char *name;
	struct module *owner;
	const struct file_operations *proc_fops;
	void *data;
	read_proc_t *read_proc;
	write_proc_t *write_proc;
};

extern struct proc_dir_entry *create_proc_entry(const char *name, umode_t mode,
						struct proc_dir_entry *parent)
	__dock(create_proc_entry);
extern struct proc_dir_entry *create_proc_read_entry(const char *name, umode_t mode,
						     struct proc_dir_entry *base,
						     read_proc_t *read_proc, void *data)
	__dock(create_proc_read_entry);
#ifndef DRYDOCK_CORE
extern struct proc_dir_entry *dock_proc_pde(const struct inode *inode);
#define PDE(inode) dock_proc_pde(inode)
#endif

#endif
