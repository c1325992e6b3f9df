/* SPDX-License-Identifier: MIT */
/*
 * printk: messages become records of the log (log/log.h), and the console's.
 *
 * A message without a newline at its end is kept open: the same context can go
 * on with it (KERN_CONT). It is a record once that is over, at the latest when
 * the next message comes.
 */
#include <linux/export.h>
#include <linux/kern_levels.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include "check/report.h"
#include "check/stack.h"
#include "kernel/log/log.h"
#include "kernel/oops.h"
#include "machine/clock.h"
#include "machine/layout.h"

static struct {
	bool open;
	unsigned int caller;
	struct dock_log_record r;
	char text[DOCK_LOG_LINE_MAX];
} last;

/* What a message's prefix and end say. */
struct shape {
	int level; /* -1: nothing */
	bool cont, newline;
};

static unsigned int caller_id(void)
{
	return in_interrupt() ? 0x80000000U + (unsigned int)smp_processor_id() :
				(unsigned int)current->pid;
}

static void close_last(void)
{
	struct dock_log_record *r = &last.r;

	if (!last.open)
		return;
	last.open = false;
	last.text[r->len] = 0;
	r->len = dock_console_names(last.text, r->len, sizeof(last.text));
	r->text = last.text;
	dock_log_put(r);
	if (!dock_log_floods(r))
		dock_console_show(r);
}

static bool goes_on(const struct shape *shape, unsigned int len)
{
	return shape->cont && last.open && last.caller == caller_id() &&
	       last.r.len + len < DOCK_LOG_LINE_MAX;
}

static void open_new(int facility, const struct shape *shape)
{
	close_last();
	last.open = true;
	last.caller = caller_id();
	last.r = (struct dock_log_record){
		.time_ns = dock_clock_now(),
		.facility = (unsigned char)facility,
		.level = (unsigned char)(shape->level < 0 ? DOCK_MESSAGE_DEFAULT : shape->level),
		.cont = shape->cont,
	};
}

static void store(int facility, const struct shape *shape, const char *text, unsigned int len)
{
	if (!goes_on(shape, len))
		open_new(facility, shape);
	memcpy(last.text + last.r.len, text, len);
	last.r.len += len;
	if (shape->newline)
		close_last();
}

/* KERN_SOH, then a digit, or 'c' to go on with the line before. */
static const char *take_prefix(const char *text, struct shape *shape)
{
	while (printk_get_level(text)) {
		if (text[1] == 'c')
			shape->cont = true;
		else if (shape->level < 0)
			shape->level = text[1] - '0';
		text += 2;
	}
	return text;
}

static unsigned int take_newline(const char *text, unsigned int len, struct shape *shape)
{
	shape->newline = len && text[len - 1] == '\n';
	return shape->newline ? len - 1 : len;
}

int dock_log_emit(int facility, int level, const char *text, unsigned int len)
{
	struct shape shape = { .level = level };

	len = take_newline(text, min(len, DOCK_LOG_LINE_MAX - 1U), &shape);
	store(facility, &shape, text, len);
	return (int)len;
}

int vprintk(const char *fmt, va_list args)
{
	static char text[DOCK_LOG_LINE_MAX];
	int len = vscnprintf(text, sizeof(text), fmt, args);
	struct shape shape = { .level = -1 };
	const char *p = take_prefix(text, &shape);

	len = (int)take_newline(p, (unsigned int)(text + len - p), &shape);
	store(0, &shape, p, (unsigned int)len);
	return len;
}
EXPORT_SYMBOL(vprintk);

int _printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(_printk);

void dump_stack(void)
{
	unsigned long pcs[DOCK_STACK_MAX];
	int n = dock_stack_here(pcs, DOCK_STACK_MAX);

	printk(KERN_DEFAULT "Call Trace:\n");
	for (int i = 0; i < n; i++)
		if (pcs[i] >= DOCK_MODULES_BASE && pcs[i] < DOCK_MODULES_END)
			printk(KERN_DEFAULT " {sym:%lx} ({src:%lx})\n", pcs[i] - 1, pcs[i] - 1);
}
EXPORT_SYMBOL(dump_stack);

void dock_printk_flush(void)
{
	close_last();
	dock_log_end_flood();
}
