/* SPDX-License-Identifier: MIT */
/* All of it is in linux/atomic.h. */
#ifndef _ASM_ATOMIC_H
#define _ASM_ATOMIC_H
#include <linux/atomic.h>
#endif
