/* SPDX-License-Identifier: MIT */
/*
 * chown of the machine's nodes. The host does it, but where programs are root of
 * a user namespace of one user: there it knows no other owner. Root needs no
 * permission, so the owner is kept to be shown.
 */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include "host/procfs.h"
#include "host/ptrace.h"
#include "kernel/fs/node.h"
#include "user/callnr.h"
#include "user/thread.h"

#define AT_SYMLINK_NOFOLLOW_ 0x100
#define CAP_CHOWN_ 0
#define SAME_ID (~0U)

struct chown_args {
	int fd; /* of fchown, or the directory of a path */
	unsigned long path;
	unsigned int uid, gid, flags;
};

static bool any_kept;

static struct chown_args chown_args(const struct host_regs *r, unsigned long nr)
{
	unsigned int flags = nr == CALL_lchown ? AT_SYMLINK_NOFOLLOW_ : 0;

	if (nr == CALL_fchown)
		return (struct chown_args){(int)r->rdi, 0, (unsigned int)r->rsi,
					   (unsigned int)r->rdx, 0};
	if (nr == CALL_fchownat)
		return (struct chown_args){(int)r->rdi, r->rsi, (unsigned int)r->rdx,
					   (unsigned int)r->r10, (unsigned int)r->r8};
	return (struct chown_args){AT_FDCWD, r->rdi, (unsigned int)r->rsi,
				   (unsigned int)r->rdx, flags};
}

static struct dock_node *node_of(struct traced *t, const struct chown_args *a)
{
	struct dock_node *node = NULL;
	struct host_file_id id;
	long fd = a->fd;

	if (a->path)
		fd = dock_traced_open_path(t, a->fd, a->path,
					   a->flags & AT_SYMLINK_NOFOLLOW_ ? O_NOFOLLOW
									   : 0);
	if (fd < 0)
		return NULL;
	if (!host_proc_fd_id(t->tid, (int)fd, &id))
		node = dock_traced_node_of(id.dev, id.ino);
	if (a->path)
		dock_traced_close_path(t, fd);
	return node;
}

/* Is there a node that the owner is kept of? */
static bool keep(struct traced *t, const struct chown_args *a)
{
	struct dock_node *node = node_of(t, a);

	if (!node)
		return false;
	if (a->uid != SAME_ID)
		node->uid = a->uid;
	if (a->gid != SAME_ID)
		node->gid = a->gid;
	node->owner_kept = any_kept = true;
	return true;
}

void dock_traced_chown_call(struct traced *t, unsigned long nr)
{
	const struct chown_args a = chown_args(dock_traced_regs(t), nr);
	long ret;

	if (!dock_traced_run_call(t, &ret))
		return;
	if (ret == -EINVAL ? host_proc_capable(t->tid, CAP_CHOWN_) && keep(t, &a)
			   : !ret && any_kept && keep(t, &a)) {
		dock_traced_regs(t)->rax = 0;
		t->regs_changed = true;
	}
	dock_traced_run(t, HOST_RUN, 0);
}
