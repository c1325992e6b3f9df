/* SPDX-License-Identifier: MIT */
/* The filter on the machine's own process: see guard.h. */
#include "host/guard.h"

#include <asm/prctl.h>
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FIELD(name) ((uint32_t)offsetof(struct seccomp_data, name))
#define LOAD(at) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (at))
#define LOAD_ARG(n) LOAD(FIELD(args) + 8 * (n))
#define LOAD_ARG_TOP(n) LOAD(FIELD(args) + 8 * (n) + 4)
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP)
/* Go on if it is so, else skip @n. */
#define IF(test, value, n) BPF_JUMP(BPF_JMP | (test) | BPF_K, (uint32_t)(value), 0, (n))
#define UNLESS(test, value, n)                                                           \
	BPF_JUMP(BPF_JMP | (test) | BPF_K, (uint32_t)(value), (n), 0)
#define MAX_CODE 400
#define X32_BIT 0x40000000

/* With any arguments. The first ones are made at each stop of a program. */
static const unsigned short allowed[] = {
	SYS_wait4,
	SYS_process_vm_readv,
	SYS_process_vm_writev,
	SYS_kcmp,
	SYS_read,
	SYS_openat,
	SYS_newfstatat,
	SYS_close,
	SYS_mmap,
	SYS_munmap,
	SYS_mprotect,
	SYS_rt_sigreturn,
	/* files */
	SYS_write,
	SYS_readv,
	SYS_writev,
	SYS_pread64,
	SYS_pwrite64,
	SYS_open,
	SYS_creat,
	SYS_openat2,
	SYS_close_range,
	SYS_lseek,
	SYS_dup,
	SYS_dup2,
	SYS_dup3,
	SYS_fcntl,
	SYS_pipe2,
	SYS_poll,
	SYS_ppoll,
	SYS_pidfd_open,
	SYS_pidfd_getfd,
	SYS_stat,
	SYS_fstat,
	SYS_lstat,
	SYS_statx,
	SYS_statfs,
	SYS_fstatfs,
	SYS_access,
	SYS_faccessat,
	SYS_faccessat2,
	SYS_getdents64,
	SYS_readlink,
	SYS_readlinkat,
	SYS_getcwd,
	SYS_chdir,
	SYS_fchdir,
	SYS_ftruncate,
	SYS_fallocate,
	SYS_sendfile,
	SYS_copy_file_range,
	SYS_fsync,
	SYS_umask,
	SYS_unlink,
	SYS_unlinkat,
	SYS_mkdir,
	SYS_mkdirat,
	SYS_rmdir,
	SYS_symlink,
	SYS_symlinkat,
	SYS_rename,
	SYS_renameat,
	SYS_renameat2,
	SYS_link,
	SYS_linkat,
	SYS_chmod,
	SYS_fchmod,
	SYS_fchmodat,
	SYS_chown,
	SYS_fchown,
	SYS_lchown,
	SYS_fchownat,
	SYS_utimensat,
	SYS_open_tree,
	SYS_move_mount,
	SYS_umount2,
	SYS_select,
	SYS_pselect6,
	/* memory */
	SYS_brk,
	SYS_mremap,
	SYS_madvise,
	SYS_mincore,
	SYS_msync,
	SYS_memfd_create,
	/* signals */
	SYS_rt_sigaction,
	SYS_rt_sigprocmask,
	SYS_rt_sigpending,
	SYS_rt_sigtimedwait,
	SYS_sigaltstack,
	SYS_waitid,
	SYS_restart_syscall,
	/* itself */
	SYS_getpid,
	SYS_gettid,
	SYS_getppid,
	SYS_getuid,
	SYS_geteuid,
	SYS_getgid,
	SYS_getegid,
	SYS_getgroups,
	SYS_getpgrp,
	SYS_getpgid,
	SYS_getsid,
	SYS_uname,
	SYS_sysinfo,
	SYS_getrlimit,
	SYS_prlimit64,
	SYS_getrusage,
	SYS_times,
	SYS_exit,
	SYS_exit_group,
	/* time, and what the C library does by itself */
	SYS_clock_gettime,
	SYS_clock_getres,
	SYS_gettimeofday,
	SYS_time,
	SYS_nanosleep,
	SYS_clock_nanosleep,
	SYS_getrandom,
	SYS_futex,
	SYS_sched_yield,
	SYS_sched_getaffinity,
	SYS_getcpu,
	SYS_set_robust_list,
	SYS_rseq,
	SYS_membarrier,
};

struct code {
	struct sock_filter insn[MAX_CODE];
	unsigned short n;
};

#define ADD(c, ...) ((c)->insn[(c)->n++] = (struct sock_filter)__VA_ARGS__)

static void add_start(struct code *c, unsigned long low, unsigned long high)
{
	ADD(c, LOAD(FIELD(arch)));
	ADD(c, UNLESS(BPF_JEQ, AUDIT_ARCH_X86_64, 1));
	ADD(c, REFUSE);
	ADD(c, LOAD(FIELD(instruction_pointer) + 4));
	ADD(c, IF(BPF_JGE, low >> 32, 2));
	ADD(c, UNLESS(BPF_JGE, high >> 32, 1));
	ADD(c, REFUSE);
	ADD(c, LOAD(FIELD(nr)));
	ADD(c, IF(BPF_JGE, X32_BIT, 1));
	ADD(c, REFUSE);
}

