/* SPDX-License-Identifier: MIT */
/* Where semaphores were declared first. */
#ifndef _ASM_SEMAPHORE_H
#define _ASM_SEMAPHORE_H

#if !DOCK_BEFORE_2_6_27
#error "there is no asm/semaphore.h since Linux 2.6.27: include linux/semaphore.h"
#endif
#include <linux/semaphore.h>

#endif
