/* SPDX-License-Identifier: MIT */
/* What is told of a crash: see oops_text.h. */
#include "kernel/oops_text.h"

#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include "check/addrtype.h"
#include "check/report.h"
#include "host/callname.h"
#include "host/decode.h"
#include "host/fault.h"
#include "host/mem.h"
#include "kernel/module/loader.h"
#include "kernel/sched/sched.h"
#include "machine/layout.h"

#define SIG_BUS 7
#define SIG_SYS 31
#define PF_SHOWN 0x13u /* present, write, fetch; that it was user mode is ours */
#define CODE_BYTES 32
#define CODE_BEFORE 16

/* --- addresses --- */

static bool is_ours(unsigned long addr)
{
	if (addr >= DOCK_LEDGER_BASE && addr < DOCK_WINDOWS_END)
		return true;
	return addr >= DOCK_WINDOWS_END && addr < DOCK_TRACED_USER_END &&
	       host_is_mapped(addr);
}

const char *dock_addr_text(unsigned long addr, char buf[DOCK_ADDR_TEXT])
{
	if (addr >= DOCK_WINDOWS_END && is_ours(addr))
		return "(drydock's own)";
	snprintf(buf, DOCK_ADDR_TEXT, "%016lx", addr);
	return buf;
}

const char *dock_addr_meaning(unsigned long addr)
{
	return is_ours(addr) ? "drydock's own memory" : dock_addr_type(addr);
}

static bool is_canonical(unsigned long addr)
{
	return (long)(addr << 16) >> 16 == (long)addr;
}

static bool is_module_code(unsigned long pc)
{
	return pc >= DOCK_MODULES_BASE && pc < DOCK_MODULES_END;
}

/* --- the sentence --- */

static bool decode(const struct host_trap *t, struct host_insn *insn)
{
	unsigned char code[15];
	unsigned long n = host_peek(code, t->pc, sizeof(code));

	return n && host_insn_tell(code, n, t->regs, t->pc, insn);
}

static void say_page_fault(const struct host_trap *t, char *buf, unsigned long len)
{
	char addr[DOCK_ADDR_TEXT];

	if (t->signo == SIG_BUS)
		snprintf(buf, len, "bus error: the host has no page for address: %s",
			 dock_addr_text(t->addr, addr));
	else if (t->addr < DOCK_PAGE_SIZE)
		snprintf(buf, len,
			 "BUG: kernel NULL pointer dereference, address: %016lx",
			 t->addr);
	else
		snprintf(buf, len, "BUG: unable to handle page fault for address: %s",
			 dock_addr_text(t->addr, addr));
}

static void say_protection(const struct host_trap *t, char *buf, unsigned long len)
{
	struct host_insn insn;

	if (!decode(t, &insn))
		snprintf(buf, len, "general protection fault");
	else if (insn.privileged)
		snprintf(buf, len,
			 "general protection fault, for a privileged instruction: %s",
			 insn.name);
	else if (insn.has_address && !is_canonical(insn.addr))
		snprintf(buf, len,
			 "general protection fault, probably for non-canonical address "
			 "0x%lx",
			 insn.addr);
	else if (insn.has_address && insn.size >= 16 && (insn.addr & (insn.size - 1)))
		snprintf(buf, len,
			 "general protection fault, for an address that %s does not "
			 "take: it is not a multiple of %lu",
			 insn.name, insn.size);
	else
		snprintf(buf, len, "general protection fault");
}

static const char *trap_name(int number)
{
	switch (number) {
	case HOST_TRAP_DIVIDE:
		return "divide error";
	case HOST_TRAP_DEBUG:
		return "debug";
	case HOST_TRAP_INT3:
		return "int3";
	case HOST_TRAP_INVALID:
		return "invalid opcode";
	case HOST_TRAP_STACK:
		return "stack segment";
	case HOST_TRAP_X87:
		return "fpu exception";
	case HOST_TRAP_ALIGNMENT:
		return "alignment check";
	case HOST_TRAP_SIMD:
		return "simd exception";
	default:
		return "an exception that Drydock does not know";
	}
}

void dock_oops_sentence(const struct host_trap *t, char *buf, unsigned long len)
{
	if (t->signo == SIG_SYS)
		snprintf(buf, len, "system call %ld (%s) %s", t->call,
			 host_call_name(t->call),
			 is_module_code(t->pc) ? "in kernel code"
					       : "that the machine does not make");
	else if (t->has_addr)
		say_page_fault(t, buf, len);
	else if (t->number == HOST_TRAP_PROTECTION)
		say_protection(t, buf, len);
	else
		snprintf(buf, len, "%s", trap_name(t->number));
}

/* --- the facts --- */