/* Those it has already; nobody else's. */
static void add_ptrace(struct code *c)
{
	ADD(c, IF(BPF_JEQ, SYS_ptrace, 6));
	ADD(c, LOAD_ARG(0));
	ADD(c, UNLESS(BPF_JEQ, PTRACE_TRACEME, 3));
	ADD(c, UNLESS(BPF_JEQ, PTRACE_ATTACH, 2));
	ADD(c, UNLESS(BPF_JEQ, PTRACE_SEIZE, 1));
	ADD(c, ALLOW);
	ADD(c, REFUSE);
}

static void add_allowed(struct code *c)
{
	unsigned int n = sizeof(allowed) / sizeof(allowed[0]);

	for (unsigned int i = 0; i < n; i++)
		ADD(c, UNLESS(BPF_JEQ, allowed[i], (unsigned char)(n - i)));
	ADD(c, BPF_STMT(BPF_JMP | BPF_JA, 1));
	ADD(c, ALLOW);
}

/* A signal goes to one process, and not to the supervisor. */
static void add_kill(struct code *c, pid_t self, pid_t parent)
{
	static const unsigned short calls[] = {SYS_kill, SYS_tgkill,
					       SYS_rt_tgsigqueueinfo};

	for (int i = 0; i < 3; i++) {
		ADD(c, IF(BPF_JEQ, calls[i], 7));
		ADD(c, LOAD_ARG(0));
		/* 0, -1 and a group, which has the sign bit: many */
		ADD(c, UNLESS(BPF_JEQ, 0, 4));
		ADD(c, UNLESS(BPF_JGE, 0x80000000, 3));
		ADD(c, UNLESS(BPF_JEQ, parent, 2));
		/* raise() and abort() are signals to itself */
		ADD(c, UNLESS(BPF_JEQ, calls[i] == SYS_tgkill ? 0 : self, 1));
		ADD(c, ALLOW);
		ADD(c, REFUSE);
	}
}

/* The channel is connected already: nothing is sent elsewhere. */
static void add_channel(struct code *c)
{
	ADD(c, IF(BPF_JEQ, SYS_sendto, 6));
	ADD(c, LOAD_ARG(4));
	ADD(c, IF(BPF_JEQ, 0, 3));
	ADD(c, LOAD_ARG_TOP(4));
	ADD(c, IF(BPF_JEQ, 0, 1));
	ADD(c, ALLOW);
	ADD(c, REFUSE);
	ADD(c, IF(BPF_JEQ, SYS_recvfrom, 1));
	ADD(c, ALLOW);
}

/* What would type on the user's terminal. */
static void add_ioctl(struct code *c)
{
	ADD(c, IF(BPF_JEQ, SYS_ioctl, 5));
	ADD(c, LOAD_ARG(1));
	ADD(c, UNLESS(BPF_JEQ, TIOCSTI, 2));
	ADD(c, UNLESS(BPF_JEQ, TIOCLINUX, 1));
	ADD(c, ALLOW);
	ADD(c, REFUSE);
}

static void add_prctl(struct code *c)
{
	static const unsigned int names[] = {PR_SET_NAME, PR_GET_NAME, PR_SET_DUMPABLE,
					     PR_GET_DUMPABLE, PR_SET_PTRACER};
	const unsigned int n = sizeof(names) / sizeof(names[0]);

	ADD(c, IF(BPF_JEQ, SYS_prctl, (unsigned char)(n + 3)));
	ADD(c, LOAD_ARG(0));
	for (unsigned int i = 0; i < n; i++)
		ADD(c, UNLESS(BPF_JEQ, names[i], (unsigned char)(n - i)));
	ADD(c, REFUSE);
	ADD(c, ALLOW);
}

/* A thread's own segments may be read: for core files. */
static void add_arch_prctl(struct code *c)
{
	ADD(c, IF(BPF_JEQ, SYS_arch_prctl, 5));
	ADD(c, LOAD_ARG(0));
	ADD(c, UNLESS(BPF_JEQ, ARCH_GET_FS, 2));
	ADD(c, UNLESS(BPF_JEQ, ARCH_GET_GS, 1));
	ADD(c, REFUSE);
	ADD(c, ALLOW);
}

static int install(const struct code *c)
{
	struct sock_fprog prog = {.len = c->n, .filter = (struct sock_filter *)c->insn};

	if (!syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog))
		return 0;
	/* Without the privilege a filter needs a process that can gain none. */
	if (errno == EACCES && !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) &&
	    !syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog))
		return 0;
	return -errno;
}

int host_guard_install(unsigned long low, unsigned long high)
{
	static struct code c;

	add_start(&c, low, high);
	add_ptrace(&c);
	add_allowed(&c);
	add_kill(&c, getpid(), getppid());
	add_channel(&c);
	add_ioctl(&c);
	add_prctl(&c);
	add_arch_prctl(&c);
	ADD(&c, REFUSE);
	return install(&c);
}
