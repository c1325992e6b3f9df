/* SPDX-License-Identifier: MIT */
/* Broken: waiting for what nobody completes. */
#include <linux/completion.h>
#include "broken.h"

static DECLARE_COMPLETION(never);

static int act(unsigned long arg)
{
	if (fixed)
		complete(&never);
	wait_for_completion(&never); /* HERE wait */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
