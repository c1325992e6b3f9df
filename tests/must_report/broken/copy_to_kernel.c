/* SPDX-License-Identifier: MIT */
/* Broken: copy_to_user() with a kernel pointer as destination. */
#include <linux/uaccess.h>
#include "broken.h"

static int act(unsigned long arg)
{
	char *p = kzalloc(32, GFP_KERNEL), from[32] = "text";
	void __user *to = fixed ? (void __user *)arg : (void __user *)p;
	unsigned long left = copy_to_user(to, from, sizeof(from)); /* HERE copy */

	WARN_ON(left != (fixed ? 0 : sizeof(from)));
	kfree(p);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
