/* SPDX-License-Identifier: MIT */
/* The clocks: all are virtual time, from the boot or from the machine's epoch. */
#ifndef _LINUX_TIMEKEEPING_H
#define _LINUX_TIMEKEEPING_H

#include <linux/ktime.h>
#include <linux/time.h>

#endif
