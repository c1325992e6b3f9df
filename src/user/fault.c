/* SPDX-License-Identifier: MIT */
/*
 * Signals of traced programs; SIGSEGV where memory of the machine is touched.
 *
 * The host's kernel forces SIGSEGV on a thread that touches a placeholder: if
 * the program has blocked or ignored it, both are undone before ptrace hears of
 * it. A fault that a kernel would have served in silence must not show, so what
 * the program had asked for is remembered and put back.
 */
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include "core/breaks.h"
#include "host/decode.h"
#include "host/ptrace.h"
#include "host/seccomp.h"
#include "kernel/mm/mm_host.h"
#include "kernel/sched/task.h"
#include "machine/layout.h"
#include "host/procfs.h"
#include "user/callnr.h"
#include "user/registers.h"
#include "user/thread.h"

#define SIGTRAP_     5
#define SIGBUS_	     7
#define BUS_ADRERR_  2
#define SIG_DFL_     0UL
#define SIG_IGN_     1UL
#define MAX_INSN     15
#define MASK_OF(sig) (1UL << ((sig) - 1))
#define PAGE_OF(a)   ((a) & ~(DOCK_PAGE_SIZE - 1))

/* --- what the program wants done with SIGSEGV --- */

void dock_traced_note_mask(struct traced *t)
{
	unsigned long mask;

	if (!dock_traced_get_mask(t, &mask))
		t->segv_blocked = mask & MASK_OF(TRACED_SIGSEGV);
}

/* rt_sigaction of SIGSEGV: only that one is stopped. */
void dock_traced_sigaction_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	unsigned long action[4];
	long ret;

	if ((int)r.rdi != TRACED_SIGSEGV || !r.rsi ||
	    host_tracee_read(t->tid, action, r.rsi, sizeof(action)) != sizeof(action)) {
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	if (!dock_traced_run_call(t, &ret))
		return;
	for (int i = 0; i < 4 && !ret; i++)
		t->process->segv_action[i] = action[i];
	dock_traced_run(t, HOST_RUN, 0);
}

/* Stopped in strict processes alone. */
void dock_traced_sigmask_call(struct traced *t)
{
	long ret;

	if (!dock_traced_run_call(t, &ret))
		return;
	dock_traced_note_mask(t);
	dock_traced_run(t, HOST_RUN, 0);
}

static void set_action(struct traced *t, int signal, const unsigned long action[4])
{
	host_tracee_write(t->tid, HOST_STUB_DATA, action, 4 * sizeof(action[0]));
	dock_traced_syscall(t, CALL_rt_sigaction, (unsigned long)signal, HOST_STUB_DATA,
			    0, 8, 0, 0);
}

static void undo_forced_signal(struct traced *t)
{
	unsigned long mask, handler = t->process->segv_action[0];

	if ((t->segv_blocked && handler != SIG_DFL_) || handler == SIG_IGN_)
		set_action(t, TRACED_SIGSEGV, t->process->segv_action);
	if (t->segv_blocked && !dock_traced_get_mask(t, &mask))
		dock_traced_set_mask(t, mask | MASK_OF(TRACED_SIGSEGV));
}

/* A fault's signal cannot be blocked or ignored: it ends the program then. */
static void force_signal(struct traced *t, int signal)
{
	static const unsigned long dfl[4];
	unsigned long mask = 0;

	dock_traced_get_mask(t, &mask);
	if (!(mask & MASK_OF(signal)) && !host_proc_ignores(t->tid, signal))
		return;
	set_action(t, signal, dfl);
	dock_traced_set_mask(t, mask & ~MASK_OF(signal));
}

/* --- core files --- */

/* The signals whose default is a core file: QUIT, ILL, TRAP, ABRT, BUS, FPE, SEGV,
 * XCPU, XFSZ, SYS. */
#define CORE_SIGNALS 0x418004fcUL

