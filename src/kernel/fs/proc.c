/* SPDX-License-Identifier: MIT */
/*
 * /proc: the machine's own files and those of drivers. Each is a node
 * (node.h); proc_file.c has what its open files do.
 */
#include "kernel/fs/proc.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include "check/stack.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/compat/proc.h"
#include "kernel/driver/driver.h"
#include "kernel/driver/irq.h"
#include "kernel/fs/chrdev.h"
#include "kernel/fs/node.h"
#include "kernel/fs/proc_entry.h"
#include "kernel/leftover.h"
#include "kernel/mm/proc_mm.h"
#include "kernel/mm/resource.h"
#include "kernel/module/loader.h"
#include "kernel/uts.h"

#define PATH_BYTES 256

static LIST_HEAD(roots); /* entries directly in /proc */

void *pde_data(const struct inode *inode)
{
	return dock_proc_entry(inode)->data;
}
EXPORT_SYMBOL(pde_data);

void *proc_get_parent_data(const struct inode *inode)
{
	const struct proc_dir_entry *parent = dock_proc_entry(inode)->parent;

	return parent ? parent->data : NULL;
}
EXPORT_SYMBOL(proc_get_parent_data);

/* --- making --- */

static void path_of(char path[PATH_BYTES], const char *name,
		    const struct proc_dir_entry *parent)
{
	snprintf(path, PATH_BYTES, "%s/%s", parent ? parent->node->path : "/proc", name);
}

/* "driver/foo": the directory is one that Linux itself makes, or a driver's. */
static bool directory_exists(const char *path)
{
	static const char *const made[] = {"/proc",    "/proc/driver", "/proc/bus",
					   "/proc/fs", "/proc/irq",    "/proc/tty"};
	const struct dock_node *node;
	char dir[PATH_BYTES];

	if (!strncmp(path, "/proc/sys/", strlen("/proc/sys/")))
		return true;
	strscpy(dir, path, sizeof(dir));
	*strrchr(dir, '/') = '\0';
	for (unsigned int i = 0; i < ARRAY_SIZE(made); i++)
		if (!strcmp(dir, made[i]))
			return true;
	node = dock_node_find(dir);
	return node && S_ISDIR(node->mode);
}

static struct proc_dir_entry *entry_new(const char *name, umode_t mode,
					struct proc_dir_entry *parent)
{
	struct proc_dir_entry *de;
	struct dock_node *node;
	char path[PATH_BYTES];

	path_of(path, name, parent);
	if (WARN(!directory_exists(path), "name '%s'\n", name))
		return NULL;
	node = dock_node_add(path, mode, 0);
	if (WARN(!node, "proc_dir_entry '%s' already registered\n",
		 path + strlen("/proc/")))
		return NULL;
	de = dock_compat_proc_alloc();
	de->node = node;
	de->parent = parent;
	de->stack = dock_stack_keep();
	INIT_LIST_HEAD(&de->children);
	INIT_LIST_HEAD(&de->opens);
	init_waitqueue_head(&de->idle);
	list_add_tail(&de->sibling, parent ? &parent->children : &roots);
	node->fops = &dock_proc_fops;
	node->private = de;
	return de;
}

static umode_t file_mode(umode_t mode)
{
	return S_IFREG | (mode & 07777 ? mode & 07777 : DOCK_BREAK("proc-text") ? 0644 : 0444);
}

struct proc_dir_entry *proc_create_data(const char *name, umode_t mode,
					struct proc_dir_entry *parent,
					const struct proc_ops *ops, void *data)
{
	struct proc_dir_entry *de = entry_new(name, file_mode(mode), parent);

	if (!de)
		return NULL;
	de->ops = ops;
	de->data = data;
	return de;
}
EXPORT_SYMBOL(proc_create_data);

struct proc_dir_entry *proc_create(const char *name, umode_t mode,
				   struct proc_dir_entry *parent,
				   const struct proc_ops *ops)
{
	return proc_create_data(name, mode, parent, ops, NULL);
}
EXPORT_SYMBOL(proc_create);

/* --- files of one record --- */

static int single_file_open(struct inode *inode, struct file *file)
{
	const struct proc_dir_entry *de = dock_proc_entry(inode);

	return single_open(file, de->show, de->data);
}

static const struct proc_ops single_ops = {
	.proc_open = single_file_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       int (*show)(struct seq_file *, void *),
					       void *data)
{
	struct proc_dir_entry *de =
		proc_create_data(name, mode, parent, &single_ops, data);

	if (de)
		de->show = show;
	return de;
}
EXPORT_SYMBOL(proc_create_single_data);

/* --- files of several --- */

static int seq_file_open(struct inode *inode, struct file *file)
{
	const struct proc_dir_entry *de = dock_proc_entry(inode);

	return de->state_size ? seq_open_private(file, de->seq, (int)de->state_size)
			      : seq_open(file, de->seq);
}

