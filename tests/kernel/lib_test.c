/* SPDX-License-Identifier: MIT */
/*
 * Runs the cases of src/kernel/lib's tests: machine world, without a machine.
 * What the library wants of the rest of the kernel stands in here, and notes
 * what it was asked.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "kernel/lib/format.h"
#include "lib_test.h"
#include "test_host.h"

int lib_warnings;
char lib_log[4096];
size_t lib_log_len;
unsigned long lib_jiffies = INITIAL_JIFFIES;

static bool failed;
static const char *running;

static void say(const char *text)
{
	dock_test_write(text, strlen(text));
}

void lib_fail(const char *file, int line, const char *fmt, ...)
{
	char text[512], why[400];
	va_list args;

	va_start(args, fmt);
	vscnprintf(why, sizeof(why), fmt, args);
	va_end(args);
	scnprintf(text, sizeof(text), "FAIL %s: %s:%d: %s\n", running, kbasename(file), line,
		  why);
	say(text);
	failed = true;
}

int _printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(lib_log + lib_log_len, sizeof(lib_log) - lib_log_len, fmt, args);
	va_end(args);
	lib_log_len += len;
	return len;
}

void dock_warn(const char *file, int line, const char *fmt, ...)
{
	lib_warnings++;
}

void dock_bug(const char *file, int line)
{
	lib_fail(file, line, "BUG()");
	dock_test_exit(1);
}

unsigned long dock_jiffies(void)
{
	return lib_jiffies;
}

int dock_symbol_format(char *buf, int len, unsigned long addr, char kind)
{
	return scnprintf(buf, len, "symbol_%c+0x%lx", kind, addr);
}

int dock_resource_format(char *buf, int len, const void *resource)
{
	return scnprintf(buf, len, "[resource %d]", *(const int *)resource);
}

static int run_all(const struct lib_case *cases)
{
	int failures = 0;

	for (; cases->name; cases++) {
		running = cases->name;
		failed = false;
		lib_warnings = 0;
		lib_log_len = 0;
		lib_log[0] = '\0';
		cases->run();
		failures += failed;
		if (failed)
			continue;
		say("ok ");
		say(running);
		say("\n");
	}
	return failures;
}

int main(void)
{
	int failures = 0;

	failures += run_all(format_cases);
	failures += run_all(number_cases);
	failures += run_all(string_cases);
	failures += run_all(container_cases);
	return failures ? 1 : 0;
}
