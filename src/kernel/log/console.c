/* SPDX-License-Identifier: MIT */
/*
 * The console: records go to the supervisor, which shows those of a level below
 * the console's on standard error. And what the machine says of itself at boot,
 * which is for the log alone.
 */
#include <linux/kernel.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include "host/channel.h"
#include "kernel/log/log.h"
#include "kernel/uts.h"
#include "machine/clock.h"
#include "machine/desc.h"

int dock_console_level = DOCK_CONSOLE_DEFAULT;

void dock_console_set_level(int level)
{
	char record[16];
	int n = scnprintf(record, sizeof(record), "C%d", level);

	dock_console_level = level;
	host_channel_send(record, (unsigned long)n);
}

void dock_console_show(const struct dock_log_record *r)
{
	char record[DOCK_LOG_LINE_MAX + 64];
	int n = scnprintf(record, sizeof(record), "L%d %lu %.*s", r->level, r->time_ns,
			  (int)r->len, r->text);

	host_channel_send(record, (unsigned long)n);
}

/* Is there anything to name? Braces alone are a driver's own. (A text of
 * several lines is named on the console alone.) */
static bool has_names(const char *text)
{
	if (strchr(text, '\n'))
		return false;
	return strstr(text, "{sym:") || strstr(text, "{fn:") || strstr(text, "{src:");
}

/* In place: @text has an end, and @size bytes of room. Returns its length. */
unsigned int dock_console_names(char *text, unsigned int len, unsigned int size)
{
	char question[DOCK_LOG_LINE_MAX + 1], answer[DOCK_LOG_LINE_MAX];
	unsigned long n;

	if (!has_names(text))
		return len;
	n = (unsigned long)scnprintf(question, sizeof(question), "N%s", text);
	n = host_channel_ask(question, n, answer,
			     min((unsigned long)size, sizeof(answer)) - 1);
	if (!n)
		return len; /* nobody is there to answer */
	memcpy(text, answer, n);
	text[n] = 0;
	return (unsigned int)n;
}

/* A line for the log alone. */
static __printf(2, 3) void say(int level, const char *fmt, ...)
{
	struct dock_log_record r = { .time_ns = dock_clock_now(), .level = (unsigned char)level };
	char text[DOCK_LOG_LINE_MAX];
	va_list args;

	va_start(args, fmt);
	r.len = (unsigned int)vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	r.len = dock_console_names(text, r.len, sizeof(text));
	r.text = text;
	dock_log_put(&r);
}

void dock_log_broken(const char *rule, const char *sentence, int len)
{
	say(3, "rule broken: %s: %.*s", rule, len, sentence);
}

void dock_log_boot(const struct dock_machine_desc *desc, unsigned int cpus,
		   const char *command)
{
	unsigned long bytes = 0;

	for (int i = 0; i < desc->nr_banks; i++)
		bytes += desc->banks[i].size;
	say(6, "Linux version %s (drydock)", dock_uts_release());
	if (command)
		say(6, "Command line: %s", command);
	say(6, "Machine model: %s", desc->name);
	say(6, "Memory: %luK", bytes >> 10);
	say(6, "smp: Brought up 1 node, %u CPU%s", cpus, cpus == 1 ? "" : "s");
}
