/* SPDX-License-Identifier: MIT */
/*
 * Calls that make, remove and rename files. They are the host's, but in /sys,
 * where only the kernel side gives names: there they are refused as sysfs does.
 *
 * What a path leads to is for the host to say. What exists is looked at before;
 * what is new is looked at when it is made, and taken away again.
 */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include "host/namespace.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "user/callnr.h"
#include "user/thread.h"

#define AT_REMOVEDIR_ 0x200

struct name {
	int dir;
	unsigned long path;
};

static struct name here(unsigned long path)
{
	return (struct name){AT_FDCWD, path};
}

static struct name at(unsigned long dir, unsigned long path)
{
	return (struct name){(int)dir, path};
}

/* Does the name itself, not what it may link to, lie in /sys? */
static bool is_in_sys(struct traced *t, struct name n, bool *is_dir)
{
	long fd = dock_traced_open_path(t, n.dir, n.path, O_NOFOLLOW);
	struct host_file_id id;
	bool found;

	if (fd < 0)
		return false;
	found = !host_proc_fd_id(t->tid, (int)fd, &id) &&
		host_marker_is_in("/sys", id.dev);
	dock_traced_close_path(t, fd);
	*is_dir = found && id.is_dir;
	return found;
}

static void remove(struct traced *t, struct name n, bool is_dir)
{
	dock_traced_syscall(t, CALL_unlinkat, (unsigned long)(long)n.dir, n.path,
			    is_dir ? AT_REMOVEDIR_ : 0, 0, 0, 0);
}

/* mkdir, symlink, link. */
static void make(struct traced *t, struct name new)
{
	bool is_dir;
	long ret;

	if (!dock_traced_run_call(t, &ret))
		return;
	if (!ret && is_in_sys(t, new, &is_dir)) {
		remove(t, new, is_dir);
		dock_traced_regs(t)->rax = (unsigned long)-EPERM;
		t->regs_changed = true;
	}
	dock_traced_run(t, HOST_RUN, 0);
}

/* The call as it is; it is stopped already and would be again. */
static long as_it_is(struct traced *t, const struct host_regs *r)
{
	return dock_traced_syscall(t, (long)r->orig_rax, r->rdi, r->rsi, r->rdx, r->r10,
				   r->r8, r->r9);
}

static void finish(struct traced *t, long result)
{
	dock_traced_return(t, result);
	dock_traced_run(t, HOST_RUN, 0);
}

/* unlink, rmdir. The host refuses what is not of the right kind. */
static void unmake(struct traced *t, struct name n, bool want_dir,
		   const struct host_regs *r)
{
	bool is_dir, ours = is_in_sys(t, n, &is_dir) && is_dir == want_dir;

	finish(t, ours ? -EPERM : as_it_is(t, r));
}

/* A link is the test whether the new name could be had where it is to be. */
static long move_error(struct traced *t, struct name old, struct name new)
{
	long err = dock_traced_syscall(t, CALL_linkat, (unsigned long)(long)old.dir,
				       old.path, (unsigned long)(long)new.dir, new.path,
				       0, 0);

	if (!err)
		remove(t, new, false);
	return !err || err == -EEXIST ? -EPERM : err;
}

static void move(struct traced *t, struct name old, struct name new,
		 const struct host_regs *r)
{
	bool is_dir;

	finish(t, is_in_sys(t, old, &is_dir) ? move_error(t, old, new) : as_it_is(t, r));
}

void dock_traced_names_call(struct traced *t, unsigned long nr)
{
	const struct host_regs r = *dock_traced_regs(t);

	switch (nr) {
	case CALL_mkdir:
		make(t, here(r.rdi));
		break;
	case CALL_mkdirat:
		make(t, at(r.rdi, r.rsi));
		break;
	case CALL_symlink:
	case CALL_link:
		make(t, here(r.rsi));
		break;
	case CALL_symlinkat:
		make(t, at(r.rsi, r.rdx));
		break;
	case CALL_linkat:
		make(t, at(r.rdx, r.r10));
		break;
	case CALL_unlink:
	case CALL_rmdir:
		unmake(t, here(r.rdi), nr == CALL_rmdir, &r);
		break;
	case CALL_unlinkat:
		unmake(t, at(r.rdi, r.rsi), r.rdx & AT_REMOVEDIR_, &r);
		break;
	case CALL_rename:
		move(t, here(r.rdi), here(r.rsi), &r);
		break;
	default: /* renameat, renameat2 */
		move(t, at(r.rdi, r.rsi), at(r.rdx, r.r10), &r);
		break;
	}
}
