/* SPDX-License-Identifier: MIT */
/*
 * Marker files: what stands for the machine's nodes in the programs' world.
 *
 * A marker is recognised by device and inode, never by its path, so links,
 * other mounts and relative paths need no care.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/stat.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "host/namespace.h"
#include "kernel/fs/node.h"
#include "kernel/module/loader.h"
#include "user/thread.h"

#define BUCKETS 64

struct marker {
	struct marker *next;
	unsigned long dev, ino;
	struct dock_node *node;
	bool stray; /* a program's: the kernel side does not know the node */
};

static struct marker *markers[BUCKETS];
static struct dock_node *refused; /* wanted, and not to be had */
static int refused_why;

static struct marker **bucket(unsigned long ino)
{
	return &markers[ino % BUCKETS];
}

struct dock_node *dock_traced_node_of(unsigned long dev, unsigned long ino)
{
	struct marker *m = *bucket(ino);

	while (m && (m->ino != ino || m->dev != dev))
		m = m->next;
	return m ? m->node : NULL;
}

/* Directories and links of /sys are the host's own; those of /proc are not shown. */
static bool is_name(const struct dock_node *node)
{
	return (S_ISDIR(node->mode) || S_ISLNK(node->mode)) && !strncmp(node->path, "/sys/", 5);
}

static void show_name(struct dock_node *node)
{
	int err = 0;

	if (is_name(node) && S_ISDIR(node->mode))
		err = host_marker_mkdir(node->path, node->mode);
	else if (is_name(node))
		err = host_marker_symlink(node->path, node->target);
	if (err && err != -ENOENT) /* there is no /sys at all */
		pr_err("%s cannot be shown to programs: %pe\n", node->path, ERR_PTR(err));
}

static struct marker *marker_add(unsigned long dev, unsigned long ino,
				 struct dock_node *node, bool stray)
{
	struct marker *m = host_alloc(sizeof(*m));

	*m = (struct marker){ *bucket(ino), dev, ino, node, stray };
	*bucket(ino) = m;
	return m;
}

void dock_traced_node_made(const char *path, umode_t mode, dev_t rdev, unsigned long dev,
			   unsigned long ino)
{
	marker_add(dev, ino, dock_node_new(path, mode, rdev), true);
}

static void node_added(struct dock_node *node)
{
	unsigned long dev, ino;
	int err;

	if (S_ISDIR(node->mode) || S_ISLNK(node->mode)) {
		show_name(node);
		return;
	}
	err = host_marker_create(node->path, node->mode, node->uid, node->gid, &dev,
				 &ino);
	if (err == -ENOENT)
		return; /* not in the host's /proc: open.c knows it by its path; or no /sys */
	if (err && node->wanted) {
		refused = node;
		refused_why = err;
		return;
	}
	if (err) {
		pr_err("%s cannot be shown to programs: %pe\n", node->path, ERR_PTR(err));
		return;
	}
	node->user = marker_add(dev, ino, node, false);
}

/* Planted: the directory of a class is forgotten. */
static bool is_kept(const struct dock_node *node)
{
	return DOCK_BREAK("class-of-devices") && S_ISDIR(node->mode) &&
	       !strncmp(node->path, "/sys/class/", 11);
}

/* With a planted fault the nodes of a module that goes do not. */
static bool stays_behind(void)
{
	const struct module *last = DOCK_BREAK("unload-at-last") ? dock_module_last() : NULL;

	return last && last->state == MODULE_STATE_GOING;
}

static void node_removed(struct dock_node *node)
{
	struct marker *m = node->user, **p;

	if (is_name(node) && !is_kept(node))
		host_marker_remove_name(node->path);
	if (!m)
		return;
	node->user = NULL;
	if (!stays_behind() &&
	    !host_marker_remove(node->path, m->dev, m->ino)) {
		/* Under its new name it is a node of nobody, not an empty file. */
		m->node = dock_node_new(node->path, node->mode, node->rdev);
		m->stray = true;
		return;
	}
	for (p = bucket(m->ino); *p != m; p = &(*p)->next)
		;
	*p = m->next;
	host_free(m);
}

static const struct dock_node_watcher watcher = { node_added, node_removed };

int dock_traced_nodes_init(char *err, unsigned long err_len)
{
	dock_node_watch(&watcher);
	if (!refused)
		return 0;
	snprintf(err, err_len, "--node %s: cannot be made: %pe", refused->path,
		 ERR_PTR(refused_why));
	return -1;
}