static bool will_dump(struct traced *t, int signal)
{
	return t->process->strict && signal >= 1 && signal <= 31 &&
	       (CORE_SIGNALS >> (signal - 1) & 1) && !host_proc_catches(t->tid, signal) &&
	       !host_proc_ignores(t->tid, signal);
}

/* A core file of Linux leaves drivers' shared and I/O memory out. The host's would
 * have it, since it knows pages of an anonymous file. */
static void leave_out_of_core(struct traced *t, int signal)
{
	struct dock_vma_info vma = { .end = 0 };
	struct host_siginfo si;

	if (DOCK_BREAK("core-leaves-device-out") || !will_dump(t, signal) || host_tracee_get_siginfo(t->tid, &si))
		return;
	while (dock_mm_next_vma(t->space->mm, vma.end, &vma))
		if (!vma.in_core)
			dock_traced_syscall(t, CALL_madvise, vma.start, vma.end - vma.start,
					    MADV_DONTDUMP, 0, 0, 0);
	host_tracee_put_siginfo(t->tid, &si);
}

/* --- the fault --- */

struct access_kind {
	bool write, exec;
	bool guessed; /* that it writes */
};

static struct access_kind access_kind(struct traced *t, unsigned long addr)
{
	const struct host_regs *r = dock_traced_regs(t);
	unsigned char code[MAX_INSN];
	unsigned long len = host_tracee_read(t->tid, code, r->rip, sizeof(code));
	struct access_kind kind = { false, false, false };
	struct dock_vma_info vma;
	int writes;

	kind.exec = addr - r->rip < MAX_INSN && PAGE_OF(r->rip + len) <= PAGE_OF(addr);
	if (kind.exec)
		return kind;
	writes = host_insn_writes(code, len, r, addr);
	kind.write = writes > 0;
	/* What nobody knows and traps again where it was served as a load must have been
	 * a store, if a store is allowed there at all; else the page has gone meanwhile. */
	if ((writes < 0 || DOCK_BREAK("device-grows-under-mapping")) &&
	    r->rip == t->read_fault_rip && addr == t->read_fault_addr &&
	    dock_mm_next_vma(t->space->mm, addr, &vma) &&
	    (vma.write || DOCK_BREAK("device-grows-under-mapping")))
		kind.guessed = !kind.write, kind.write = true;
	t->read_fault_rip = kind.write ? 0 : r->rip;
	t->read_fault_addr = kind.write ? 0 : addr;
	return kind;
}

