/* SPDX-License-Identifier: MIT */
/* Broken: copy_to_user() from a page that was freed. */
#include <linux/uaccess.h>
#include "broken.h"

static int act(unsigned long arg)
{
	char *p = (char *)get_zeroed_page(GFP_KERNEL); /* HERE allocated */
	unsigned long left;

	if (!fixed)
		free_page((unsigned long)p); /* HERE freed */
	left = copy_to_user((void __user *)arg, p, 64); /* HERE copy */
	if (fixed)
		free_page((unsigned long)p);
	return left ? -EFAULT : 0;
}

BROKEN_DRIVER(act, NULL, NULL);
