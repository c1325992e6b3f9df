/* SPDX-License-Identifier: MIT */
/* Broken: asks which processor it is on while it may be moved. */
#include <linux/smp.h>
#include "broken.h"

static int act(unsigned long arg)
{
	int cpu;

	if (fixed) {
		cpu = get_cpu();
		put_cpu();
	} else {
		cpu = smp_processor_id(); /* HERE asks */
	}
	return cpu < 0;
}

BROKEN_DRIVER(act, NULL, NULL);
