/* SPDX-License-Identifier: MIT */
/* The filters that stop a traced program's system calls: see seccomp.h. */
#include "host/seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

_Static_assert(HOST_FILTER_SET == SECCOMP_SET_MODE_FILTER &&
	       HOST_FILTER_ALL_THREADS == SECCOMP_FILTER_FLAG_TSYNC,
	       "seccomp's constants are the host's");

#define FIELD(name)    ((unsigned int)offsetof(struct seccomp_data, name))
#define LOAD(name)     BPF_STMT(BPF_LD | BPF_W | BPF_ABS, FIELD(name))
#define LOAD_ARG(n)    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, FIELD(args) + 8 * (n))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define SKIP_UNLESS(value, n) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (n))
#define MAX_FILTER     300

/* Always stopped: they can name a file of the machine. */
static const unsigned short stopped[] = {
	SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_pwrite64,
	SYS_preadv, SYS_pwritev, SYS_preadv2, SYS_pwritev2, SYS_lseek, SYS_ioctl,
	SYS_open, SYS_openat, SYS_openat2, SYS_creat, SYS_close, SYS_close_range,
	SYS_dup, SYS_dup2, SYS_dup3, SYS_stat, SYS_lstat, SYS_fstat, SYS_newfstatat,
	SYS_statx, SYS_getdents64, SYS_fsync, SYS_fdatasync, SYS_ftruncate, SYS_truncate,
	SYS_fallocate, SYS_sendfile, SYS_splice, SYS_copy_file_range,
	SYS_delete_module, SYS_init_module, SYS_finit_module, SYS_unshare,
	SYS_io_uring_setup, SYS_syslog, SYS_mount, SYS_umount2, SYS_pivot_root,
	SYS_mknod, SYS_mknodat, SYS_uname, SYS_sendmsg, SYS_sendmmsg, SYS_recvmsg,
	SYS_recvmmsg, SYS_pidfd_getfd, SYS_mkdir, SYS_mkdirat, SYS_rmdir, SYS_unlink,
	SYS_unlinkat, SYS_rename, SYS_renameat, SYS_renameat2, SYS_link, SYS_linkat,
	SYS_symlink, SYS_symlinkat, SYS_chown, SYS_fchown, SYS_lchown, SYS_fchownat,
	SYS_poll, SYS_ppoll, SYS_select, SYS_pselect6, SYS_process_vm_readv,
	SYS_process_vm_writev, SYS_mlockall, SYS_munlockall, SYS_fork, SYS_vfork,
	SYS_clone, SYS_clone3,
};

/* Answered as by a kernel that lacks them: mount(2) does what most of them do, and
 * can be looked at. */
static const unsigned short absent[] = {
	SYS_open_tree, SYS_move_mount, SYS_fsopen, SYS_fspick, SYS_mount_setattr,
	467 /* open_tree_attr */,
	462 /* mseal, of 6.10: the placeholders could not be exchanged any more */,
};

struct builder {
	struct sock_filter code[MAX_FILTER];
	unsigned short n;
};

static void add(struct builder *b, struct sock_filter f)
{
	b->code[b->n++] = f;
}

#define ADD(b, ...) add(b, (struct sock_filter)__VA_ARGS__)

/* Unless it comes from the stub, the call is stopped. */
static void add_stop_unless_stub(struct builder *b)
{
	ADD(b, LOAD(instruction_pointer));
	ADD(b, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, HOST_STUB + 2, 0, 3));
	ADD(b, BPF_STMT(BPF_LD | BPF_W | BPF_ABS, FIELD(instruction_pointer) + 4));
	ADD(b, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1));
	ADD(b, RETURN(SECCOMP_RET_ALLOW));
	ADD(b, RETURN(SECCOMP_RET_TRACE));
}
#define STOP_UNLESS_STUB_LEN 6

/* Calls of other instruction sets have other numbers: no program of the
 * machine may make them. */
static void add_arch_check(struct builder *b)
{
	ADD(b, LOAD(arch));
	ADD(b, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0));
	ADD(b, RETURN(SECCOMP_RET_ERRNO | ENOSYS));
	ADD(b, LOAD(nr));
	ADD(b, BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));
	ADD(b, RETURN(SECCOMP_RET_ERRNO | ENOSYS));
}

