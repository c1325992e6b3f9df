/* SPDX-License-Identifier: MIT */
/*
 * Device registers that a task has mapped. From the moment the trap of the
 * access ends to the trap after its one step no other fiber runs, so one place
 * serves all tasks.
 */
#include <linux/sched.h>
#include <linux/string.h>
#include "host/fault.h"
#include "kernel/oops.h"
#include "user/registers.h"
#include "user/task.h"

#define MAX_INSN 15

static unsigned char
	place[HOST_OPERANDS * HOST_OPERAND_PLACE] __aligned(HOST_OPERAND_MAX);
static struct registers_access stepping;
static bool steps;

void dock_task_device(struct host_trap *t, const struct dock_user_traps *traps)
{
	unsigned long addr = t->addr;
	struct registers_access a;
	struct dock_fault_result f;
	struct host_regs r;

	host_regs_of(&r, t->regs, t->pc);
	traps->in_kernel(true);
	f = registers_begin(&a, (const unsigned char *)t->pc, MAX_INSN, &r,
			    (unsigned long)place, &addr);
	traps->in_kernel(false);
	if (f.signo)
		traps->signal(f.signo, f.si_code, addr);
	stepping = a;
	steps = true;
	memcpy(place, a.bytes, sizeof(place));
	host_regs_to(&a.now, t->regs);
	host_trap_resume(t, 1);
}

bool dock_task_device_end(struct host_trap *t, const struct dock_user_traps *traps)
{
	struct registers_access a = stepping;
	struct host_regs after;

	if (!steps)
		return false;
	steps = false;
	if (t->number != HOST_TRAP_DEBUG) {
		/* Another operand of it traps. */
		host_regs_to(&a.before, t->regs);
		host_trap_resume(t, 0);
		return false;
	}
	memcpy(a.bytes, place, sizeof(place));
	host_regs_of(&after, t->regs, t->pc);
	traps->in_kernel(true);
	registers_end(&a, &after, (unsigned long)place);
	traps->in_kernel(false);
	host_regs_to(&after, t->regs);
	host_trap_resume(t, 0);
	return true;
}
