/* SPDX-License-Identifier: MIT */
/* Broken: waits for something that never comes, and prints at each look. */
#include "broken.h"
#include <linux/delay.h>

static int act(unsigned long arg)
{
	for (unsigned long i = 0; !fixed || i < 3; i++) {
		pr_info("not ready yet: %lu\n", i); /* HERE print */
		msleep(10);
	}
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
