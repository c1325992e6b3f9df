/* SPDX-License-Identifier: MIT */
/*
 * Calls of traced programs that change the descriptor table.
 *
 * The host makes the call first; what it did is then repeated in the machine's
 * table. The descriptor of a machine's file is, on the host, one of its marker
 * file, so that dup, fork, exec and /proc/self/fd need no help.
 */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "host/namespace.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "host/seccomp.h"
#include "kernel/fs/file.h"
#include "kernel/fs/files.h"
#include "kernel/fs/node.h"
#include "kernel/module/loader.h"
#include "kernel/sched/task.h"
#include "user/callnr.h"
#include "user/thread.h"

#define PATH_BYTES	     512
#define MEMFD_CLOEXEC	     1
#define CLOSE_RANGE_UNSHARE_ 2
#define CLOSE_RANGE_CLOEXEC_ 4
#define UNSHARE_FILES	     0x400

/* The call has been made, and this is its result. */
static void set_result(struct traced *t, long result)
{
	dock_traced_regs(t)->rax = (unsigned long)result;
	t->regs_changed = true;
}

static void run_with_result(struct traced *t, long result)
{
	set_result(t, result);
	dock_traced_run(t, HOST_RUN, 0);
}

static void refuse(struct traced *t, long result)
{
	dock_traced_return(t, result);
	dock_traced_run(t, HOST_RUN, 0);
}

static struct files_struct *files_of(struct traced *t)
{
	return dock_task_files(t->task);
}

/* --- open --- */

struct open_args {
	unsigned long path, flags;
};

static struct open_args open_args(struct traced *t, unsigned long nr)
{
	const struct host_regs *r = dock_traced_regs(t);
	struct open_args a = { nr == CALL_open || nr == CALL_creat ? r->rdi : r->rsi, 0 };

	switch (nr) {
	case CALL_open:
		a.flags = r->rsi;
		break;
	case CALL_creat:
		a.flags = O_CREAT | O_WRONLY | O_TRUNC;
		break;
	case CALL_openat:
		a.flags = r->rdx;
		break;
	default:
		host_tracee_read(t->tid, &a.flags, r->rdx, sizeof(a.flags));
		break;
	}
	return a;
}

/* Descriptor @fd, open on the host, is to be the machine's node. */
static long open_node(struct traced *t, struct dock_node *node, unsigned long flags,
		      int fd)
{
	struct file *file;
	long err = dock_node_open(node, (unsigned int)flags, &file);

	if (DOCK_BREAKING && !err && dock_traced_place_lost) {
		dock_traced_place_lost = false;
		fput(file);
		err = -ENFILE;
	}
	if (err) {
		dock_traced_syscall(t, CALL_close, (unsigned long)fd, 0, 0, 0, 0, 0);
		return err;
	}
	dock_fd_install(files_of(t), fd, file);
	return fd;
}

/* A file of the machine under /proc whose name the host's /proc lacks. */
static struct dock_node *node_by_name(struct traced *t, unsigned long path)
{
	char name[PATH_BYTES];

	if (dock_traced_string(t, path, name, sizeof(name)) < 0 ||
	    strncmp(name, "/proc/", 6))
		return NULL;
	return dock_node_find(name);
}

/* An empty file of no name, as descriptor; -errno. */
long dock_traced_placeholder(struct traced *t, const char *name, unsigned long flags)
{
	host_tracee_write(t->tid, HOST_STUB_DATA, name, strlen(name) + 1);
	return dock_traced_syscall(t, CALL_memfd_create, HOST_STUB_DATA, flags, 0, 0, 0,
				   0);
}

