/* SPDX-License-Identifier: MIT */
/* The tree of sysfs: see sysfs.h. */
#include "kernel/fs/sysfs.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/wait.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/fs/node.h"

#define SYS "/sys"
#define PATH_LEN 256

static struct kernfs_node root = {.children = LIST_HEAD_INIT(root.children), .refs = 1};
static DECLARE_WAIT_QUEUE_HEAD(idle); /* woken when a show or store has ended */

static const char *path_of(const struct kernfs_node *kn)
{
	return kn->node ? kn->node->path : SYS;
}

/* The path of @name in @parent. -EINVAL: no name of a file; -ENAMETOOLONG. */
static int path_make(char *path, const struct kernfs_node *parent, const char *name)
{
	if (!*name || strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, ".."))
		return -EINVAL;
	if (snprintf(path, PATH_LEN, "%s/%s", path_of(parent), name) >= PATH_LEN)
		return -ENAMETOOLONG;
	return 0;
}

struct kernfs_node *dock_sysfs_find(struct kernfs_node *parent, const char *name)
{
	char path[PATH_LEN];
	struct dock_node *node;

	if (path_make(path, parent, name))
		return NULL;
	node = dock_node_find(path);
	return node ? node->private : NULL;
}

/* --- making --- */

static void warn_duplicate(const char *path)
{
	pr_warn("sysfs: cannot create duplicate filename '%s'\n", path + strlen(SYS));
	dump_stack();
}

/* @node: just made, or NULL: there was one of that name. */
static struct kernfs_node *entry_new(struct kernfs_node *parent, struct dock_node *node,
				     struct kobject *kobj)
{
	struct kernfs_node *kn = host_alloc(sizeof(*kn));

	INIT_LIST_HEAD(&kn->children);
	kn->parent = parent;
	kn->node = node;
	kn->kobj = kobj;
	kn->refs = 1;
	kn->stack = dock_stack_keep();
	node->private = kn;
	list_add_tail(&kn->sibling, &parent->children);
	return kn;
}

static int make(struct kernfs_node *parent, const char *name, umode_t mode,
		struct kobject *kobj, struct kernfs_node **out)
{
	struct dock_node *node;
	char path[PATH_LEN];
	int err = path_make(path, parent, name);

	if (err)
		return err;
	node = dock_node_add(path, mode, 0);
	if (!node) {
		warn_duplicate(path);
		return -EEXIST;
	}
	*out = entry_new(parent, node, kobj);
	return 0;
}

int dock_sysfs_add_dir(struct kobject *kobj)
{
	struct kernfs_node *parent = kobj->parent ? kobj->parent->sd : &root;

	if (!parent)
		return -ENOENT;
	return make(parent, kobject_name(kobj), S_IFDIR | 0755, kobj, &kobj->sd);
}

int dock_sysfs_add_group_dir(struct kobject *kobj, const char *name,
			     struct kernfs_node **out)
{
	return make(kobj->sd, name, S_IFDIR | 0755, kobj, out);
}

int dock_sysfs_add_file(struct kernfs_node *parent, struct kobject *kobj,
			const struct attribute *attr, umode_t mode)
{
	const struct sysfs_ops *ops = kobj->ktype ? kobj->ktype->sysfs_ops : NULL;
	struct kernfs_node *kn;
	int err;

	if (WARN(!ops, "missing sysfs attribute operations for kobject: %s\n",
		 kobject_name(kobj)))
		return -EINVAL;
	err = make(parent, attr->name, S_IFREG | (mode & 0777), kobj, &kn);
	if (err)
		return err;
	kn->attr = attr;
	kn->ops = ops;
	kn->node->size = PAGE_SIZE;
	kn->node->fops = &dock_sysfs_fops;
	return 0;
}

