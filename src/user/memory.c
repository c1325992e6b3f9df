/* SPDX-License-Identifier: MIT */
/*
 * The host side of a traced program's address space. The calls on it are
 * memory_calls.c's.
 *
 * A VMA of the machine is a placeholder (PROT_NONE) in the program; pages of
 * it are mapped one by one from RAM, whose descriptor every program holds,
 * when an access has trapped. After a flush every access traps again, and so
 * does that of another thread that runs meanwhile: no thread needs to be
 * stopped but the one that makes the calls.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/mman.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/types.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "host/seccomp.h"
#include "kernel/mm/mm_host.h"
#include "kernel/sched/task.h"
#include "machine/layout.h"
#include "user/callnr.h"
#include "user/thread.h"

#define PLACEHOLDER (MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE)

int dock_traced_ram_fd;

/* --- the operations of an mm --- */

static long call_in(struct mm_struct *mm, long nr, unsigned long a, unsigned long b,
		    unsigned long c, unsigned long d, unsigned long e, unsigned long f)
{
	bool resume;
	struct traced *t = dock_traced_get_stopped(dock_mm_priv(mm), &resume);
	struct host_siginfo si;
	bool keeps; /* what it has stopped for: its fiber has yet to see it */
	long ret;

	if (!t)
		return -ESRCH;
	keeps = t->task != current && !resume && t->event.stop == HOST_STOP_SIGNAL &&
		!host_tracee_get_siginfo(t->tid, &si);
	ret = dock_traced_syscall(t, nr, a, b, c, d, e, f);
	if (keeps)
		host_tracee_put_siginfo(t->tid, &si);
	dock_traced_put_stopped(t, resume);
	return ret;
}

static long place(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	return call_in(mm, CALL_mmap, start, end - start, PROT_NONE,
		       PLACEHOLDER | MAP_FIXED, -1UL, 0);
}

/* At its limit of mappings the host refuses even to replace one. */
static void flush_all(struct mm_struct *mm)
{
	struct dock_vma_info vma = { .end = 0 };
	struct traced_space *space = dock_mm_priv(mm);

	while (dock_mm_next_vma(mm, vma.end, &vma)) {
		call_in(mm, CALL_munmap, vma.start, vma.end - vma.start, 0, 0, 0, 0);
		place(mm, vma.start, vma.end);
	}
	space->filled = 0;
}

/* A limit that the program has set itself, say. It would fault for ever. */
static void give_up(struct mm_struct *mm, long err)
{
	struct traced *t = dock_traced_threads;

	while (t && (t->space != dock_mm_priv(mm) || t->gone || !t->task))
		t = t->next;
	if (!t)
		return;
	pr_err("%s is killed: the host maps no page of the machine for it (%pe)\n",
	       dock_task_comm(t->task), ERR_PTR(err));
	host_tracee_kill(t->tid);
}

static void traced_fill(struct mm_struct *mm, unsigned long addr, unsigned long pfn,
			unsigned long pages, unsigned int prot)
{
	struct traced_space *space = dock_mm_priv(mm);
	long ret = -ENOMEM;

	for (int tries = 0; tries < 2 && ret == -ENOMEM; tries++) {
		if (tries)
			flush_all(mm);
		ret = call_in(mm, CALL_mmap, addr, pages << DOCK_PAGE_SHIFT, prot,
			      MAP_SHARED | MAP_FIXED, (unsigned long)dock_traced_ram_fd,
			      pfn << DOCK_PAGE_SHIFT);
	}
	if (ret < 0 && ret != -ESRCH)
		give_up(mm, ret);
	space->filled += pages;
}

static void traced_flush(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct traced_space *space = dock_mm_priv(mm);

	if (!space->filled || space->gone)
		return;
	if (place(mm, start, end) == -ENOMEM)
		flush_all(mm);
}

static unsigned long traced_reserve(struct mm_struct *mm, unsigned long addr,
				    unsigned long len, unsigned long flags)
{
	flags &= MAP_FIXED | MAP_FIXED_NOREPLACE;
	return (unsigned long)call_in(mm, CALL_mmap, addr, len, PROT_NONE,
				      PLACEHOLDER | flags, -1UL, 0);
}

