/* SPDX-License-Identifier: MIT */
/* Crashes of drivers: see oops.h. */
#include "kernel/oops.h"

#include <linux/bug.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/sched.h>
#include "check/addrtype.h"
#include "check/report.h"
#include "check/stack.h"
#include "host/channel.h"
#include "host/fault.h"
#include "host/mem.h"
#include "kernel/mm/fault_watch.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/vmalloc.h"
#include "kernel/module/loader.h"
#include "kernel/sched/sched.h"
#include "machine/layout.h"

#define STATUS_BROKEN 99
#define SIG_ILL	 4
#define SIG_TRAP 5
#define SIG_BUS	 7
#define SIG_FPE	 8
#define SIG_SEGV 11

static const struct dock_user_traps *user;

void dock_oops_set_user(const struct dock_user_traps *u)
{
	user = u;
}

bool dock_oops_user_mode(void)
{
	return user && user->user_mode();
}

void dock_run_abandon(void)
{
	static const char end[] = "Estatus=99\nleft=the run ended here; what is left was not checked";

	dock_printk_flush();
	host_channel_send(end, sizeof(end) - 1);
	host_channel_sync();
	host_exit(STATUS_BROKEN);
}

static const char *trap_name(const struct host_trap *t)
{
	switch (t->signo) {
	case SIG_FPE:
		return "divide error";
	case SIG_ILL:
		return "invalid instruction";
	case SIG_TRAP:
		return "breakpoint";
	case SIG_BUS:
		return "bus error";
	default:
		return NULL;
	}
}

static void describe(struct dock_report *r, const struct host_trap *t)
{
	unsigned long pcs[DOCK_STACK_MAX];
	int n = 0;

	/* Who jumped to nowhere is only in the return address on the stack. */
	if (t->exec && dock_task_of_stack(t->sp)) {
		pcs[n++] = t->pc;
		pcs[n++] = *(unsigned long *)t->sp;
	}
	n += dock_stack_walk(n ? 0 : t->pc, t->bp, pcs + n, DOCK_STACK_MAX - n);
	dock_report_fact(r, "task", "%s", current->comm);
	if (t->pc >= DOCK_MODULES_BASE && t->pc < DOCK_MODULES_END)
		dock_report_fact(r, "at", "{sym:%lx} ({src:%lx})", t->pc, t->pc);
	dock_report_stack_at(r, "now", pcs, n);
	dock_report_end(r);
}

static void oops(const struct host_trap *t)
{
	const char *name = trap_name(t);
	struct dock_report *r;

	if (name)
		r = dock_report_begin("oops", "%s", name);
	else if (!t->has_addr)
		r = dock_report_begin("oops", "%s of an address that is none (not canonical)",
				      t->write ? "store" : "load");
	else if (t->exec)
		r = dock_report_begin("oops", "jump to 0x%lx, %s", t->addr,
				      dock_addr_type(t->addr));
	else
		r = dock_report_begin("oops", "%s 0x%lx, %s", t->write ? "store to" : "load from",
				      t->addr, dock_addr_type(t->addr));
	describe(r, t);
	dock_run_abandon();
}

/* --- traps --- */

static int quick(const struct host_trap *t)
{
	return t->signo == SIG_SEGV && t->has_addr &&
	       (dock_kernel_trap(t->addr) || (t->write && dock_fault_watch_trap(t->addr, t->pc)));
}

static int usable_stack(unsigned long sp, unsigned long need)
{
	struct dock_task *d = dock_task_of_stack(sp);

	/* A push below the stack has moved sp into the guard page already. */
	if (!d)
		d = dock_task_of_stack(sp + PAGE_SIZE);
	return !d || (sp >= d->stack + need && sp - need > d->stack);
}

static void lost(const struct host_trap *t)
{
	struct dock_report *r = dock_report_begin("oops", "kernel stack overflow");

	describe(r, t);
	dock_run_abandon();
}

static void slow(struct host_trap *t)
{
	struct dock_fault_result res;

	if (!t->has_addr || t->signo != SIG_SEGV || !current->mm ||
	    t->addr >= current->mm->task_size || !dock_oops_user_mode()) {
		oops(t);
		return;
	}
	res = dock_mm_fault(current->mm, t->addr, t->write, t->exec);
	if (res.signo)
		user->signal(res.signo, res.si_code, t->addr);
}

/* --- BUG and WARN --- */

void dock_bug(const char *file, int line)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin("oops", "kernel BUG at %s:%d", file, line);

	dock_report_fact(r, "task", "%s", current->comm);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	dock_run_abandon();
}
EXPORT_SYMBOL(dock_bug);

void dock_warn(const char *file, int line, const char *fmt, ...)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;
	char text[256] = "";
	va_list args;

	if (fmt) {
		va_start(args, fmt);
		vscnprintf(text, sizeof(text), fmt, args);
		va_end(args);
	}
	r = dock_report_begin("warning", "WARN at %s:%d", file, line);
	if (text[0])
		dock_report_fact(r, "says", "%s", text);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}
EXPORT_SYMBOL(dock_warn);

/* --- the supervisor's time is up --- */

static void timeout(unsigned long pc, unsigned long bp)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin("timeout", "the run did not end in time");

	dock_report_fact(r, "task", "%s", current->comm);
	dock_report_stack_at(r, "now", pcs, dock_stack_walk(pc, bp, pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	dock_run_abandon();
}

void dock_oops_init(void)
{
	host_fault_init(quick, usable_stack, slow, lost);
	host_timeout_init(timeout);
}
