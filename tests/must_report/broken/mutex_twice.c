/* SPDX-License-Identifier: MIT */
/* Broken: a mutex is taken twice. */
#include <linux/mutex.h>
#include "broken.h"

static DEFINE_MUTEX(mutex);

static int act(unsigned long arg)
{
	mutex_lock(&mutex); /* HERE first */
	if (!fixed)
		mutex_lock(&mutex); /* HERE second */
	mutex_unlock(&mutex);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
