/* SPDX-License-Identifier: MIT */
/*
 * Nodes: the machine's own files, as its programs see them: device nodes
 * under /dev, the files under /proc that are the machine's, and all of /sys,
 * with its directories and symbolic links.
 *
 * The kernel side adds and removes nodes (device_create, misc_register,
 * proc_create, sysfs, --node); the user side shows them to programs (a marker file
 * for each, recognised by device and inode) and opens them.
 */
#ifndef DOCK_KERNEL_FS_NODE_H
#define DOCK_KERNEL_FS_NODE_H

#include <linux/types.h>

struct file;
struct file_operations;
struct inode;

struct dock_node {
	struct dock_node *next, **at; /* all nodes, in order of creation */
	struct dock_node *hash_next;
	char *path; /* absolute: "/dev/scullp0", "/proc/devices" */
	umode_t mode; /* S_IFCHR|0600, S_IFREG|0444, S_IFDIR|0755, S_IFLNK|0777; by mknod S_IFBLK */
	dev_t rdev; /* of a device node */
	unsigned int uid, gid;
	unsigned long ino; /* unique, from 1 */
	struct inode *inode; /* the kernel's own, made at the first open */
	void *user; /* the user side's own pointer */
	const struct file_operations *fops; /* of its inode; NULL: of its kind */
	void *private; /* its maker's: struct proc_dir_entry, struct kernfs_node */
	char *target; /* of a symbolic link */
	unsigned long size; /* as stat shows it */
	bool owner_kept; /* uid and gid are what a program said, and to be shown */
	bool wanted; /* by --node: without it the program is not started */
	unsigned int opening; /* calls of dock_node_open() at work; the node stays for them */
	bool gone;	      /* it was removed meanwhile */
};

/* The user side hears of every node: those that exist when it registers, and
 * those that come and go later. */
struct dock_node_watcher {
	void (*added)(struct dock_node *node);
	void (*removed)(struct dock_node *node);
};
void dock_node_watch(const struct dock_node_watcher *watcher);

/* Returns the node, or NULL if the path exists or memory is short. */
struct dock_node *dock_node_add(const char *path, umode_t mode, dev_t rdev);
struct dock_node *dock_node_add_link(const char *path, const char *target);
void dock_node_remove(struct dock_node *node);

/* A node that the kernel side has not made, and does not know by its path: a
 * program's mknod made it. Several may have had one name in turn. */
struct dock_node *dock_node_new(const char *path, umode_t mode, dev_t rdev);

struct dock_node *dock_node_find(const char *path);
/* The same for a path that may lead through symbolic links of the machine's. */
struct dock_node *dock_node_resolve(const char *path);

/*
 * dock_node_open - open a node, as open(2) does after the path is resolved
 * @flags: O_ flags of open(2)
 * @out: the open file, one reference, for dock_fd_install() or fput()
 *
 * Returns 0 or -errno (-ENXIO: nobody drives this number).
 */
long dock_node_open(struct dock_node *node, unsigned int flags, struct file **out);

#endif