static int seq_file_release(struct inode *inode, struct file *file)
{
	return dock_proc_entry(inode)->state_size ? seq_release_private(inode, file)
						  : seq_release(inode, file);
}

static const struct proc_ops seq_ops = {
	.proc_open = seq_file_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = seq_file_release,
};

struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       const struct seq_operations *ops,
					       unsigned int state_size, void *data)
{
	struct proc_dir_entry *de = proc_create_data(name, mode, parent, &seq_ops, data);

	if (!de)
		return NULL;
	de->seq = ops;
	de->state_size = state_size;
	return de;
}
EXPORT_SYMBOL(proc_create_seq_private);

/* --- directories --- */

struct proc_dir_entry *proc_mkdir_data(const char *name, umode_t mode,
				       struct proc_dir_entry *parent, void *data)
{
	struct proc_dir_entry *de =
		entry_new(name, S_IFDIR | (mode ? mode & 07777 : 0555), parent);

	if (de)
		de->data = data;
	return de;
}
EXPORT_SYMBOL(proc_mkdir_data);

struct proc_dir_entry *proc_mkdir_mode(const char *name, umode_t mode,
				       struct proc_dir_entry *parent)
{
	return proc_mkdir_data(name, mode, parent, NULL);
}
EXPORT_SYMBOL(proc_mkdir_mode);

struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent)
{
	return proc_mkdir_data(name, 0, parent, NULL);
}
EXPORT_SYMBOL(proc_mkdir);

/* --- removing --- */

/* The node stays the entry's until its files have been released. */
static void entry_remove(struct proc_dir_entry *de)
{
	list_del(&de->sibling);
	dock_proc_rundown(de);
	dock_node_remove(de->node);
	dock_compat_proc_free(de);
}

/* All below it, the deepest first. */
void proc_remove(struct proc_dir_entry *de)
{
	struct proc_dir_entry *at = de, *up;

	while (at) {
		while (!list_empty(&at->children))
			at = list_first_entry(&at->children, struct proc_dir_entry,
					      sibling);
		up = at == de ? NULL : at->parent;
		entry_remove(at);
		at = up;
	}
}
EXPORT_SYMBOL(proc_remove);

static struct proc_dir_entry *entry_find(const char *name,
					 const struct proc_dir_entry *parent)
{
	const struct dock_node *node;
	char path[PATH_BYTES];

	path_of(path, name, parent);
	node = dock_node_find(path);
	return node && node->fops == &dock_proc_fops ? node->private : NULL;
}

int remove_proc_subtree(const char *name, struct proc_dir_entry *parent)
{
	struct proc_dir_entry *de = entry_find(name, parent);

	if (WARN(!de, "name '%s'\n", name))
		return -ENOENT;
	proc_remove(de);
	return 0;
}
EXPORT_SYMBOL(remove_proc_subtree);

void remove_proc_entry(const char *name, struct proc_dir_entry *parent)
{
	struct proc_dir_entry *de = entry_find(name, parent);

	if (WARN(!de, "name '%s'\n", name))
		return;
	WARN(!list_empty(&de->children),
	     "removing non-empty directory '%s', leaking at least '%s'\n",
	     de->node->path + strlen("/proc/"),
	     strrchr(list_first_entry(&de->children, struct proc_dir_entry, sibling)
			     ->node->path,
		     '/') +
		     1);
	proc_remove(de);
}
EXPORT_SYMBOL(remove_proc_entry);

/* --- what is left --- */

/* The first one in or below @entries. */
static struct proc_dir_entry *find_left(struct list_head *entries, unsigned long base,
					unsigned long len)
{
	struct proc_dir_entry *de, *below;

	list_for_each_entry(de, entries, sibling) {
		if (dock_stack_driver_pc(de->stack) - base < len)
			return de;
		below = find_left(&de->children, base, len);
		if (below)
			return below;
	}
	return NULL;
}

void dock_proc_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct proc_dir_entry *de;

	while ((de = find_left(&roots, base, len))) {
		dock_leftover_report(module, "an entry of /proc", de->node->path, 0, "made",
				     de->stack);
		proc_remove(de);
	}
}

void dock_proc_init(void)
{
	proc_create_single("devices", 0444, NULL, dock_proc_devices);
	proc_create_single("interrupts", 0444, NULL, dock_proc_interrupts);
	proc_create_single("iomem", 0444, NULL, dock_proc_iomem);
	proc_create_single("ioports", 0444, NULL, dock_proc_ioports);
	proc_create_single("misc", 0444, NULL, dock_proc_misc);
	proc_create_single("modules", 0444, NULL, dock_proc_modules);
	dock_proc_mm_init();
	dock_proc_uts_init();
}
