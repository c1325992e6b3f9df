/* SPDX-License-Identifier: MIT */
/*
 * /proc: the machine's own files and those of drivers. Each is a node
 * (node.h); opening one gives the file operations made of its proc_ops.
 */
#include "kernel/fs/proc.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "host/mem.h"
#include "kernel/driver/irq.h"
#include "kernel/fs/chrdev.h"
#include "kernel/fs/node.h"
#include "kernel/mm/resource.h"
#include "kernel/module/loader.h"

struct proc_dir_entry {
	struct dock_node *node;
	const struct proc_ops *ops;
	int (*show)(struct seq_file *, void *);
	void *data;
	struct file_operations fops;
};

static struct proc_dir_entry *pde_of(const struct inode *inode)
{
	return inode->i_private ? ((struct dock_node *)inode->i_private)->private : NULL;
}

void *pde_data(const struct inode *inode)
{
	return pde_of(inode)->data;
}
EXPORT_SYMBOL(pde_data);

static int show_open(struct inode *inode, struct file *file)
{
	return single_open(file, pde_of(inode)->show, pde_of(inode)->data);
}

static int proc_open(struct inode *inode, struct file *file)
{
	struct proc_dir_entry *de = pde_of(inode);

	if (!de)
		return -ENOENT;
	file->f_op = &de->fops;
	return de->fops.open ? de->fops.open(inode, file) : 0;
}

const struct file_operations dock_proc_fops = { .open = proc_open };

static void fops_fill(struct proc_dir_entry *de)
{
	const struct proc_ops *o = de->ops;

	if (!o) {
		de->fops = (struct file_operations){ .open = show_open, .read = seq_read,
						     .llseek = seq_lseek,
						     .release = single_release };
		return;
	}
	de->fops = (struct file_operations){
		.open = o->proc_open,	.read = o->proc_read,
		.read_iter = o->proc_read_iter, .write = o->proc_write,
		.llseek = o->proc_lseek, .release = o->proc_release,
		.poll = o->proc_poll,	.unlocked_ioctl = o->proc_ioctl,
		.mmap = o->proc_mmap,
	};
}

static struct proc_dir_entry *entry_new(const char *name, umode_t mode,
					struct proc_dir_entry *parent)
{
	struct proc_dir_entry *de = host_alloc(sizeof(*de));
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", parent ? parent->node->path : "/proc", name);
	de->node = dock_node_add(path, mode, 0);
	if (!de->node) {
		host_free(de);
		return NULL;
	}
	de->node->fops = &dock_proc_fops;
	de->node->private = de;
	return de;
}

struct proc_dir_entry *proc_create_data(const char *name, umode_t mode,
					struct proc_dir_entry *parent,
					const struct proc_ops *ops, void *data)
{
	struct proc_dir_entry *de =
		entry_new(name, S_IFREG | (mode & 07777 ? mode & 07777 : 0444), parent);

	if (!de)
		return NULL;
	de->ops = ops;
	de->data = data;
	fops_fill(de);
	return de;
}
EXPORT_SYMBOL(proc_create_data);

struct proc_dir_entry *proc_create(const char *name, umode_t mode, struct proc_dir_entry *parent,
				   const struct proc_ops *ops)
{
	return proc_create_data(name, mode, parent, ops, NULL);
}
EXPORT_SYMBOL(proc_create);

struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       int (*show)(struct seq_file *, void *), void *data)
{
	struct proc_dir_entry *de = proc_create_data(name, mode, parent, NULL, data);

	if (de)
		de->show = show;
	return de;
}
EXPORT_SYMBOL(proc_create_single_data);

struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent)
{
	return entry_new(name, S_IFDIR | 0555, parent);
}
EXPORT_SYMBOL(proc_mkdir);

void proc_remove(struct proc_dir_entry *de)
{
	if (!de)
		return;
	dock_node_remove(de->node);
	host_free(de);
}
EXPORT_SYMBOL(proc_remove);

void remove_proc_entry(const char *name, struct proc_dir_entry *parent)
{
	struct dock_node *node;
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", parent ? parent->node->path : "/proc", name);
	node = dock_node_find(path);
	if (WARN(!node || node->fops != &dock_proc_fops, "remove_proc_entry: there is no %s\n", path))
		return;
	proc_remove(node->private);
}
EXPORT_SYMBOL(remove_proc_entry);

void dock_proc_init(void)
{
	proc_create_single("devices", 0444, NULL, dock_proc_devices);
	proc_create_single("interrupts", 0444, NULL, dock_proc_interrupts);
	proc_create_single("iomem", 0444, NULL, dock_proc_iomem);
	proc_create_single("ioports", 0444, NULL, dock_proc_ioports);
	proc_create_single("modules", 0444, NULL, dock_proc_modules);
}
