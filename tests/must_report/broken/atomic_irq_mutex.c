/* SPDX-License-Identifier: MIT */
/* Broken: a mutex is taken in an interrupt. */
#include <linux/mutex.h>
#include <linux/smp.h>
#include "broken.h"

static DEFINE_MUTEX(mutex);
static int calls;

static void handler(void *unused)
{
	if (fixed) {
		if (mutex_trylock(&mutex)) {
			calls++;
			mutex_unlock(&mutex);
		}
		return;
	}
	mutex_lock(&mutex); /* HERE takes */
	calls++;
	mutex_unlock(&mutex);
}

static int act(unsigned long arg)
{
	return smp_call_function_single(0, handler, NULL, 1);
}

BROKEN_DRIVER(act, NULL, NULL);
