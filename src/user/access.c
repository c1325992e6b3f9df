/* SPDX-License-Identifier: MIT */
/*
 * Buffers of host calls that lie in VMAs of the machine.
 *
 * Where a kernel would fault, the host's says EFAULT, because it knows only
 * the placeholder. So before such a call is made, the pages of its buffers are
 * faulted in.
 */
#include <linux/kernel.h>
#include <linux/mman.h>
#include <linux/types.h>
#include "core/breaks.h"
#include "host/ptrace.h"
#include "kernel/mm/mm_host.h"
#include "machine/layout.h"
#include "user/callnr.h"
#include "user/thread.h"

#define MAX_BUFFERS  3
#define MAX_IOVECS   1024
#define MAX_PAGES    4096 /* a larger buffer fails as it would for want of memory */
#define STRING_BYTES 4096

enum buffer_kind { NONE, BYTES, FIXED, STRING, IOVEC, MSGHDR };

struct buffer {
	unsigned char kind, arg;
	bool write;	     /* the call writes into it */
	unsigned short size; /* BYTES, IOVEC: argument with the length; FIXED: bytes */
};

#define IN(arg, len)	    { BYTES, arg, false, len }
#define OUT(arg, len)	    { BYTES, arg, true, len }
#define IN_FIXED(arg, size) { FIXED, arg, false, size }
#define OUT_FIXED(arg, size) { FIXED, arg, true, size }
#define PATH(arg)	    { STRING, arg, false, 0 }
#define IN_VECTOR(arg, nr)  { IOVEC, arg, false, nr }
#define OUT_VECTOR(arg, nr) { IOVEC, arg, true, nr }

static const struct call_buffers {
	unsigned short nr;
	struct buffer buffer[MAX_BUFFERS];
} table[] = {
	{ CALL_read, { OUT(1, 2) } },
	{ CALL_write, { IN(1, 2) } },
	{ CALL_pread64, { OUT(1, 2) } },
	{ CALL_pwrite64, { IN(1, 2) } },
	{ CALL_readv, { OUT_VECTOR(1, 2) } },
	{ CALL_writev, { IN_VECTOR(1, 2) } },
	{ CALL_preadv, { OUT_VECTOR(1, 2) } },
	{ CALL_pwritev, { IN_VECTOR(1, 2) } },
	{ CALL_preadv2, { OUT_VECTOR(1, 2) } },
	{ CALL_pwritev2, { IN_VECTOR(1, 2) } },
	{ CALL_recvfrom, { OUT(1, 2), OUT_FIXED(4, 128), OUT_FIXED(5, 4) } },
	{ CALL_sendto, { IN(1, 2), IN(4, 5) } },
	{ CALL_recvmsg, { { MSGHDR, 1, true, 0 } } },
	{ CALL_sendmsg, { { MSGHDR, 1, false, 0 } } },
	{ CALL_connect, { IN(1, 2) } },
	{ CALL_bind, { IN(1, 2) } },
	{ CALL_accept, { OUT_FIXED(1, 128), OUT_FIXED(2, 4) } },
	{ CALL_accept4, { OUT_FIXED(1, 128), OUT_FIXED(2, 4) } },
	{ CALL_getsockname, { OUT_FIXED(1, 128), OUT_FIXED(2, 4) } },
	{ CALL_getpeername, { OUT_FIXED(1, 128), OUT_FIXED(2, 4) } },
	{ CALL_getsockopt, { OUT_FIXED(3, 64), OUT_FIXED(4, 4) } },
	{ CALL_setsockopt, { IN(3, 4) } },
	{ CALL_socketpair, { OUT_FIXED(3, 8) } },
	{ CALL_pipe, { OUT_FIXED(0, 8) } },
	{ CALL_pipe2, { OUT_FIXED(0, 8) } },
	{ CALL_stat, { PATH(0), OUT_FIXED(1, 144) } },
	{ CALL_lstat, { PATH(0), OUT_FIXED(1, 144) } },
	{ CALL_fstat, { OUT_FIXED(1, 144) } },
	{ CALL_newfstatat, { PATH(1), OUT_FIXED(2, 144) } },
	{ CALL_statx, { PATH(1), OUT_FIXED(4, 256) } },
	{ CALL_statfs, { PATH(0), OUT_FIXED(1, 120) } },
	{ CALL_fstatfs, { OUT_FIXED(1, 120) } },
	{ CALL_getdents64, { OUT(1, 2) } },
	{ CALL_open, { PATH(0) } },
	{ CALL_creat, { PATH(0) } },
	{ CALL_openat, { PATH(1) } },
	{ CALL_openat2, { PATH(1), IN(2, 3) } },
	{ CALL_access, { PATH(0) } },
	{ CALL_faccessat, { PATH(1) } },
	{ CALL_faccessat2, { PATH(1) } },
	{ CALL_execve, { PATH(0) } },
	{ CALL_execveat, { PATH(1) } },
	{ CALL_chdir, { PATH(0) } },
	{ CALL_mkdir, { PATH(0) } },
	{ CALL_rmdir, { PATH(0) } },
	{ CALL_unlink, { PATH(0) } },
	{ CALL_unlinkat, { PATH(1) } },
	{ CALL_rename, { PATH(0), PATH(1) } },
	{ CALL_renameat, { PATH(1), PATH(3) } },
	{ CALL_renameat2, { PATH(1), PATH(3) } },
	{ CALL_link, { PATH(0), PATH(1) } },
	{ CALL_symlink, { PATH(0), PATH(1) } },
	{ CALL_chmod, { PATH(0) } },
	{ CALL_chown, { PATH(0) } },
	{ CALL_truncate, { PATH(0) } },
	{ CALL_readlink, { PATH(0), OUT(1, 2) } },
	{ CALL_readlinkat, { PATH(1), OUT(2, 3) } },
	{ CALL_getcwd, { OUT(0, 1) } },
	{ CALL_uname, { OUT_FIXED(0, 390) } },
	{ CALL_getrandom, { OUT(0, 1) } },
	{ CALL_rt_sigaction, { IN_FIXED(1, 32), OUT_FIXED(2, 32) } },
	{ CALL_rt_sigprocmask, { IN_FIXED(1, 8), OUT_FIXED(2, 8) } },
	{ CALL_nanosleep, { IN_FIXED(0, 16), OUT_FIXED(1, 16) } },
	{ CALL_clock_nanosleep, { IN_FIXED(2, 16), OUT_FIXED(3, 16) } },
	{ CALL_clock_gettime, { OUT_FIXED(1, 16) } },
	{ CALL_clock_getres, { OUT_FIXED(1, 16) } },
	{ CALL_gettimeofday, { OUT_FIXED(0, 16), OUT_FIXED(1, 8) } },
	{ CALL_time, { OUT_FIXED(0, 8) } },
	{ CALL_times, { OUT_FIXED(0, 32) } },
	{ CALL_getrusage, { OUT_FIXED(1, 144) } },
	{ CALL_getrlimit, { OUT_FIXED(1, 16) } },
	{ CALL_prlimit64, { IN_FIXED(2, 16), OUT_FIXED(3, 16) } },
	{ CALL_sysinfo, { OUT_FIXED(0, 112) } },
	{ CALL_wait4, { OUT_FIXED(1, 4), OUT_FIXED(3, 144) } },
	{ CALL_waitid, { OUT_FIXED(2, 128), OUT_FIXED(4, 144) } },
	{ CALL_select, { OUT_FIXED(1, 128), OUT_FIXED(2, 128), OUT_FIXED(3, 128) } },
	{ CALL_poll, { OUT_FIXED(0, 64) } },
	{ CALL_ppoll, { OUT_FIXED(0, 64), IN_FIXED(2, 16) } },
	{ CALL_epoll_wait, { OUT_FIXED(1, 1024) } },
	{ CALL_epoll_ctl, { IN_FIXED(3, 12) } },
	{ CALL_futex, { OUT_FIXED(0, 4), IN_FIXED(3, 16), OUT_FIXED(4, 4) } },
};

