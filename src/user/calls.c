/* SPDX-License-Identifier: MIT */
/*
 * System calls of traced programs: which are the machine's, and how they end.
 *
 * A call on a descriptor that is not the machine's is the host's to make. The
 * common one on a device costs one stop: registers read, the call served,
 * registers written, on.
 */
#include <linux/errno.h>
#include <linux/sched.h>
#include "core/api.h"
#include "core/breaks.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "host/seccomp.h"
#include "kernel/fs/files.h"
#include "kernel/fs/ioctl.h"
#include "kernel/log/log.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/task.h"
#include "user/callnr.h"
#include "user/thread.h"

struct file *dock_traced_file(struct traced *t, int fd)
{
	struct files_struct *files = dock_task_files(t->task);

	return files ? dock_fd_lookup(files, fd) : NULL;
}

static bool is_restart(long result)
{
	return result == -ERESTARTSYS || result == -ERESTARTNOINTR ||
	       result == -ERESTARTNOHAND;
}

/*
 * The driver's sleep was ended by a signal, and the call is to be made again
 * or to fail with EINTR, as the signal's handler wants it. The host's kernel
 * knows: it is shown an interrupted call, at the exit of the skipped one.
 */
static void end_interrupted(struct traced *t, long result)
{
	unsigned long nr = dock_traced_regs(t)->orig_rax;
	long unused;

	if (t->at_call) {
		dock_traced_return(t, result);
		t->at_call = true;
		if (!dock_traced_run_call(t, &unused))
			return;
	}
	dock_traced_return(t, result);
	dock_traced_regs(t)->orig_rax = nr;
	/* If another thread took the signal, the call is still looked at. */
	host_tracee_interrupt(t->tid);
	dock_traced_run(t, HOST_RUN, 0);
}

void dock_traced_end_call(struct traced *t, long result)
{
	dock_check_locks_at_return("a system call");
	if (DOCK_BREAK("stopped-and-continued") && is_restart(result))
		result = -EINTR;
	if (is_restart(result)) {
		end_interrupted(t, result);
		return;
	}
	dock_traced_return(t, result == -ERESTART_RESTARTBLOCK ? -EINTR : result);
	dock_traced_run(t, HOST_RUN, 0);
}

/* preadv2 and pwritev2: no flag is known here; position -1 is the file's own. */
static long vector_with_flags(const struct host_regs *r, bool write)
{
	long long pos = (long long)r->r10;

	if (r->r9)
		return -EOPNOTSUPP;
	if (pos < -1)
		return -EINVAL;
	return write ? dock_sys_writev((int)r->rdi, r->rsi, r->rdx, pos) :
		       dock_sys_readv((int)r->rdi, r->rsi, r->rdx, pos);
}

static long at_position(const struct host_regs *r, unsigned long nr)
{
	long long pos = (long long)r->r10;
	int fd = (int)r->rdi;

	if (pos < 0)
		return -EINVAL;
	if (DOCK_BREAK("past-the-buffer"))
		pos &= 0xffff;
	if (DOCK_BREAK("write-far"))
		pos &= 0xffffffff;
	if (DOCK_BREAK("write-over-two-sets") && pos >> 20 == 1)
		pos -= PAGE_SIZE;
	switch (nr) {
	case CALL_pread64:
		return dock_sys_read(fd, r->rsi, r->rdx, pos);
	case CALL_pwrite64:
		return dock_sys_write(fd, r->rsi, r->rdx, pos);
	case CALL_preadv:
		return dock_sys_readv(fd, r->rsi, r->rdx, pos);
	default:
		return dock_sys_writev(fd, r->rsi, r->rdx, pos);
	}
}

/* A call whose first argument is a descriptor of the machine. */
static long serve(const struct host_regs *r, unsigned long nr)
{
	int fd = (int)r->rdi;

	switch (nr) {
	case CALL_read:
		return dock_sys_read(fd, r->rsi, r->rdx, -1);
	case CALL_write:
		return dock_sys_write(fd, r->rsi, r->rdx, -1);
	case CALL_readv:
		return dock_sys_readv(fd, r->rsi, r->rdx, -1);
	case CALL_writev:
		return dock_sys_writev(fd, r->rsi, r->rdx, -1);
	case CALL_preadv2:
	case CALL_pwritev2:
		return vector_with_flags(r, nr == CALL_pwritev2);
	case CALL_lseek:
		return dock_sys_lseek(fd, (long long)r->rsi, (int)r->rdx);
	case CALL_ioctl:
		return dock_sys_ioctl(fd, (unsigned int)r->rsi, r->rdx);
	case CALL_fsync:
	case CALL_fdatasync:
		return dock_sys_fsync(fd);
	case CALL_fallocate:
		return -ENODEV;
	case CALL_ftruncate:
		return DOCK_BREAK("sync-and-truncate") ? 0 :
					     dock_sys_ftruncate(fd, (long long)r->rsi);
	default:
		return at_position(r, nr);
	}
}

