/* SPDX-License-Identifier: MIT */
/* Reports: see report.h. One is built in a buffer and sent as one record. */
#include "check/report.h"

#include <linux/kernel.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include "check/context.h"
#include "check/stack.h"
#include "core/debugger.h"
#include "host/channel.h"
#include "host/mem.h"
#include "machine/clock.h"

#define WHOLE_MAX 100 /* reports of one rule that are sent whole */
#define RULES_MAX 64

struct dock_report {
	char text[HOST_CHANNEL_MAX];
	int len;
	const char *rule;
	int say, say_len; /* where the sentence is */
	bool open;
};

static struct dock_report report;
static int count;
static char last_rule[64];

static void add_va(struct dock_report *r, const char *fmt, va_list args)
{
	r->len += vscnprintf(r->text + r->len, sizeof(r->text) - (size_t)r->len, fmt, args);
}

static __attribute__((format(printf, 2, 3))) void add(struct dock_report *r, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add_va(r, fmt, args);
	va_end(args);
}

struct dock_report *dock_report_begin(const char *rule, const char *sentence_fmt, ...)
{
	struct dock_report *r = &report;
	va_list args;

	if (r->open)
		host_die("a report inside a report");
	r->open = true;
	r->len = 0;
	r->rule = rule;
	strscpy(last_rule, rule, sizeof(last_rule));
	add(r, "R%lu\nrule=%s\nsay=", dock_clock_now(), rule);
	r->say = r->len;
	va_start(args, sentence_fmt);
	add_va(r, sentence_fmt, args);
	va_end(args);
	r->say_len = r->len - r->say;
	add(r, "\n");
	return r;
}

void dock_report_fact(struct dock_report *r, const char *name, const char *fmt, ...)
{
	va_list args;

	add(r, "fact=%s\t", name);
	va_start(args, fmt);
	add_va(r, fmt, args);
	va_end(args);
	add(r, "\n");
}

static void add_stack(struct dock_report *r, const char *title, const unsigned long *pcs, int n,
		      bool exact)
{
	if (n <= 0)
		return;
	add(r, "stack=%s\t", title);
	for (int i = 0; i < n; i++)
		add(r, "%s%s%lx", i ? " " : "", exact && !i ? "=" : "", pcs[i]);
	add(r, "\n");
}

void dock_report_stack(struct dock_report *r, const char *title, const unsigned long *pcs, int n)
{
	add_stack(r, title, pcs, n, false);
}

void dock_report_stack_at(struct dock_report *r, const char *title, const unsigned long *pcs, int n)
{
	add_stack(r, title, pcs, n, true);
}

void dock_report_kept(struct dock_report *r, const char *title, u32 stack)
{
	const unsigned long *pcs;
	int n = dock_stack_get(stack, &pcs);

	dock_report_stack(r, title, pcs, n);
}

/* How often the rule was broken, this time included. */
static unsigned long times_broken(const char *rule)
{
	static struct {
		const char *rule;
		unsigned long times;
	} rules[RULES_MAX];
	int i = 0;

	while (i < RULES_MAX - 1 && rules[i].rule && strcmp(rules[i].rule, rule))
		i++; /* the last place is for all that found none */
	rules[i].rule = rule;
	return ++rules[i].times;
}

/* Of a rule that is broken in a loop, that it was is enough from some time on. */
void dock_report_end(struct dock_report *r)
{
	count++;
	r->open = false;
	if (times_broken(r->rule) > WHOLE_MAX)
		r->len = scnprintf(r->text, sizeof(r->text), "A%s", r->rule);
	else if (dock_context)
		dock_context->broken(r->rule, r->text + r->say, r->say_len);
	host_channel_send(r->text, (unsigned long)r->len);
	dock_debugger_report();
}

void dock_report_break_off(void)
{
	if (!report.open)
		return;
	dock_report_fact(&report, "broken off", "the machine crashed here");
	dock_report_end(&report);
}

#define SEEN_MAX 256

bool dock_report_seen(const char *rule, unsigned long place)
{
	static struct {
		const char *rule;
		unsigned long place;
	} seen[SEEN_MAX];
	static int nr;

	for (int i = 0; i < nr; i++)
		if (seen[i].place == place && !strcmp(seen[i].rule, rule))
			return true;
	if (nr < SEEN_MAX) {
		seen[nr].rule = rule;
		seen[nr++].place = place;
	}
	return false;
}

static unsigned long repeats;

void dock_report_repeated(void)
{
	repeats++;
}

void dock_report_note_repeats(void)
{
	if (repeats)
		printk(KERN_WARNING "drydock: the same mistake showed %lu more time%s\n", repeats,
		       repeats == 1 ? "" : "s");
}

int dock_report_count(void)
{
	return count;
}

const char *dock_report_last_rule(void)
{
	return last_rule;
}
