/* SPDX-License-Identifier: MIT */
/* Instructions that trap, or that a program of the host may not execute. */
#include "crash.h"

static volatile int divisor;
static char room[64] __aligned(64);

static noinline void unaligned(char *p)
{
	asm volatile("movaps %%xmm0, (%0)" : : "r"(p) : "memory"); /* HERE movaps */
}

static int act(unsigned long arg)
{
	divisor = fixed;
	if (is("divide"))
		divisor = 100 / divisor; /* HERE divide */
	if (is("misaligned"))
		unaligned(fixed ? room : room + 4);
	if (fixed)
		return 0;
	if (is("ud2"))
		asm volatile("ud2"); /* HERE ud2 */
	if (is("int3"))
		asm volatile("int3; nop"); /* HERE int3 */
	if (is("alignment")) {
		asm volatile("pushf; orl $0x40000, (%%rsp); popf" : : : "memory", "cc");
		asm volatile("movl 1(%%rsp), %%eax" : : : "eax"); /* HERE alignment */
	}
	if (is("cli"))
		asm volatile("cli"); /* HERE cli */
	if (is("hlt"))
		asm volatile("hlt"); /* HERE hlt */
	if (is("out"))
		asm volatile("outb %%al, $0x80" : : "a"(0)); /* HERE out */
	return 0;
}

CRASH_DRIVER(act);