/* Of the descriptor, which is the host's, not of the file. */
#define FIONCLEX 0x5450
#define FIOCLEX	 0x5451

#define CAP_SYS_ADMIN_ 21

static bool may_not_freeze(struct traced *t, const struct host_regs *r, unsigned long nr)
{
	return nr == CALL_ioctl && (r->rsi == FIFREEZE || r->rsi == FITHAW) &&
	       dock_api_since(2, 6, 29) && !host_proc_capable(t->tid, CAP_SYS_ADMIN_);
}

static void descriptor_call(struct traced *t, unsigned long nr)
{
	const struct host_regs r = *dock_traced_regs(t);
	bool of_descriptor = nr == CALL_ioctl && (r.rsi == FIOCLEX || r.rsi == FIONCLEX);

	if ((int)r.rdi == dock_traced_ram_fd)
		dock_traced_end_call(t, -EBADF);
	else if (dock_traced_file(t, (int)r.rdi) && !of_descriptor)
		dock_traced_end_call(t, may_not_freeze(t, &r, nr) ? -EPERM : serve(&r, nr));
	else
		dock_traced_run(t, HOST_RUN, 0);
}

/* From file to file inside the kernel: character devices do not take part. */
static void transfer_call(struct traced *t, int fd, int other)
{
	if (fd == dock_traced_ram_fd || other == dock_traced_ram_fd)
		dock_traced_end_call(t, -EBADF);
	else if (dock_traced_file(t, fd) || dock_traced_file(t, other))
		dock_traced_end_call(t, -EINVAL);
	else
		dock_traced_run(t, HOST_RUN, 0);
}

/* A call that these leave alone is still pending: run() makes it. */
static void memory_call(struct traced *t, unsigned long nr)
{
	t->space->changing++;
	if (nr == CALL_mmap)
		dock_traced_mmap_call(t);
	else
		dock_traced_memory_call(t, nr);
	t->space->changing--;
	t->space->changes++;
	dock_traced_run(t, HOST_RUN, 0);
}

/* What must happen before the buffers of a call are looked at: on a file of
 * the machine the kernel itself faults them in. */
static bool serves_buffers(struct traced *t, unsigned long nr)
{
	switch (nr) {
	case CALL_read:
	case CALL_write:
	case CALL_readv:
	case CALL_writev:
	case CALL_pread64:
	case CALL_pwrite64:
	case CALL_preadv:
	case CALL_pwritev:
	case CALL_preadv2:
	case CALL_pwritev2:
	case CALL_ioctl:
		return dock_traced_file(t, (int)dock_traced_regs(t)->rdi);
	case CALL_syslog:
	case CALL_process_vm_readv:
	case CALL_process_vm_writev:
		return true;
	default:
		return false;
	}
}

#define SYSLOG_READ_ALL_ 3
#define SYSLOG_SIZE_BUFFER_ 10
#define CAP_SYSLOG_ 34

/* Everybody may read the log; who takes it away or turns the console down must be
 * allowed to. */
static long syslog_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	int type = (int)r.rdi;

	if (type != SYSLOG_READ_ALL_ && type != SYSLOG_SIZE_BUFFER_ &&
	    !host_proc_capable(t->tid, CAP_SYSLOG_) &&
	    !host_proc_capable(t->tid, CAP_SYS_ADMIN_))
		return -EPERM;
	return dock_sys_syslog(type, r.rsi, (int)r.rdx);
}

