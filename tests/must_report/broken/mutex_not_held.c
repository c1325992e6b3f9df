/* SPDX-License-Identifier: MIT */
/* Broken: a mutex is let go that nobody holds. */
#include <linux/mutex.h>
#include "broken.h"

static DEFINE_MUTEX(mutex);

static int act(unsigned long arg)
{
	if (fixed)
		mutex_lock(&mutex);
	mutex_unlock(&mutex); /* HERE unlock */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
