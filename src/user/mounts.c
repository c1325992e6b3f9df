/* SPDX-License-Identifier: MIT */
/*
 * Calls that change mounts. They are the host's to make, in the programs' own
 * mount namespace, as long as they leave alone what makes the machine's world:
 * without it a program that is root would be on the host.
 */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include "host/mounts.h"
#include "host/ptrace.h"
#include "user/callnr.h"
#include "user/thread.h"

#define PATH_BYTES 512
#define TYPE_BYTES 64

/* Flags of the host's mount(2) and umount2(2). */
#define MS_REMOUNT_ 0x20
#define MS_BIND_ 0x1000
#define MS_MOVE_ 0x2000
#define MS_PROPAGATION_ 0x1e0000 /* shared, private, slave, unbindable */
#define UMOUNT_NOFOLLOW_ 8

/* Ask @about the file of that name: false, too, if there is none, which is the
 * host's to say. */
static bool ask(struct traced *t, unsigned long path, unsigned int flags,
		int (*about)(int tid, int fd))
{
	long fd = dock_traced_open_path(t, AT_FDCWD, path, flags);
	bool answer;

	if (fd < 0)
		return false;
	answer = about(t->tid, (int)fd);
	dock_traced_close_path(t, fd);
	return answer;
}

static bool mount_is_refused(struct traced *t, const struct host_regs *r)
{
	unsigned long flags = r->r10;
	char type[TYPE_BYTES];

	if (flags & MS_REMOUNT_)
		return ask(t, r->rsi, 0, host_mount_shows_protected);
	if (flags & MS_BIND_)
		return ask(t, r->rdi, 0, host_mount_is_root);
	if (flags & MS_PROPAGATION_)
		return false;
	if (flags & MS_MOVE_)
		return ask(t, r->rdi, 0, host_mount_is_protected);
	return dock_traced_string(t, r->rdx, type, sizeof(type)) >= 0 &&
	       host_mount_type_is_global(type);
}

static bool is_refused(struct traced *t, const struct host_regs *r, unsigned long nr)
{
	switch (nr) {
	case CALL_mount:
		return mount_is_refused(t, r);
	case CALL_umount2:
		return ask(t, r->rdi, r->rsi & UMOUNT_NOFOLLOW_ ? O_NOFOLLOW : 0,
			   host_mount_is_protected);
	default:
		return true; /* pivot_root */
	}
}

static void say_refused(struct traced *t, const struct host_regs *r, unsigned long nr)
{
	char path[PATH_BYTES] = "";

	dock_traced_string(t, nr == CALL_mount ? r->rsi : r->rdi, path, sizeof(path));
	path[sizeof(path) - 1] = 0;
	pr_notice("%s of %s is refused: it would lead out of the machine's world\n",
		  nr == CALL_mount     ? "mount"
		  : nr == CALL_umount2 ? "umount"
				       : "pivot_root",
		  path);
}

void dock_traced_mounts_call(struct traced *t, unsigned long nr)
{
	const struct host_regs r = *dock_traced_regs(t);

	if (is_refused(t, &r, nr)) {
		say_refused(t, &r, nr);
		dock_traced_return(t, -EPERM);
	} else {
		dock_traced_return(t, dock_traced_syscall(t, (long)nr, r.rdi, r.rsi,
							  r.rdx, r.r10, r.r8, r.r9));
	}
	dock_traced_run(t, HOST_RUN, 0);
}
