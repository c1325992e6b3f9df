/* SPDX-License-Identifier: MIT */
/*
 * Stores over what is drydock's own. An instrumented driver is stopped before the
 * store; without the hooks the machine may die of it, and the supervisor tells.
 */
#include <linux/workqueue.h>
#include "crash.h"

static int fine;

static noinline void store(unsigned long addr)
{
	int *p = fixed ? &fine : hidden(addr);

	for (int i = 0; i < (fixed ? 1 : 1 << 14); i++)
		p[i] = 0x5a5a5a5a; /* HERE store */
}

/* The C library's own block of the thread. */
static unsigned long thread_block(void)
{
	unsigned long at;

	asm volatile("mov %%fs:0, %0" : "=r"(at));
	return at;
}

static int act(unsigned long arg)
{
	if (is("text"))
		store((unsigned long)_printk);
	else if (is("data"))
		store((unsigned long)&system_wq + (1 << 14));
	else if (is("libc"))
		store(thread_block());
	else if (is("ledger"))
		store(0x480000000000);
	else if (is("shadow"))
		store(0x500000000000);
	else if (is("memset"))
		memset(fixed ? &fine : (void *)0x500000000000, 0, sizeof(fine)); /* HERE memset */
	return 0;
}

CRASH_DRIVER(act);
