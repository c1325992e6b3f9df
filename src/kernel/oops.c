/* SPDX-License-Identifier: MIT */
/* Crashes of drivers: see oops.h. */
#include "kernel/oops.h"

#include <linux/bug.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/sched.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/channel.h"
#include "host/fault.h"
#include "host/mem.h"
#include "kernel/core_file.h"
#include "kernel/kunit/kunit.h"
#include "kernel/mm/fault_watch.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/vmalloc.h"
#include "kernel/oops_text.h"
#include "kernel/sched/sched.h"
#include "machine/layout.h"

#define STATUS_BROKEN 99
#define SIG_SEGV      11
#define SIG_SYS	      31
#define SEGV_MAPERR   1
#define TRACE	      "Call Trace"

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

	dock_core_file_write(NULL);
	dock_kunit_abandon();
	dock_printk_flush();
	host_channel_send(end, sizeof(end) - 1);
	host_channel_sync();
	host_exit(STATUS_BROKEN);
}

/* --- telling of a crash --- */

static int telling; /* how many crashes have begun to be told */

/* Begin the report of a crash. What was told of another one stays told; a crash
 * of the telling itself is told in short, and only once. */
static struct dock_report *crash_begin(const char *rule, const char *sentence)
{
	dock_report_break_off();
	if (++telling > 2)
		host_exit(STATUS_BROKEN);
	return dock_report_begin(rule, "%s%s", sentence,
				 telling > 1 ? " (while another crash was being told)" : "");
}

static __noreturn void crash_end(struct dock_report *r)
{
	dock_report_end(r);
	dock_run_abandon();
}

static bool has_driver(const unsigned long *pcs, int n)
{
	for (int i = 0; i < n; i++)
		if (pcs[i] >= DOCK_MODULES_BASE && pcs[i] < DOCK_MODULES_END)
			return true;
	return false;
}

static __noreturn void crash_here(const char *sentence)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = crash_begin("oops", sentence);

	dock_oops_task(r);
	dock_oops_modules(r);
	dock_report_stack(r, TRACE, pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	crash_end(r);
}

static __noreturn void crash_at(const char *rule, const char *sentence, const struct host_trap *t)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = crash_begin(rule, sentence);
	int n;

	if (telling == 1)
		dock_oops_facts(r, t);
	n = dock_stack_walk_trap(t->pc, t->sp, t->bp, pcs, DOCK_STACK_MAX);
	if (t->exec) /* where there is no code: its caller comes first */
		dock_report_stack(r, TRACE, pcs + 1, n - 1);
	else
		dock_report_stack_at(r, TRACE, pcs, n);
	dock_report_end(r);
	dock_core_file_write(t);
	dock_run_abandon();
}

static __noreturn void oops(const struct host_trap *t)
{
	char sentence[200];

	dock_oops_sentence(t, sentence, sizeof(sentence));
	crash_at("oops", sentence, t);
}

/* --- traps --- */

static int quick(const struct host_trap *t)
{
	return t->signo == SIG_SEGV && t->has_addr &&
	       (dock_kernel_trap(t->addr) || (t->write && dock_fault_watch_trap(t->addr, t->pc)));
}

/* A push below the stack has moved sp into the guard page already. */
static struct dock_task *stack_owner(unsigned long sp)
{
	struct dock_task *d = dock_task_of_stack(sp);

	return d ? d : dock_task_of_stack(sp + PAGE_SIZE);
}

/* A stack pointer that leads to no stack is not used, and neither is the
 * alternate stack a second time. */
static int usable_stack(unsigned long sp, unsigned long need)
{
	struct dock_task *d = stack_owner(sp);

	if (!d)
		return host_on_main_stack(sp) && host_on_main_stack(sp - need);
	return sp >= d->stack + need && sp - need > d->stack;
}

static void lost(const struct host_trap *t)
{
	struct dock_task *d = telling ? NULL : stack_owner(t->sp);
	char sentence[120];

	if (!d)
		oops(t);
	if (dock_oops_user_mode())
		user->signal(SIG_SEGV, SEGV_MAPERR, t->addr);
	snprintf(sentence, sizeof(sentence),
		 "BUG: TASK stack guard page was hit at %016lx (stack is %016lx..%016lx)",
		 t->has_addr ? t->addr : t->sp, d->stack, d->stack + DOCK_STACK_BYTES - 1);
	crash_at("oops", sentence, t);
}

