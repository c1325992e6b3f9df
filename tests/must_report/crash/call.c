/* SPDX-License-Identifier: MIT */
/* System calls of the host, made by the driver itself. */
#include "crash.h"

static noinline long call(long nr, long a, long b, long c)
{
	long ret = nr;

	if (fixed)
		return 0;
	asm volatile("syscall" : "+a"(ret) : "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory"); /* HERE syscall */
	return ret;
}

static noinline long call_32(long nr)
{
	long ret = nr;

	if (!fixed)
		asm volatile("int $0x80" : "+a"(ret) : "b"(1L) : "memory"); /* HERE int80 */
	return ret;
}

static const struct {
	const char *kind;
	long nr, args[3];
} calls[] = {
	{ "exit", 60, { 1 } },
	{ "exit_group", 231, { 0 } },
	{ "kill", 62, { -1, 9 } },
	{ "close", 3, { 3 } },
	{ "munmap", 11, { 0x200000000000, 4096 } },
	{ "sigaction", 13, { 11, 0, 0 } },
	{ "execve", 59, { 0 } },
	{ "fork", 57, { 0 } },
	{ "socket", 41, { 2, 1 } },
	{ "getpid", 39, { 0 } },
	{ "x32", 0x40000000 + 39, { 0 } },
};

static int act(unsigned long arg)
{
	if (is("i386"))
		call_32(1);
	for (unsigned int i = 0; i < ARRAY_SIZE(calls); i++)
		if (is(calls[i].kind))
			call(calls[i].nr, calls[i].args[0], calls[i].args[1], calls[i].args[2]);
	return 0;
}

CRASH_DRIVER(act);