struct access {
	struct traced *t;
	bool touched;
};

/* A load of the host is enough to know that a page can be read. */
static bool readable(struct traced *t, unsigned long addr)
{
	unsigned char byte;

	return host_tracee_read(t->tid, &byte, addr, 1) == 1;
}

/*
 * Registers of a device that a host's call reads: it finds a copy of them, made
 * now, in a page of the program's own that lies there until the call is over.
 */
static void copy_registers(struct access *a, unsigned long from, unsigned long end)
{
	static unsigned char bytes[DOCK_PAGE_SIZE];
	unsigned long page = from & ~(DOCK_PAGE_SIZE - 1);
	struct traced *t = a->t;

	if (t->nr_copies == TRACED_COPIES)
		return; /* the call stops here, and is made again for the rest */
	if (end > page + DOCK_PAGE_SIZE)
		end = page + DOCK_PAGE_SIZE;
	dock_user_load(bytes, from, end - from);
	if (dock_traced_syscall(t, CALL_mmap, page, DOCK_PAGE_SIZE, PROT_READ | PROT_WRITE,
				MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1UL, 0) != (long)page)
		return;
	host_tracee_write(t->tid, from, bytes, end - from);
	t->space->filled++;
	t->copies[t->nr_copies++] = page;
}

static void drop_copies(struct traced *t)
{
	while (t->nr_copies) {
		unsigned long page = t->copies[--t->nr_copies];

		dock_traced_mm_ops.flush(t->space->mm, page, page + DOCK_PAGE_SIZE);
	}
}