int dock_sysfs_add_bin_file(struct kernfs_node *parent, struct kobject *kobj,
			    const struct bin_attribute *attr, umode_t mode)
{
	struct kernfs_node *kn;
	int err = make(parent, attr->attr.name, S_IFREG | (mode & 0777), kobj, &kn);

	if (err)
		return err;
	kn->attr = &attr->attr;
	kn->bin = attr;
	kn->node->size = attr->size;
	kn->node->fops = &dock_sysfs_fops;
	return 0;
}

/* How one gets from the directory @dir to @path: up to what they share, then down. */
static void relative(char *out, size_t size, const char *dir, const char *path)
{
	size_t same = 0, n = 0;

	for (size_t i = 0; dir[i] == path[i] || (!dir[i] && path[i] == '/'); i++) {
		if (path[i] == '/')
			same = i;
		if (!dir[i] || !path[i])
			break;
	}
	for (const char *p = dir + same; *p; p++)
		if (*p == '/')
			n += (size_t)scnprintf(out + n, size - n, "../");
	scnprintf(out + n, size - n, "%s", path + same + 1);
}

int dock_sysfs_add_link(struct kernfs_node *parent, struct kobject *target,
			const char *name, bool warn)
{
	char path[PATH_LEN], text[PATH_LEN];
	struct dock_node *node;
	int err;

	if (!target->sd)
		return -ENOENT;
	err = path_make(path, parent, name);
	if (err)
		return err;
	relative(text, sizeof(text), path_of(parent), path_of(target->sd));
	node = dock_node_add_link(path, text);
	if (!node) {
		if (warn)
			warn_duplicate(path);
		return -EEXIST;
	}
	entry_new(parent, node, NULL);
	return 0;
}

/* --- removing --- */

void dock_sysfs_put(struct kernfs_node *kn)
{
	if (!--kn->refs)
		host_free(kn);
}

/* Its own show or store must not remove a file: that waits for itself, as in
 * Linux, and is reported as a hang. */
void dock_sysfs_remove(struct kernfs_node *kn)
{
	struct dock_node *node;

	if (!kn || !kn->node)
		return;
	while (!list_empty(&kn->children))
		dock_sysfs_remove(
			list_last_entry(&kn->children, struct kernfs_node, sibling));
	node = kn->node;
	kn->node = NULL; /* no show or store begins from here on */
	list_del(&kn->sibling);
	dock_node_remove(node);
	wait_event(idle, !kn->active);
	dock_sysfs_put(kn);
}

void dock_sysfs_remove_name(struct kernfs_node *parent, const char *name)
{
	dock_sysfs_remove(dock_sysfs_find(parent, name));
}

void dock_sysfs_remove_dir(struct kobject *kobj)
{
	struct kernfs_node *kn = kobj->sd;

	kobj->sd = NULL;
	dock_sysfs_remove(kn);
}

/* --- running --- */

bool dock_sysfs_begin(struct kernfs_node *kn)
{
	if (!kn->node)
		return false;
	kn->active++;
	return true;
}

void dock_sysfs_end(struct kernfs_node *kn)
{
	if (!--kn->active)
		wake_up_all(&idle);
}

/* --- Linux's names --- */

int sysfs_create_file_ns(struct kobject *kobj, const struct attribute *attr,
			 const void *ns)
{
	if (WARN_ON(!kobj || !kobj->sd || !attr))
		return -EINVAL;
	return dock_sysfs_add_file(kobj->sd, kobj, attr, attr->mode);
}
EXPORT_SYMBOL_GPL(sysfs_create_file_ns);

void sysfs_remove_file_ns(struct kobject *kobj, const struct attribute *attr,
			  const void *ns)
{
	if (kobj->sd)
		dock_sysfs_remove_name(kobj->sd, attr->name);
}
EXPORT_SYMBOL_GPL(sysfs_remove_file_ns);

int sysfs_create_files(struct kobject *kobj, const struct attribute *const *attr)
{
	int err = 0, n;

	for (n = 0; attr[n] && !err; n++)
		err = sysfs_create_file(kobj, attr[n]);
	for (n -= 2; err && n >= 0; n--)
		sysfs_remove_file(kobj, attr[n]);
	return err;
}
EXPORT_SYMBOL_GPL(sysfs_create_files);