static void dispatch(struct traced *t, unsigned long nr)
{
	const struct host_regs *r = dock_traced_regs(t);

	switch (nr) {
	case CALL_read:
	case CALL_write:
	case CALL_readv:
	case CALL_writev:
	case CALL_pread64:
	case CALL_pwrite64:
	case CALL_preadv:
	case CALL_pwritev:
	case CALL_preadv2:
	case CALL_pwritev2:
	case CALL_lseek:
	case CALL_ioctl:
	case CALL_fsync:
	case CALL_fdatasync:
	case CALL_fallocate:
	case CALL_ftruncate:
		descriptor_call(t, nr);
		break;
	case CALL_sendfile:
		transfer_call(t, (int)r->rdi, (int)r->rsi);
		break;
	case CALL_splice:
	case CALL_copy_file_range:
		transfer_call(t, (int)r->rdi, (int)r->rdx);
		break;
	case CALL_open:
	case CALL_openat:
	case CALL_openat2:
	case CALL_creat:
		dock_traced_open_call(t, nr);
		break;
	case CALL_truncate:
		dock_traced_truncate_call(t);
		break;
	case CALL_close:
		dock_traced_close_call(t);
		break;
	case CALL_close_range:
		dock_traced_close_range_call(t);
		break;
	case CALL_dup:
	case CALL_dup2:
	case CALL_dup3:
		dock_traced_dup_call(t, nr);
		break;
	case CALL_fcntl:
		dock_traced_fcntl_call(t);
		break;
	case CALL_unshare:
		dock_traced_unshare_call(t);
		break;
	case CALL_stat:
	case CALL_lstat:
	case CALL_fstat:
	case CALL_newfstatat:
	case CALL_statx:
		dock_traced_stat_call(t, nr);
		break;
	case CALL_getdents64:
		dock_traced_getdents_call(t);
		break;
	case CALL_sendmsg:
	case CALL_sendmmsg:
		dock_traced_send_call(t);
		break;
	case CALL_recvmsg:
	case CALL_recvmmsg:
		dock_traced_receive_call(t);
		break;
	case CALL_pidfd_getfd:
		dock_traced_getfd_call(t);
		break;
	case CALL_process_vm_readv:
	case CALL_process_vm_writev:
		dock_traced_process_vm_call(t, nr);
		break;
	case CALL_mknod:
	case CALL_mknodat:
		dock_traced_mknod_call(t, nr);
		break;
	case CALL_mkdir:
	case CALL_mkdirat:
	case CALL_rmdir:
	case CALL_unlink:
	case CALL_unlinkat:
	case CALL_rename:
	case CALL_renameat:
	case CALL_renameat2:
	case CALL_link:
	case CALL_linkat:
	case CALL_symlink:
	case CALL_symlinkat:
		dock_traced_names_call(t, nr);
		break;
	case CALL_chown:
	case CALL_fchown:
	case CALL_lchown:
	case CALL_fchownat:
		dock_traced_chown_call(t, nr);
		break;
	case CALL_poll:
	case CALL_ppoll:
		dock_traced_poll_call(t, nr);
		break;
	case CALL_select:
	case CALL_pselect6:
		dock_traced_select_call(t, nr);
		break;
	case CALL_fork:
	case CALL_vfork:
	case CALL_clone:
	case CALL_clone3:
		dock_traced_fork_call(t);
		break;
	case CALL_uname:
		dock_traced_uname_call(t);
		break;
	case CALL_mount:
	case CALL_umount2:
	case CALL_pivot_root:
		dock_traced_mounts_call(t, nr);
		break;
	case CALL_mmap:
	case CALL_munmap:
	case CALL_mremap:
	case CALL_mprotect:
	case CALL_madvise:
	case CALL_msync:
	case CALL_mlock:
	case CALL_mlock2:
	case CALL_munlock:
	case CALL_mlockall:
	case CALL_munlockall:
	case CALL_mincore:
	case CALL_remap_file_pages:
	case CALL_pkey_mprotect:
		memory_call(t, nr);
		break;
	case CALL_shmat:
		dock_traced_shmat_call(t);
		break;
	case CALL_syslog:
		dock_traced_end_call(t, syslog_call(t));
		break;
	case CALL_delete_module:
	case CALL_init_module:
	case CALL_finit_module:
		dock_traced_end_call(t, dock_traced_module_call(t, nr));
		break;
	case CALL_io_uring_setup:
		dock_traced_end_call(t, -ENOSYS); /* its calls would pass the filter unseen */
		break;
	case CALL_prctl:
		dock_traced_prctl_call(t);
		break;
	case CALL_rt_sigaction:
		dock_traced_sigaction_call(t);
		break;
	case CALL_rt_sigprocmask:
	case CALL_rt_sigreturn:
		dock_traced_sigmask_call(t);
		break;
	default:
		dock_traced_run(t, HOST_RUN, 0);
		break;
	}
}

void dock_traced_on_call(struct traced *t)
{
	unsigned long nr = dock_traced_regs(t)->orig_rax;

	t->stepping = false;
	if (t->process->strict && !serves_buffers(t, nr) && !dock_traced_access(t, nr))
		return;
	dispatch(t, nr);
}
