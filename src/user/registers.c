/* SPDX-License-Identifier: MIT */
/*
 * Loads and stores of device registers by programs and tasks, which have them
 * mapped: see registers.h. The bus is asked for words as wide as the operand, of
 * at most eight bytes.
 */
#include "user/registers.h"

#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/mm/vma.h"
#include "machine/layout.h"

#define SIG_BUS 7
#define BUS_ADRERR 2
#define PAGE_OF(a) ((a) & ~(DOCK_PAGE_SIZE - 1))

static struct dock_fault_result fault_in(const struct host_operand *op,
					 unsigned long *fault_addr)
{
	struct dock_fault_result res = {0};
	unsigned long last = op->addr + op->size - 1;

	for (unsigned long at = op->addr; at <= last; at = PAGE_OF(at) + DOCK_PAGE_SIZE) {
		*fault_addr = at;
		res = dock_mm_fault(current->mm, at, op->write, false);
		if (res.signo)
			return res;
	}
	return res;
}

static struct dock_fault_result not_possible(unsigned long pc)
{
	pr_warn_once(
		"the instruction at 0x%lx cannot be made to access device registers\n",
		pc);
	return (struct dock_fault_result){.signo = SIG_BUS, .si_code = BUS_ADRERR};
}

static bool is_load_broken(unsigned long addr)
{
	struct vm_area_struct *vma;

	if (!DOCK_BREAK("mem-map-device") || offset_in_page(addr))
		return false;
	vma = dock_vma_at(current->mm, addr);
	return vma->vm_ops && vma->vm_ops->access;
}

struct dock_fault_result registers_begin(struct registers_access *a,
					 const unsigned char *code, unsigned long len,
					 const struct host_regs *r, unsigned long place,
					 unsigned long *fault_addr)
{
	struct dock_fault_result res = {0};

	memset(a, 0, sizeof(*a));
	a->before = a->now = *r;
	a->nr = host_insn_operands(code, len, r, a->ops);
	for (int i = 0; i < a->nr; i++) {
		struct host_operand *op = &a->ops[i];
		unsigned long to = place + (unsigned long)i * HOST_OPERAND_PLACE;

		if (!op->size ||
		    !dock_mm_overlaps(current->mm, op->addr, op->size, NULL, NULL))
			continue;
		res = fault_in(op, fault_addr);
		if (res.signo)
			return res;
		a->at[i] = host_operand_move(op, &a->now, to);
		if (!a->at[i])
			return not_possible(r->rip);
	}
	for (int i = 0; i < a->nr; i++)
		if (a->at[i] && a->ops[i].read && !is_load_broken(a->ops[i].addr))
			dock_user_load(a->bytes + (a->at[i] - place), a->ops[i].addr,
				       a->ops[i].size);
	return a->nr < 1 || (a->nr == 2 && DOCK_BREAK("regs-strings"))
		       ? not_possible(r->rip)
		       : res;
}

void registers_end(struct registers_access *a, struct host_regs *after,
		   unsigned long place)
{
	for (int i = 0; i < a->nr; i++) {
		if (!a->at[i])
			continue;
		host_operand_back(&a->ops[i], after, &a->before);
		if (a->ops[i].write && !(a->ops[i].read && DOCK_BREAK("regs-modify")))
			dock_user_store(a->ops[i].addr, a->bytes + (a->at[i] - place),
					a->ops[i].size);
	}
}
