/* SPDX-License-Identifier: MIT */
/* Lines of results: of the kernel's log, or ('K' records) for `drydock test`. */
#include "kernel/kunit/say.h"

#include <kunit/test.h>
#include <linux/export.h>
#include "host/channel.h"
#include "host/mem.h"

#define TEXT_MAX 4096

static bool to_records;

void dock_kunit_say_to_records(void)
{
	to_records = true;
}

static void send_lines(const char *p)
{
	while (*p) {
		size_t n = strcspn(p, "\n");
		char record[TEXT_MAX + 1];

		scnprintf(record, sizeof(record), "K%.*s", (int)n, p);
		host_channel_send(record, n + 1);
		p += n + (p[n] == '\n');
	}
}

/* A whole line, or several; the newline at the end may be left out. */
void dock_kunit_say(const char *fmt, ...)
{
	char *text = host_alloc(TEXT_MAX);
	size_t n;
	va_list args;

	va_start(args, fmt);
	n = (size_t)vscnprintf(text, TEXT_MAX - 1, fmt, args);
	va_end(args);
	if (n && text[n - 1] != '\n')
		strscpy(text + n, "\n", TEXT_MAX - n);
	if (to_records)
		send_lines(printk_skip_headers(text));
	else
		printk("%s", text);
	host_free(text);
}
EXPORT_SYMBOL(dock_kunit_say);

void kunit_log_append(char *log, const char *fmt, ...)
{
	size_t used;
	va_list args;

	if (!log)
		return;
	used = strnlen(log, KUNIT_LOG_SIZE - 1);
	va_start(args, fmt);
	vscnprintf(log + used, KUNIT_LOG_SIZE - used, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_log_append);