static void add_access(struct dock_report *r, const struct host_trap *t)
{
	char addr[DOCK_ADDR_TEXT];

	dock_report_fact(r, "tried", "%s %s, %s",
			 t->exec    ? "jump to"
			 : t->write ? "store to"
				    : "load from",
			 dock_addr_text(t->addr, addr), dock_addr_meaning(t->addr));
	dock_report_fact(r, "#PF",
			 "supervisor %s in kernel mode, error_code(0x%04x) - %s",
			 t->exec    ? "instruction fetch"
			 : t->write ? "write access"
				    : "read access",
			 t->error & PF_SHOWN,
			 t->present ? "permissions violation" : "not-present page");
}

static void add_protection(struct dock_report *r, const struct host_trap *t)
{
	struct host_insn insn;

	if (decode(t, &insn) && insn.has_address && !insn.privileged)
		dock_report_fact(r, "tried", "%s 0x%lx, %s",
				 insn.write ? "store to" : "load from", insn.addr,
				 is_canonical(insn.addr)
					 ? dock_addr_meaning(insn.addr)
					 : "an address that is none (not canonical)");
}

static void add_code(struct dock_report *r, unsigned long pc)
{
	unsigned char code[CODE_BYTES];
	char text[4 * CODE_BYTES];
	unsigned long n;
	int len = 0;

	n = host_peek(code, pc - CODE_BEFORE, sizeof(code));
	for (unsigned long i = 0; i < n; i++)
		len += scnprintf(text + len, sizeof(text) - (size_t)len,
				 i == CODE_BEFORE ? "%s<%02x>" : "%s%02x", i ? " " : "",
				 code[i]);
	if (n)
		dock_report_fact(r, "Code", "%s", text);
}

static void add_place(struct dock_report *r, const struct host_trap *t)
{
	char addr[DOCK_ADDR_TEXT];

	if (t->exec) {
		dock_report_fact(r, "RIP", "0010:%s", dock_addr_text(t->pc, addr));
		return;
	}
	if (!is_module_code(t->pc)) {
		dock_report_fact(r, "RIP", "0010:{sym:%lx}", t->pc);
		return;
	}
	dock_report_fact(r, "RIP", "0010:{sym:%lx} ({src:%lx})", t->pc, t->pc);
	add_code(r, t->pc);
}

static void add_registers(struct dock_report *r, const struct host_trap *t)
{
	/* Rows as Linux prints them; the order of t->regs is another. */
	static const struct {
		const char *name[3];
		int at[3];
	} rows[] = {
		{{"RAX", "RBX", "RCX"}, {0, 1, 2}},
		{{"RDX", "RSI", "RDI"}, {3, 4, 5}},
		{{"RBP", "R08", "R09"}, {6, 8, 9}},
		{{"R10", "R11", "R12"}, {10, 11, 12}},
		{{"R13", "R14", "R15"}, {13, 14, 15}},
	};
	char a[DOCK_ADDR_TEXT], b[DOCK_ADDR_TEXT], c[DOCK_ADDR_TEXT];

	dock_report_fact(r, "RSP", "0018:%s EFLAGS: %08lx", dock_addr_text(t->sp, a),
			 t->flags);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		dock_report_fact(
			r, rows[i].name[0], "%s %s: %s %s: %s",
			dock_addr_text(t->regs[rows[i].at[0]], a), rows[i].name[1],
			dock_addr_text(t->regs[rows[i].at[1]], b), rows[i].name[2],
			dock_addr_text(t->regs[rows[i].at[2]], c));
}

static const char *context_name(void)
{
	unsigned int count = (unsigned int)dock_cpu->preempt_count;

	if (count & HARDIRQ_MASK)
		return "in an interrupt handler";
	if (count & SOFTIRQ_OFFSET)
		return "in a timer or tasklet";
	if (count)
		return "in atomic context";
	return dock_cpu->irqs_off ? "with interrupts off" : NULL;
}

void dock_oops_task(struct dock_report *r)
{
	const char *context = context_name();

	dock_report_fact(r, "task", "%s, pid %d, CPU %d%s%s", current->comm, current->pid,
			 dock_cpu->id, context ? ", " : "", context ? context : "");
}

void dock_oops_modules(struct dock_report *r)
{
	char names[400];

	dock_module_names(names, sizeof(names));
	dock_report_fact(r, "modules", "%s", names);
}

void dock_oops_facts(struct dock_report *r, const struct host_trap *t)
{
	if (t->has_addr)
		add_access(r, t);
	else if (t->number == HOST_TRAP_PROTECTION && t->signo != SIG_SYS)
		add_protection(r, t);
	dock_oops_task(r);
	add_place(r, t);
	add_registers(r, t);
	dock_oops_modules(r);
}