static void open_by_name(struct traced *t, const struct open_args *a)
{
	struct dock_node *node = node_by_name(t, a->path);
	long fd;

	if (!node || S_ISDIR(node->mode)) {
		if (DOCK_BREAK("access") && dock_module_last())
			set_result(t, -ENXIO);
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	fd = dock_traced_placeholder(t, "proc", a->flags & O_CLOEXEC ? MEMFD_CLOEXEC : 0);
	if (fd >= 0)
		fd = open_node(t, node, a->flags, (int)fd);
	run_with_result(t, fd);
}

/* The call has made a file where only the kernel side makes some. */
static void take_away(struct traced *t, int fd, const struct open_args *a,
		      const struct host_file_id *id)
{
	char path[PATH_BYTES];

	if (host_proc_fd_path(t->tid, fd, path, sizeof(path)) > 0)
		host_marker_remove(path, id->dev, id->ino);
	dock_traced_syscall(t, CALL_close, (unsigned long)fd, 0, 0, 0, 0, 0);
	set_result(t, (a->flags & O_TMPFILE) == O_TMPFILE ? -EOPNOTSUPP : -EACCES);
}

void dock_traced_open_call(struct traced *t, unsigned long nr)
{
	const struct open_args a = open_args(t, nr);
	struct host_file_id id;
	struct dock_node *node;
	long fd;

	if (!dock_traced_run_call(t, &fd))
		return;
	if (fd == -ENOENT) {
		open_by_name(t, &a);
		return;
	}
	if (fd < 0 || ((a.flags & O_PATH) == O_PATH && !DOCK_BREAK("open-path")) ||
	    host_proc_fd_id(t->tid, (int)fd, &id)) {
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	node = dock_traced_node_of(id.dev, id.ino);
	if (node)
		set_result(t, open_node(t, node, a.flags, (int)fd));
	else if (host_marker_is_in("/sys", id.dev) && !id.is_dir)
		take_away(t, (int)fd, &a, &id);
	else if (host_proc_is_proc(id.dev) && !id.is_dir)
		dock_traced_proc_opened(t, (int)fd, a.flags);
	dock_traced_run(t, HOST_RUN, 0);
}

/* --- close --- */

/* truncate(2): the host would empty the marker file, and say that it worked. That
 * is right for files of /sys and /proc, whose markers are empty already. */
void dock_traced_truncate_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	long fd = dock_traced_open_path(t, AT_FDCWD, r.rdi, 0);
	struct dock_node *node = NULL;
	unsigned long length = r.rsi;
	struct host_file_id id;

	if (fd >= 0) {
		if (!host_proc_fd_id(t->tid, (int)fd, &id))
			node = dock_traced_node_of(id.dev, id.ino);
		dock_traced_close_path(t, fd);
	}
	if (node)
		length = S_ISREG(node->mode) && (long)length >= 0 ? 0 : -1UL;
	refuse(t, dock_traced_syscall(t, CALL_truncate, r.rdi, length, 0, 0, 0, 0));
}

/* Planted: a file that a call of another thread may use stays open. */
static bool is_busy(struct traced *t, int fd)
{
	struct file *file = DOCK_BREAKING ? dock_traced_file(t, fd) : NULL;

	return file && DOCK_BREAK("closed-under-a-call") && t->process->refs > 1 &&
	       atomic_long_read(&file->f_count) > 1;
}

void dock_traced_close_call(struct traced *t)
{
	int fd = (int)dock_traced_regs(t)->rdi;
	long err, ret;

	if (fd == dock_traced_ram_fd || is_busy(t, fd)) {
		refuse(t, -EBADF);
		return;
	}
	if (!dock_traced_file(t, fd) || (t->tid != t->tgid && DOCK_BREAK("thread-closes"))) {
		if (DOCK_BREAK("closed-descriptor") && !host_proc_fd_is_open(t->tid, fd))
			dock_traced_return(t, 0);
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	err = dock_fd_close(files_of(t), fd);
	if (DOCK_BREAK("close-flushes-and-releases") && !err && *dock_task_put_files())
		err = -EBADF;
	/* The driver's flush may fail; the descriptor is closed all the same. */
	if (!err)
		dock_traced_run(t, HOST_RUN, 0);
	else if (dock_traced_run_call(t, &ret))
		run_with_result(t, err);
}

static void unshare_files(struct traced *t)
{
	struct files_struct *files = files_of(t), *copy = dock_files_dup(files);

	if (!copy)
		return;
	dock_task_set_user(t->task, dock_task_mm(t->task), copy);
	dock_files_put(files);
}

static void close_ours(struct traced *t, unsigned long first, unsigned long last)
{
	struct files_struct *files = files_of(t);

	for (int fd = dock_fd_next(files, (int)first);
	     fd >= 0 && (unsigned long)fd <= last; fd = dock_fd_next(files, fd + 1)) {
		dock_fd_close(files, fd);
		if (DOCK_BREAK("range-is-flushed-first"))
			dock_file_release_put();
	}
}

static long close_host_range(struct traced *t, unsigned long first, unsigned long last,
			     unsigned long flags)
{
	if (first > last)
		return 0;
	return dock_traced_syscall(t, CALL_close_range, first, last, flags, 0, 0, 0);
}

void dock_traced_close_range_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	unsigned long first = (unsigned int)r.rdi, last = (unsigned int)r.rsi;
	unsigned long ram = (unsigned long)dock_traced_ram_fd,
		      flags = (unsigned int)r.rdx;
	long ret;

	if (first > last || (flags & ~6UL)) {
		dock_traced_run(t, HOST_RUN, 0); /* the host refuses it */
		return;
	}
	if (flags & CLOSE_RANGE_UNSHARE_)
		unshare_files(t);
	if (!(flags & CLOSE_RANGE_CLOEXEC_) && first <= INT_MAX)
		close_ours(t, first, last);
	if (ram < first || ram > last) {
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	ret = close_host_range(t, first, ram - 1, flags);
	if (!ret)
		ret = close_host_range(t, ram + 1, last, flags);
	refuse(t, ret);
}

/* --- dup --- */

static void repeat_dup(struct traced *t, int from, int to)
{
	long err = 0;

	if (from == to)
		return;
	if (dock_traced_file(t, from))
		dock_fd_dup(files_of(t), from, to);
	else if (dock_traced_file(t, to))
		err = dock_fd_close(files_of(t), to);
	if (err && DOCK_BREAK("failing-flush-closes"))
		dock_traced_return(t, err);
}

void dock_traced_dup_call(struct traced *t, unsigned long nr)
{
	int from = (int)dock_traced_regs(t)->rdi, to = (int)dock_traced_regs(t)->rsi;
	long fd;

	if (from == dock_traced_ram_fd) {
		refuse(t, -EBADF);
		return;
	}
	if (nr != CALL_dup && to == dock_traced_ram_fd) {
		refuse(t, -EBUSY);
		return;
	}
	if (!dock_traced_file(t, from) && (nr == CALL_dup || !dock_traced_file(t, to))) {
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	if (!dock_traced_run_call(t, &fd))
		return;
	if (fd >= 0 && !(DOCK_BREAK("dup2-replaces") && nr != CALL_dup))
		repeat_dup(t, from, (int)fd);
	dock_traced_run(t, HOST_RUN, 0);
}

void dock_traced_fcntl_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	long ret;

	if (!dock_traced_file(t, (int)r.rdi)) {
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	switch ((int)r.rsi) {
	case F_DUPFD:
	case F_DUPFD_CLOEXEC:
		if (!dock_traced_run_call(t, &ret))
			return;
		if (ret >= 0 && !DOCK_BREAK("each-dup-is-flushed"))
			repeat_dup(t, (int)r.rdi, (int)ret);
		break;
	case F_GETFL: /* FIONBIO changes what the host does not know of */
		dock_traced_return(t, dock_sys_fcntl((int)r.rdi, F_GETFL, 0));
		break;
	case F_SETFL: /* the host's descriptor has the same flags as the file */
		ret = dock_sys_fcntl((int)r.rdi, F_SETFL, r.rdx);
		if (ret < 0)
			dock_traced_return(t, ret);
		break;
	default:
		break;
	}
	dock_traced_run(t, HOST_RUN, 0);
}

void dock_traced_unshare_call(struct traced *t)
{
	bool files = dock_traced_regs(t)->rdi & UNSHARE_FILES;
	long ret;

	if (!files) {
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	if (!dock_traced_run_call(t, &ret))
		return;
	if (!ret && !DOCK_BREAK("unshared-files-are-copies"))
		unshare_files(t);
	dock_traced_run(t, HOST_RUN, 0);
}