static void traced_release(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	call_in(mm, CALL_munmap, start, end - start, 0, 0, 0, 0);
}

int dock_traced_tid_of(struct mm_struct *mm)
{
	struct traced *t = dock_traced_current();

	if (t && t->space == dock_mm_priv(mm))
		return t->tid;
	for (t = dock_traced_threads; t; t = t->next)
		if (t->space == dock_mm_priv(mm) && !t->gone)
			return t->tid;
	return 0;
}

static unsigned long traced_read(struct mm_struct *mm, void *to, unsigned long from,
				 unsigned long n)
{
	int tid = dock_traced_tid_of(mm);

	return tid ? n - host_tracee_read(tid, to, from, n) : n;
}

static unsigned long traced_write(struct mm_struct *mm, unsigned long to,
				  const void *from, unsigned long n)
{
	int tid = dock_traced_tid_of(mm);
	unsigned long done = tid ? host_tracee_write(tid, to, from, n) : 0;

	if ((DOCK_BREAK("read-to-read-only-memory") || DOCK_BREAK("read-only-memory")) && !done &&
	    !host_tracee_poke(tid, to, *(const unsigned long *)from))
		return 0;
	return n - done;
}

static unsigned long traced_debug(struct mm_struct *mm, unsigned long addr, void *buf,
				  unsigned long n, bool write)
{
	int tid = dock_traced_tid_of(mm);

	return tid ? n - host_proc_mem(tid, addr, buf, n, write) : n;
}

static void traced_pagemap(struct mm_struct *mm, unsigned long addr,
			   unsigned long *entries, unsigned long nr)
{
	int tid = dock_traced_tid_of(mm);

	if (tid)
		host_proc_pagemap(tid, addr, entries, nr);
}

static void traced_free(struct mm_struct *mm)
{
	host_free(dock_mm_priv(mm));
}

const struct dock_mm_host_ops dock_traced_mm_ops = {
	.fill = traced_fill,
	.flush = traced_flush,
	.reserve = traced_reserve,
	.release = traced_release,
	.read = traced_read,
	.write = traced_write,
	.debug = traced_debug,
	.pagemap = traced_pagemap,
	.areas = dock_traced_areas,
	.free = traced_free,
};

/* Freed with the last user of its mm, which may be a driver. */
struct traced_space *dock_traced_space_new(void)
{
	struct traced_space *space = host_alloc(sizeof(*space));

	space->mm = dock_mm_alloc(&dock_traced_mm_ops, space, DOCK_TRACED_USER_END);
	if (space->mm)
		return space;
	host_free(space);
	return NULL;
}

/* --- the stub page --- */

/* There is no stub yet: the program's first instructions serve as one. */
static long map_text_page(struct traced *t)
{
	const unsigned long args[6] = { HOST_STUB, DOCK_PAGE_SIZE, PROT_READ | PROT_EXEC,
					MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1UL, 0 };
	unsigned long entry = dock_traced_regs(t)->rip, text;
	long ret;

	if (host_tracee_peek(t->tid, entry, &text) ||
	    host_tracee_poke(t->tid, entry, (text & ~0xffffffUL) | HOST_STUB_CODE))
		return -EIO;
	ret = dock_traced_syscall_at(t, entry, CALL_mmap, args);
	host_tracee_poke(t->tid, entry, text);
	return ret;
}

int dock_traced_map_stub(struct traced *t)
{
	long ret;

	/* Inside exec its registers are not settled yet: go to the exit. */
	dock_traced_run(t, HOST_RUN_CALL, 0);
	dock_traced_wait(t);
	if (t->event.stop != HOST_STOP_CALL_DONE)
		return 0; /* killed: the fiber's loop finds the event */
	t->has_event = false;
	ret = map_text_page(t);
	if (ret == -ESRCH)
		return 0;
	if (ret != (long)HOST_STUB || host_tracee_poke(t->tid, HOST_STUB, HOST_STUB_CODE))
		return -EIO;
	ret = dock_traced_syscall(t, CALL_mmap, HOST_STUB_DATA, DOCK_PAGE_SIZE,
				  PROT_READ | PROT_WRITE,
				  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1UL, 0);
	return ret == (long)HOST_STUB_DATA || ret == -ESRCH ? 0 : (int)ret;
}
