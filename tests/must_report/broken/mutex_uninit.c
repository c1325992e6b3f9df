/* SPDX-License-Identifier: MIT */
/* Broken: a mutex is taken that nobody initialized. */
#include <linux/mutex.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct mutex *mutex = kzalloc(sizeof(*mutex), GFP_KERNEL);

	if (fixed)
		mutex_init(mutex);
	mutex_lock(mutex); /* HERE lock */
	mutex_unlock(mutex);
	kfree(mutex);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