static void touch(struct access *a, unsigned long addr, unsigned long len, bool write)
{
	struct mm_struct *mm = a->t->space->mm;
	unsigned long page = addr & ~(DOCK_PAGE_SIZE - 1), end = addr + len;
	struct dock_fault_result f;

	if (!len || end < addr || !dock_mm_overlaps(mm, addr, len, NULL, NULL))
		return;
	for (int i = 0; page < end && i < MAX_PAGES; i++, page += DOCK_PAGE_SIZE) {
		if (!dock_mm_overlaps(mm, page, 1, NULL, NULL) ||
		    (!write && readable(a->t, page)))
			continue;
		f = dock_mm_fault(mm, page < addr ? addr : page, write, false);
		if (f.signo)
			break; /* the call fails here, with what it has done */
		if (f.device && !write)
			copy_registers(a, page < addr ? addr : page, end);
		a->touched = true;
	}
}

static void touch_string(struct access *a, unsigned long addr)
{
	char chunk[256];

	for (unsigned long done = 0; done < STRING_BYTES; done += sizeof(chunk)) {
		unsigned long got;

		touch(a, addr + done, sizeof(chunk), false);
		got = host_tracee_read(a->t->tid, chunk, addr + done, sizeof(chunk));
		for (unsigned long i = 0; i < got; i++)
			if (!chunk[i])
				return;
		if (got < sizeof(chunk))
			return;
	}
}

static void touch_vector(struct access *a, unsigned long addr, unsigned long nr,
			 bool write)
{
	unsigned long iov[2];

	if (nr > MAX_IOVECS)
		return;
	touch(a, addr, nr * sizeof(iov), false);
	for (; nr; nr--, addr += sizeof(iov)) {
		if (host_tracee_read(a->t->tid, iov, addr, sizeof(iov)) != sizeof(iov))
			return;
		touch(a, iov[0], iov[1], write);
	}
}

/* struct msghdr: name, its length, vector, its length, control, its length. */
static void touch_message(struct access *a, unsigned long addr, bool write)
{
	unsigned long msg[6];

	touch(a, addr, 56, write);
	if (host_tracee_read(a->t->tid, msg, addr, sizeof(msg)) != sizeof(msg))
		return;
	touch(a, msg[0], (unsigned int)msg[1], write);
	touch_vector(a, msg[2], msg[3], write);
	touch(a, msg[4], msg[5], write);
}

static void touch_buffer(struct access *a, const struct buffer *b,
			 const unsigned long *args)
{
	unsigned long addr = args[b->arg];

	switch (b->kind) {
	case BYTES:
		touch(a, addr, args[b->size], b->write);
		break;
	case FIXED:
		touch(a, addr, b->size, b->write);
		break;
	case STRING:
		touch_string(a, addr);
		break;
	case IOVEC:
		touch_vector(a, addr, args[b->size], b->write);
		break;
	case MSGHDR:
		touch_message(a, addr, b->write);
		break;
	}
}

static bool is_memory_call(unsigned long nr)
{
	return nr == CALL_mmap || nr == CALL_munmap || nr == CALL_mprotect ||
	       nr == CALL_mremap || nr == CALL_madvise || nr == CALL_msync ||
	       nr == CALL_mincore || nr == CALL_mlock || nr == CALL_mlock2 ||
	       nr == CALL_munlock || nr == CALL_mlockall || nr == CALL_remap_file_pages ||
	       nr == CALL_pkey_mprotect || nr == CALL_shmat;
}

static void touch_all(struct access *a, unsigned long nr, const unsigned long *args)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(table); i++) {
		if (table[i].nr != nr)
			continue;
		for (int b = 0; b < MAX_BUFFERS; b++)
			touch_buffer(a, &table[i].buffer[b], args);
		return;
	}
	/* A call that is not in the table: what looks like a pointer may be read. */
	for (int i = 0; i < 6 && !is_memory_call(nr); i++)
		touch(a, args[i], 1, false);
}

bool dock_traced_access(struct traced *t, unsigned long nr)
{
	const struct host_regs r = *dock_traced_regs(t);
	const unsigned long args[6] = { r.rdi, r.rsi, r.rdx, r.r10, r.r8, r.r9 };
	bool again = t->accessed && t->accessed_rip == r.rip && t->accessed_nr == nr;
	struct access a = { .t = t };

	t->accessed = false;
	if (again && t->nr_copies) {
		long ret;

		/* Copies go when the call is over. */
		if (dock_traced_run_call(t, &ret)) {
			drop_copies(t);
			dock_traced_run(t, HOST_RUN, 0);
		}
		return false;
	}
	drop_copies(t);
	if (again || DOCK_BREAK("pipe-from-mapping") || DOCK_BREAK("pipe-buffer"))
		return true;
	touch_all(&a, nr, args);
	if (!a.touched)
		return true;
	/* Filling pages has used up this entry: the call is made once more. */
	t->accessed = true;
	t->accessed_rip = r.rip;
	t->accessed_nr = nr;
	dock_traced_run(t, HOST_RUN, 0);
	return false;
}
