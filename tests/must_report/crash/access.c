/* SPDX-License-Identifier: MIT */
/* Loads and stores where nothing is, or what may not be written. */
#include <linux/vmalloc.h>
#include "crash.h"

struct thing {
	char pad[16];
	int member;
};

static struct thing here;
static const int constant = 5;
static volatile int got;

static noinline void load(struct thing *t)
{
	got = t->member; /* HERE load */
}

static noinline void store(int *p)
{
	*p = 1; /* HERE store */
}

static struct thing *pointer(unsigned long wrong)
{
	return hidden(fixed ? (unsigned long)&here : wrong);
}

/* What was freed is mapped nowhere any more. */
static void use_vmalloc(void)
{
	struct thing *p = vmalloc(PAGE_SIZE);

	p->member = 1;
	if (!fixed)
		vfree(p);
	load(p);
	if (fixed)
		vfree(p);
}

static int act(unsigned long arg)
{
	if (is("null_load"))
		load(pointer(0));
	else if (is("null_store"))
		store(fixed ? &here.member : hidden(0));
	else if (is("error_pointer"))
		load(pointer((unsigned long)-ENOMEM));
	else if (is("wild_load"))
		load(pointer(0xdead000000000100));
	else if (is("wild_store"))
		store(fixed ? &here.member : hidden(0xdead000000000122));
	else if (is("physical"))
		load(pointer(0x10000000));
	else if (is("hole_linear"))
		load(pointer(0x2f0000000000));
	else if (is("hole_module"))
		load(pointer(0x3bfff0000000));
	else if (is("freed_vmalloc"))
		use_vmalloc();
	else if (is("text"))
		store(fixed ? &here.member : hidden((unsigned long)load));
	else if (is("constant"))
		store(fixed ? &here.member : hidden((unsigned long)&constant));
	return 0;
}

CRASH_DRIVER(act);
