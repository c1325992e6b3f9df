/* SPDX-License-Identifier: MIT */
/* Broken: an error path forgets to let a mutex go. */
#include <linux/mutex.h>
#include "broken.h"

static DEFINE_MUTEX(mutex);

static int act(unsigned long arg)
{
	mutex_lock(&mutex); /* HERE takes */
	if (!fixed)
		return -EINVAL;
	mutex_unlock(&mutex);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
