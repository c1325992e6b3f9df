/* SPDX-License-Identifier: MIT */
/* Broken: mutex_lock() under a spinlock. */
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include "broken.h"

static DEFINE_SPINLOCK(spin);
static DEFINE_MUTEX(mutex);

static int act(unsigned long arg)
{
	if (fixed)
		mutex_lock(&mutex);
	spin_lock(&spin);
	if (!fixed)
		mutex_lock(&mutex); /* HERE sleeps */
	spin_unlock(&spin);
	mutex_unlock(&mutex);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