/* F_GETFD and F_SETFD are the host's alone; but closed on exec, RAM would be missing. */
static void add_fcntl(struct builder *b, int ram_fd)
{
	ADD(b, SKIP_UNLESS(SYS_fcntl, 7 + STOP_UNLESS_STUB_LEN));
	ADD(b, LOAD_ARG(0));
	ADD(b, SKIP_UNLESS((unsigned int)ram_fd, 1));
	ADD(b, RETURN(SECCOMP_RET_ERRNO | EBADF));
	ADD(b, LOAD_ARG(1));
	ADD(b, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_GETFD, STOP_UNLESS_STUB_LEN + 1, 0));
	ADD(b, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_SETFD, STOP_UNLESS_STUB_LEN, 0));
	add_stop_unless_stub(b);
	ADD(b, RETURN(SECCOMP_RET_ALLOW));
}

/* Anonymous memory is the host's alone (the strict filter sees it, too). */
static void add_mmap(struct builder *b)
{
	ADD(b, SKIP_UNLESS(SYS_mmap, 3 + STOP_UNLESS_STUB_LEN));
	ADD(b, LOAD_ARG(3));
	ADD(b, BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 1));
	ADD(b, RETURN(SECCOMP_RET_ALLOW));
	add_stop_unless_stub(b);
}

/* What a program does with SIGSEGV is remembered: see user/fault.c. */
static void add_rt_sigaction(struct builder *b)
{
	ADD(b, SKIP_UNLESS(SYS_rt_sigaction, 3 + STOP_UNLESS_STUB_LEN));
	ADD(b, LOAD_ARG(0));
	ADD(b, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SIGSEGV, 1, 0));
	ADD(b, RETURN(SECCOMP_RET_ALLOW));
	add_stop_unless_stub(b);
}

static void add_absent(struct builder *b)
{
	for (unsigned int i = 0; i < sizeof(absent) / sizeof(absent[0]); i++) {
		ADD(b, SKIP_UNLESS(absent[i], 1));
		ADD(b, RETURN(SECCOMP_RET_ERRNO | ENOSYS));
	}
}

/* A new name: the driver sees it as current->comm. */
static void add_prctl(struct builder *b)
{
	ADD(b, SKIP_UNLESS(SYS_prctl, 3 + STOP_UNLESS_STUB_LEN));
	ADD(b, LOAD_ARG(0));
	ADD(b, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_NAME, 1, 0));
	ADD(b, RETURN(SECCOMP_RET_ALLOW));
	add_stop_unless_stub(b);
}

static void build_first(struct builder *b, int ram_fd)
{
	unsigned int nr_stopped = sizeof(stopped) / sizeof(stopped[0]);

	add_arch_check(b);
	for (unsigned int i = 0; i < nr_stopped; i++) {
		/* All of them jump to one place: behind the table. */
		ADD(b, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, stopped[i],
				(unsigned char)(nr_stopped - i), 0));
	}
	ADD(b, BPF_STMT(BPF_JMP | BPF_JA, STOP_UNLESS_STUB_LEN));
	add_stop_unless_stub(b);
	add_fcntl(b, ram_fd);
	add_mmap(b);
	add_rt_sigaction(b);
	add_prctl(b);
	add_absent(b);
	ADD(b, RETURN(SECCOMP_RET_ALLOW));
}

int host_filter_install(int ram_fd)
{
	static struct builder b;
	struct sock_fprog prog = { .filter = b.code };

	build_first(&b, ram_fd);
	prog.len = b.n;
	if (!syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog))
		return 0;
	/* Without the privilege a filter needs a process that can gain none. */
	if (errno == EACCES && !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) &&
	    !syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog))
		return 0;
	return -errno;
}

unsigned long host_filter_strict(unsigned char *buf, unsigned long addr)
{
	struct builder b = { .n = 0 };
	struct sock_fprog prog;

	add_stop_unless_stub(&b);
	memset(&prog, 0, sizeof(prog));
	prog.len = b.n;
	prog.filter = (struct sock_filter *)(addr + sizeof(prog));
	memcpy(buf, &prog, sizeof(prog));
	memcpy(buf + sizeof(prog), b.code, b.n * sizeof(b.code[0]));
	return sizeof(prog) + b.n * sizeof(b.code[0]);
}
