/* SPDX-License-Identifier: MIT */
/* Broken: loads and stores beside an object, or in one that is free. */
#include "edu_dma.h"

#define N 40

/* One byte too many. */
static bool overrun(struct edu *e)
{
	u8 *p = kmalloc(N, GFP_KERNEL); /* HERE over_alloc */
	volatile int last = fixed ? N - 1 : N;

	if (!p)
		return false;
	for (int i = 0; i <= last; i++)
		WRITE_ONCE(p[i], 1); /* HERE over_store */
	kfree(p);
	return true;
}

static bool read_beyond(struct edu *e)
{
	u64 *p = kmalloc(N, GFP_KERNEL); /* HERE beyond_alloc */
	volatile int at = fixed ? N / 8 - 1 : N / 8;

	if (!p)
		return false;
	(void)READ_ONCE(p[at]); /* HERE beyond_load */
	kfree(p);
	return true;
}

static bool after_free(struct edu *e)
{
	u32 *p = kzalloc(N, GFP_KERNEL); /* HERE after_alloc */

	if (!p)
		return false;
	if (!fixed)
		kfree(p); /* HERE after_free */
	WRITE_ONCE(p[3], 1); /* HERE after_store */
	if (fixed)
		kfree(p);
	return true;
}

static const struct edu_shape edu_shapes[] = {
	{ "overrun", overrun }, { "read_beyond", read_beyond }, { "after_free", after_free }, {},
};
