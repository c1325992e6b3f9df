/* SPDX-License-Identifier: MIT */
/*
 * printk: lines of the kernel log, sent to the supervisor. Text without a
 * newline waits for the rest of its line.
 */
#include <linux/export.h>
#include <linux/kern_levels.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/channel.h"
#include "kernel/oops.h"
#include "machine/clock.h"
#include "machine/layout.h"

#define LINE_MAX      960
#define DEFAULT_LEVEL 4

static char line[LINE_MAX + 1];
static int line_len, line_level = DEFAULT_LEVEL;

static void line_send(void)
{
	char record[LINE_MAX + 64];
	int n = scnprintf(record, sizeof(record), "L%d %lu %s", line_level, dock_clock_now(), line);

	host_channel_send(record, (unsigned long)n);
	line_len = 0;
	line[0] = 0;
	line_level = DEFAULT_LEVEL;
}

static void line_add(const char *text, size_t len)
{
	len = min(len, (size_t)(LINE_MAX - line_len));
	memcpy(line + line_len, text, len);
	line_len += (int)len;
	line[line_len] = 0;
}

/* KERN_SOH, then a digit, or 'c' to go on with the line before. */
static const char *take_level(const char *text)
{
	while (text[0] == KERN_SOH_ASCII && text[1]) {
		if (text[1] >= '0' && text[1] <= '7') {
			if (line_len)
				line_send();
			line_level = text[1] - '0';
		}
		text += 2;
	}
	return text;
}

int vprintk(const char *fmt, va_list args)
{
	static char text[LINE_MAX + 64];
	int len = vscnprintf(text, sizeof(text), fmt, args);
	const char *p = take_level(text);

	while (*p) {
		const char *nl = strchr(p, '\n');

		line_add(p, nl ? (size_t)(nl - p) : strlen(p));
		if (!nl)
			break;
		line_send();
		p = nl + 1;
	}
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

void panic(const char *fmt, ...)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;
	char text[256];
	va_list args;

	va_start(args, fmt);
	vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	r = dock_report_begin("oops", "kernel panic: %s", text);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	dock_run_abandon();
}
EXPORT_SYMBOL(panic);

void dock_printk_flush(void)
{
	if (line_len)
		line_send();
}