static void deliver_fault(struct traced *t, struct dock_fault_result f, unsigned long addr)
{
	if (f.signo == TRACED_SIGKILL) {
		host_tracee_kill(t->tgid);
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	if (f.signo != TRACED_SIGSEGV) {
		undo_forced_signal(t);
		force_signal(t, f.signo);
	}
	if (DOCK_BREAK("bus-error-kills") && t->process->segv_action[0] == SIG_DFL_)
		f.signo = TRACED_SIGSEGV;
	if (DOCK_BREAK("map-hole"))
		addr += PAGE_OF(addr + 1) != PAGE_OF(addr);
	leave_out_of_core(t, f.signo);
	host_tracee_set_fault(t->tid, f.signo, f.si_code, addr);
	dock_traced_run(t, HOST_RUN, f.signo);
}

/* The page is a device's: the instruction is run with its operand in our own
 * page of the program. */
static void device_access(struct traced *t, unsigned long addr)
{
	struct host_regs *r = dock_traced_regs(t), after;
	struct registers_access a;
	unsigned char code[MAX_INSN];
	unsigned long len = host_tracee_read(t->tid, code, r->rip, sizeof(code));
	struct dock_fault_result f = registers_begin(&a, code, len, r, HOST_STUB_DATA, &addr);
	int stopped;

	t->read_fault_rip = 0;
	if (t->has_event)
		return;
	if (f.signo) {
		deliver_fault(t, f, addr);
		return;
	}
	undo_forced_signal(t);
	host_tracee_write(t->tid, HOST_STUB_DATA, a.bytes, sizeof(a.bytes));
	after = a.now;
	stopped = dock_traced_step(t, &after);
	if (stopped < 0)
		return;
	if (stopped != SIGTRAP_) {
		t->regs_changed = true;
		dock_traced_on_signal(t, stopped);
		return;
	}
	host_tracee_read(t->tid, a.bytes, HOST_STUB_DATA, sizeof(a.bytes));
	registers_end(&a, &after, HOST_STUB_DATA);
	*dock_traced_regs(t) = after;
	t->regs_changed = true;
	dock_traced_run(t, HOST_RUN, 0);
}

static void machine_fault(struct traced *t, unsigned long addr)
{
	struct access_kind kind = access_kind(t, addr);
	struct dock_fault_result f =
		dock_mm_fault(t->space->mm, addr, kind.write, kind.exec);

	/* Stores may have been forbidden since: then the page was only taken away. */
	if (f.signo == TRACED_SIGSEGV && kind.guessed && !t->has_event &&
	    !DOCK_BREAK("device-grows-under-mapping"))
		f = dock_mm_fault(t->space->mm, addr, false, kind.exec);
	if (t->has_event)
		return;
	if (f.signo) {
		deliver_fault(t, f, addr);
	} else if (f.device && !kind.exec) {
		device_access(t, addr);
	} else if (f.device) {
		deliver_fault(t, (struct dock_fault_result){ .signo = SIGBUS_, .si_code = BUS_ADRERR_ },
			      addr);
	} else {
		undo_forced_signal(t);
		dock_traced_run(t, HOST_RUN, 0);
	}
}

/* Delivered by a single step, a signal stops again at its handler's first
 * instruction: the mask that it runs with is seen. */
static void deliver(struct traced *t, int signal)
{
	bool watch = t->process->strict;

	leave_out_of_core(t, signal);
	dock_traced_run(t, watch ? HOST_RUN_STEP : HOST_RUN, signal);
	t->stepping = watch;
}

/* Another thread may just be exchanging what lies there. */
static bool is_machines(const struct traced_space *space, unsigned long addr)
{
	if (dock_mm_overlaps(space->mm, addr, 1, NULL, NULL))
		return true;
	mmap_read_lock(space->mm);
	mmap_read_unlock(space->mm);
	return dock_mm_overlaps(space->mm, addr, 1, NULL, NULL);
}

/* A call that changes mappings is one step for the program, and some for us:
 * what it met between them may not be so. */
static bool look_again(struct traced *t)
{
	bool again = t->space->changing || t->changes != t->space->changes;

	t->changes = t->space->changes;
	return again;
}

static void on_segv(struct traced *t, unsigned long addr)
{
	if (is_machines(t->space, addr)) {
		machine_fault(t, addr);
	} else if (look_again(t)) {
		undo_forced_signal(t);
		dock_traced_run(t, HOST_RUN, 0);
	} else {
		deliver(t, TRACED_SIGSEGV);
	}
}

/* Planted: a call that a stop has ended goes on. */
static bool is_swallowed(struct traced *t, int signal)
{
	return DOCK_BREAK("stopped-and-continued") && signal == TRACED_SIGSTOP &&
	       dock_traced_regs(t)->rax == (unsigned long)-EINTR;
}

void dock_traced_on_signal(struct traced *t, int signal)
{
	struct host_siginfo si;

	if (signal == SIGTRAP_ && t->stepping) {
		t->stepping = false;
		dock_traced_note_mask(t);
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	t->stepping = false;
	if (signal == TRACED_SIGSEGV && t->space &&
	    !host_tracee_get_siginfo(t->tid, &si) && si.code > 0)
		on_segv(t, si.addr);
	else
		deliver(t, is_swallowed(t, signal) ? 0 : signal);
}