/* The signal that user code gets for what it did. */
static void user_trap(struct host_trap *t)
{
	struct dock_fault_result res;

	if (user->device_end(t, user))
		return;
	if (!t->has_addr || t->signo != SIG_SEGV)
		user->signal(t->signo, t->code, t->has_addr ? t->addr : t->pc);
	if (t->addr >= current->mm->task_size)
		user->signal(SIG_SEGV, SEGV_MAPERR, t->addr);
	user->in_kernel(true);
	res = dock_mm_fault(current->mm, t->addr, t->write, t->exec);
	user->in_kernel(false);
	if (res.signo)
		user->signal(res.signo, res.si_code, t->addr);
	if (res.device)
		user->device(t, user);
}

/* What is refused to the machine itself is no fault of user code. */
static bool is_machines_call(const struct host_trap *t)
{
	return t->signo == SIG_SYS && !has_driver(&t->pc, 1);
}

static void slow(struct host_trap *t)
{
	if (current->mm && dock_oops_user_mode() && !is_machines_call(t))
		user_trap(t);
	else
		oops(t);
}

void dock_oops_wild(unsigned long addr, unsigned long len, bool write, unsigned long pc)
{
	unsigned long pcs[DOCK_STACK_MAX];
	char sentence[120], buf[DOCK_ADDR_TEXT];
	const char *text = dock_addr_text(addr, buf);
	struct dock_report *r;

	if (dock_oops_user_mode())
		user->signal(SIG_SEGV, SEGV_MAPERR, addr);
	snprintf(sentence, sizeof(sentence), "BUG: unable to handle page fault for address: %s",
		 text);
	r = crash_begin("oops", sentence);
	dock_report_fact(r, "tried", "%s of %lu byte%s: %s, %s", write ? "store" : "load", len,
			 len == 1 ? "" : "s", text, dock_addr_meaning(addr));
	dock_oops_task(r);
	dock_report_fact(r, "RIP", "0010:{sym:%lx} ({src:%lx})", pc - 1, pc - 1);
	dock_oops_modules(r);
	dock_report_stack(r, TRACE, pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	crash_end(r);
}

/* --- BUG and WARN --- */

void dock_bug(const char *file, int line)
{
	char sentence[300];

	snprintf(sentence, sizeof(sentence), "kernel BUG at %s:%d!", file, line);
	crash_here(sentence);
}
EXPORT_SYMBOL(dock_bug);

void panic(const char *fmt, ...)
{
	char sentence[300];
	va_list args;
	int n = scnprintf(sentence, sizeof(sentence), "Kernel panic - not syncing: ");

	va_start(args, fmt);
	vscnprintf(sentence + n, sizeof(sentence) - (size_t)n, fmt, args);
	va_end(args);
	crash_here(sentence);
}
EXPORT_SYMBOL(panic);

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

/* Nothing of a driver runs: then it is one of those that sleep in it. @running:
 * a frame of whoever runs, which has been looked at. */
static void add_sleepers(struct dock_report *r, unsigned long running)
{
	struct dock_task *seen = dock_task_of_stack(running), *d;

	list_for_each_entry(d, &dock_all_tasks, all) {
		unsigned long pcs[DOCK_STACK_MAX];
		int n;

		if (d == seen || !d->wait_pc)
			continue;
		n = dock_stack_walk(d->wait_pc, d->wait_bp, pcs, DOCK_STACK_MAX);
		if (has_driver(pcs, n))
			dock_report_stack(r, d->t->comm, pcs, n);
	}
}

/* Or one of the programs goes on for ever by itself. */
static void add_programs(struct dock_report *r)
{
	struct dock_task *d;

	list_for_each_entry(d, &dock_all_tasks, all)
		if (d->t->mm)
			dock_report_fact(r, "program", "%s, pid %d", d->t->comm, d->t->pid);
}

static void timeout(const struct host_trap *t)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;
	int n;

	if (telling)
		host_exit(STATUS_BROKEN);
	r = crash_begin("timeout", "the run did not end in time");
	dock_oops_task(r);
	n = dock_stack_walk_trap(t->pc, t->sp, t->bp, pcs, DOCK_STACK_MAX);
	dock_report_stack_at(r, "now", pcs, n);
	if (!has_driver(pcs, n)) {
		add_programs(r);
		add_sleepers(r, t->bp);
	}
	dock_report_end(r);
	dock_core_file_write(t);
	dock_run_abandon();
}

void dock_oops_init(void)
{
	host_fault_init(quick, usable_stack, slow, lost);
	host_timeout_init(timeout);
}
