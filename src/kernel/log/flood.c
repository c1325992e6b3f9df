/* SPDX-License-Identifier: MIT */
/*
 * Floods of messages. The log is a ring and cannot grow; the console can, so a
 * driver that prints without end is reported, and the console shows no more of
 * it; if it goes on the run ends.
 *
 * Two counts: messages of one context that neither sleeps nor returns (Linux's
 * watchdog would bark: a serial line needs a minute for so many), and messages
 * of all since a program's last call began.
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include "check/report.h"
#include "check/stack.h"
#include "kernel/log/log.h"
#include "kernel/oops.h"
#include "kernel/sched/sched.h"
#include "machine/clock.h"

#define FLOOD_OF_ONE 10000
#define FLOOD_OF_ALL 100000
#define FLOOD_END 200000 /* of either */

static unsigned long since_call;
static unsigned long dropped; /* not shown, and not told of yet */
static bool reported;

void dock_log_call_begins(void)
{
	since_call = 0;
	current->dock->printed = 0;
}

static void report(const struct dock_log_record *last, unsigned long of_one)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin(
		"printk-flood",
		of_one >= FLOOD_OF_ONE
			? "%s prints %lu messages, and neither sleeps nor returns"
			: "%s prints the last of %lu messages, and no program has done "
			  "anything",
		current->comm, of_one >= FLOOD_OF_ONE ? of_one : since_call);

	dock_report_fact(r, "the last", "%.*s", (int)last->len, last->text);
	dock_report_fact(r, "from now on",
			 "the log alone has them; after %d the run ends", FLOOD_END);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

static void tell_dropped(void)
{
	struct dock_log_record r = {.level = LOGLEVEL_WARNING,
				    .time_ns = dock_clock_now()};
	char text[64];

	if (!dropped)
		return;
	r.text = text;
	r.len = (unsigned int)scnprintf(
		text, sizeof(text), "printk: %lu messages were dropped here", dropped);
	dropped = 0;
	dock_console_show(&r);
}

void dock_log_end_flood(void)
{
	tell_dropped();
}

bool dock_log_floods(const struct dock_log_record *r)
{
	unsigned long of_one = ++current->dock->printed;

	since_call++;
	if (of_one < FLOOD_OF_ONE && since_call < FLOOD_OF_ALL) {
		tell_dropped();
		return false;
	}
	if (!reported) {
		reported = true;
		report(r, of_one);
	}
	dropped++;
	if (of_one >= FLOOD_END || since_call >= FLOOD_END)
		dock_run_abandon();
	return true;
}
