// SPDX-License-Identifier: MIT
/* How the oracle's cases print facts: results, bytes, statuses, signals, maps. */
#include <ctype.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cases.h"

#define SHORT_BYTES 48 /* up to here bytes are printed whole */
#define END_BYTES 16   /* of longer ones, so much of each end */

/* One write a line: children and threads do not mix theirs. */
void say(const char *fmt, ...)
{
	char line[1024];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(line, sizeof(line) - 1, fmt, args);
	va_end(args);
	if (len > (int)sizeof(line) - 2)
		len = sizeof(line) - 2;
	line[len++] = '\n';
	if (write(STDOUT_FILENO, line, len) != len)
		_exit(9);
}

const char *errno_name(int err)
{
	const char *name = strerrorname_np(err);

	return name ? name : "unknown errno";
}

void say_result(const char *what, long value)
{
	if (value == -1)
		say("%s = %s", what, errno_name(errno));
	else
		say("%s = %ld", what, value);
}

static uint32_t hash(const unsigned char *p, size_t len)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	while (len--)
		h = (h ^ *p++) * 16777619u;
	return h;
}

static int all_same(const unsigned char *p, size_t len)
{
	return len > 1 && !memcmp(p, p + 1, len - 1);
}

/* Up to SHORT_BYTES, as a C string; @out has room for four times that. */
static const char *quote(char *out, const unsigned char *p, size_t len)
{
	char *o = out;

	for (; len; p++, len--) {
		if (*p == '\n')
			o += sprintf(o, "\\n");
		else if (isprint(*p))
			*o++ = *p;
		else
			o += sprintf(o, "\\x%02x", *p);
	}
	*o = '\0';
	return out;
}

void say_bytes(const char *what, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	char head[4 * SHORT_BYTES + 1], tail[4 * SHORT_BYTES + 1];

	if (all_same(p, len))
		say("%s = %zu bytes, all %02x", what, len, *p);
	else if (len <= SHORT_BYTES)
		say("%s = \"%s\"", what, quote(head, p, len));
	else
		say("%s = %zu bytes, hash %08x, \"%s\" to \"%s\"", what, len,
		    hash(p, len), quote(head, p, END_BYTES),
		    quote(tail, p + len - END_BYTES, END_BYTES));
}

void say_status(const char *what, int status)
{
	if (WIFEXITED(status))
		say("%s: exited %d", what, WEXITSTATUS(status));
	else if (WIFSIGNALED(status))
		say("%s: killed by SIG%s", what, sigabbrev_np(WTERMSIG(status)));
	else
		say("%s: status %#x", what, status);
}

void say_maps(const char *what, const void *base)
{
	unsigned long from, to, offset;
	char line[512], perms[8], path[256];
	int count = 0;
	FILE *maps = fopen("/proc/self/maps", "r");

	if (!maps) {
		say_result(what, -1);
		return;
	}
	while (fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx %7s %lx %*s %*s %255s", &from, &to, perms,
			   &offset, path) != 5 ||
		    strncmp(path, "/dev/scullp", 11))
			continue;
		say("%s: %+ld pages, %lu long, %s, offset %#lx, %s", what,
		    (long)(from - (unsigned long)base) / (long)PAGE, (to - from) / PAGE,
		    perms, offset, path);
		count++;
	}
	fclose(maps);
	if (!count)
		say("%s: none", what);
}

/* The signal of a touch, one at a time in each thread. */
static __thread sigjmp_buf touch_back;
static __thread siginfo_t touch_info;

static void touch_handler(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	touch_info = *info;
	siglongjmp(touch_back, 1);
}

static const char *code_name(const siginfo_t *info)
{
	if (info->si_signo == SIGBUS)
		return info->si_code == BUS_ADRERR   ? "BUS_ADRERR"
		       : info->si_code == BUS_OBJERR ? "BUS_OBJERR"
						     : "other code";
	return info->si_code == SEGV_MAPERR   ? "SEGV_MAPERR"
	       : info->si_code == SEGV_ACCERR ? "SEGV_ACCERR"
	       : info->si_code == SI_KERNEL   ? "SI_KERNEL"
					      : "other code";
}

static void touch(const char *what, volatile char *p, const char *base, int store,
		  char value)
{
	struct sigaction action = {.sa_sigaction = touch_handler, .sa_flags = SA_SIGINFO};
	struct sigaction segv, bus;
	char got = value;

	sigaction(SIGSEGV, &action, &segv);
	sigaction(SIGBUS, &action, &bus);
	if (sigsetjmp(touch_back, 1)) {
		say("%s = SIG%s %s at %+ld", what, sigabbrev_np(touch_info.si_signo),
		    code_name(&touch_info), (long)((char *)touch_info.si_addr - base));
	} else {
		if (store)
			*p = value;
		else
			got = *p;
		if (store)
			say("%s: stored", what);
		else
			say_bytes(what, &got, 1);
	}
	sigaction(SIGSEGV, &segv, NULL);
	sigaction(SIGBUS, &bus, NULL);
}

void touch_get(const char *what, const char *p, const char *base)
{
	touch(what, (char *)p, base, 0, 0);
}

void touch_put(const char *what, char *p, const char *base, char value)
{
	touch(what, p, base, 1, value);
}
