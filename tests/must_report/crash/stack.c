/* SPDX-License-Identifier: MIT */
/* What can be done to a stack. */
#include "crash.h"

static volatile int depth_limit;

static noinline int down_and_down(int depth)
{
	volatile char space[200];

	space[0] = (char)depth;
	if (depth == depth_limit)
		return space[0];
	return down_and_down(depth + 1) + space[0]; /* HERE deeper */
}

/* Reaches far over the guard page, and would store at its other end. */
static noinline int huge(void)
{
	volatile char space[1 << 20];

	barrier_data(space); /* else clang keeps what is used of it alone */
	space[0] = 1; /* HERE huge */
	return space[0];
}

static noinline void smash_return(void)
{
	volatile unsigned long *frame = __builtin_frame_address(0);

	frame[1] = 0x4141414141414141;
} /* HERE return */

static noinline void load_null(void)
{
	(void)*(volatile int *)hidden(0); /* HERE load */
}

static noinline int smash_frame(void)
{
	volatile unsigned long *frame = __builtin_frame_address(0);

	frame[0] = 0x4242424242424242;
	load_null(); /* HERE smashed */
	return 0;
}

static noinline void lose_stack(unsigned long sp)
{
	asm volatile("mov %0, %%rsp; push %%rax" : : "r"(sp) : "memory"); /* HERE lost */
}

static int act(unsigned long arg)
{
	depth_limit = fixed ? 3 : -1;
	if (is("recursion"))
		down_and_down(0);
	if (fixed)
		return 0;
	if (is("huge"))
		return huge();
	if (is("smashed_return"))
		smash_return();
	if (is("smashed_frame"))
		return smash_frame();
	if (is("lost_null"))
		lose_stack(0);
	if (is("lost_wild"))
		lose_stack(0x123456789000);
	return 0;
}

CRASH_DRIVER(act);
