/* SPDX-License-Identifier: MIT */
/* Broken: kvmalloc() of a length that nobody has checked. */
#include <linux/limits.h>
#include "broken.h"

static int act(unsigned long arg)
{
	size_t too_much = (size_t)INT_MAX + 1;
	void *p = kvmalloc(too_much, fixed ? GFP_KERNEL | __GFP_NOWARN : GFP_KERNEL); /* HERE asks */

	if (p)
		kvfree(p);
	return p ? -EIO : 0;
}

BROKEN_DRIVER(act, NULL, NULL);
