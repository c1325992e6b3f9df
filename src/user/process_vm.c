/* SPDX-License-Identifier: MIT */
/*
 * process_vm_readv and process_vm_writev: where the machine's VMAs may take part,
 * the copy is made here, page by page as Linux pins them.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uio.h>
#include "core/breaks.h"
#include "host/ptrace.h"
#include "host/seccomp.h"
#include "kernel/mm/access.h"
#include "kernel/mm/mm_host.h"
#include "kernel/sched/task.h"
#include "user/callnr.h"
#include "user/thread.h"

#define MAX_IOVECS 1024

struct vectors {
	struct iovec *local, *remote;
	unsigned long nr_local, nr_remote;
};

static struct traced *thread_of(int pid)
{
	for (struct traced *t = dock_traced_threads; t; t = t->next)
		if (t->task && t->space && !t->gone && t->task->pid == pid)
			return t;
	return NULL;
}

static struct iovec *get_vector(struct traced *t, unsigned long from, unsigned long nr)
{
	unsigned long size = nr * sizeof(struct iovec);
	struct iovec *v = kmalloc(size, GFP_KERNEL);

	if (v && !dock_user_load(v, from, size))
		return v;
	kfree(v);
	return NULL;
}

/* May the caller do that? Its own host is asked, with a byte of the stub. */
static bool permitted(struct traced *t, unsigned long nr, int pid)
{
	const struct iovec v[2] = {{(void *)HOST_STUB_DATA + 64, 1},
				   {(void *)HOST_STUB_DATA + 64, 1}};

	host_tracee_write(t->tid, HOST_STUB_DATA, v, sizeof(v));
	return dock_traced_syscall(t, (long)nr, (unsigned long)pid, HOST_STUB_DATA, 1,
				   HOST_STUB_DATA + sizeof(v[0]), 1, 0) == 1;
}

/* The next bytes of a vector: where, and how many of them in one piece. */
static unsigned long piece(struct iovec **v, unsigned long *nr, unsigned long *len)
{
	while (*nr && !(*v)->iov_len) {
		(*v)++;
		(*nr)--;
	}
	if (*nr)
		*len = min(*len, (*v)->iov_len);
	return *nr ? (unsigned long)(*v)->iov_base : 0;
}

static void advance(struct iovec *v, unsigned long n)
{
	v->iov_base += n;
	v->iov_len -= n;
}

/* Returns what was copied of @n bytes. */
static unsigned long copy_piece(struct mm_struct *mm, unsigned long local,
				unsigned long remote, void *page, unsigned long n,
				bool write)
{
	if (!write)
		n = dock_mm_access(mm, remote, page, n, false, DOCK_ACCESS_PLAIN);
	else
		n -= dock_user_load(page, local, n);
	if (!n)
		return 0;
	return write ? dock_mm_access(mm, remote, page, n, true, DOCK_ACCESS_PLAIN)
		     : n - dock_user_store(local, page, n);
}

static long transfer(struct mm_struct *mm, struct vectors *v, void *page, bool write)
{
	long done = 0;

	for (;;) {
		unsigned long n = PAGE_SIZE, remote, local, did;

		remote = piece(&v->remote, &v->nr_remote, &n);
		local = piece(&v->local, &v->nr_local, &n);
		if (!v->nr_remote || !v->nr_local)
			return done;
		n = min(n, PAGE_SIZE - offset_in_page(remote));
		did = copy_piece(mm, local, remote, page, n, write);
		advance(v->remote, did);
		advance(v->local, did);
		done += (long)did;
		if (did < n)
			return done || DOCK_BREAK("from-outside") ? done : -EFAULT;
	}
}

static long serve(struct traced *t, struct traced *other, unsigned long nr)
{
	const struct host_regs r = *dock_traced_regs(t);
	struct mm_struct *mm = dock_mm_get(other->space->mm); /* the rest may sleep */
	struct vectors v = {.nr_local = r.rdx, .nr_remote = r.r8};
	struct iovec *local = v.local = get_vector(t, r.rsi, r.rdx);
	struct iovec *remote = v.remote = get_vector(t, r.r10, r.r8);
	void *page = kmalloc(PAGE_SIZE, GFP_KERNEL);
	long ret = -EFAULT;

	if (local && remote && page)
		ret = permitted(t, nr, (int)r.rdi)
			      ? transfer(mm, &v, page, nr == CALL_process_vm_writev)
			      : -EPERM;
	mmput(mm);
	kfree(page);
	kfree(remote);
	kfree(local);
	return ret;
}

void dock_traced_process_vm_call(struct traced *t, unsigned long nr)
{
	const struct host_regs *r = dock_traced_regs(t);
	struct traced *other = thread_of((int)r->rdi);
	bool sound =
		r->rdx && r->rdx <= MAX_IOVECS && r->r8 && r->r8 <= MAX_IOVECS && !r->r9;

	/* What is wrong about it the host says, too. */
	if (other && sound && (other->process->strict || t->process->strict))
		dock_traced_end_call(t, serve(t, other, nr));
	else
		dock_traced_run(t, HOST_RUN, 0);
}