void sysfs_remove_files(struct kobject *kobj, const struct attribute *const *attr)
{
	for (; *attr; attr++)
		sysfs_remove_file(kobj, *attr);
}
EXPORT_SYMBOL_GPL(sysfs_remove_files);

bool sysfs_remove_file_self(struct kobject *kobj, const struct attribute *attr)
{
	struct kernfs_node *kn = kobj->sd ? dock_sysfs_find(kobj->sd, attr->name) : NULL;

	if (!kn)
		return false;
	kn->refs++;
	dock_sysfs_end(kn); /* the caller's own store */
	dock_sysfs_remove(kn);
	kn->active++;
	dock_sysfs_put(kn);
	return true;
}
EXPORT_SYMBOL_GPL(sysfs_remove_file_self);

int sysfs_create_bin_file(struct kobject *kobj, const struct bin_attribute *attr)
{
	if (WARN_ON(!kobj || !kobj->sd || !attr))
		return -EINVAL;
	return dock_sysfs_add_bin_file(kobj->sd, kobj, attr, attr->attr.mode);
}
EXPORT_SYMBOL_GPL(sysfs_create_bin_file);

void sysfs_remove_bin_file(struct kobject *kobj, const struct bin_attribute *attr)
{
	if (kobj->sd)
		dock_sysfs_remove_name(kobj->sd, attr->attr.name);
}
EXPORT_SYMBOL_GPL(sysfs_remove_bin_file);

void sysfs_notify(struct kobject *kobj, const char *dir, const char *attr)
{
}
EXPORT_SYMBOL_GPL(sysfs_notify);

static int create_link(struct kobject *kobj, struct kobject *target, const char *name,
		       bool warn)
{
	struct kernfs_node *parent = kobj ? kobj->sd : &root;

	if (!parent)
		return -EFAULT;
	return target ? dock_sysfs_add_link(parent, target, name, warn) : -ENOENT;
}

int sysfs_create_link(struct kobject *kobj, struct kobject *target, const char *name)
{
	return create_link(kobj, target, name, true);
}
EXPORT_SYMBOL_GPL(sysfs_create_link);

int sysfs_create_link_nowarn(struct kobject *kobj, struct kobject *target,
			     const char *name)
{
	return create_link(kobj, target, name, false);
}
EXPORT_SYMBOL_GPL(sysfs_create_link_nowarn);

void sysfs_remove_link(struct kobject *kobj, const char *name)
{
	struct kernfs_node *parent = kobj ? kobj->sd : &root;

	if (parent)
		dock_sysfs_remove_name(parent, name);
}
EXPORT_SYMBOL_GPL(sysfs_remove_link);

/* --- what is left --- */

static bool points_into(const struct kernfs_node *kn, unsigned long base,
			unsigned long len)
{
	const void *ours[] = {kn->kobj, kn->attr, kn->ops};

	for (unsigned int i = 0; i < ARRAY_SIZE(ours); i++)
		if ((unsigned long)ours[i] - base < len)
			return true;
	return false;
}

static struct kernfs_node *find_left(struct kernfs_node *dir, unsigned long base,
				     unsigned long len)
{
	struct kernfs_node *kn, *found;

	list_for_each_entry(kn, &dir->children, sibling) {
		found = points_into(kn, base, len) ? kn : find_left(kn, base, len);
		if (found)
			return found;
	}
	return NULL;
}

void dock_sysfs_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct kernfs_node *kn;

	while ((kn = find_left(&root, base, len))) {
		struct dock_report *r = dock_report_begin(
			"registration-leak",
			"module %s was unloaded and left %s in sysfs behind", module,
			kn->attr ? "a file" : "a directory");
		const unsigned long *pcs;
		int n = dock_stack_get(kn->stack, &pcs);

		dock_report_fact(r, "path", "%s", path_of(kn));
		dock_report_stack(r, "registered", pcs, n);
		dock_report_end(r);
		dock_sysfs_remove(kn);
	}
}
