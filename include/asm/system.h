/* SPDX-License-Identifier: MIT */
/* Barriers, interrupt flags and exchanges, before they had headers of their own. */
#ifndef _ASM_SYSTEM_H
#define _ASM_SYSTEM_H

#if !DOCK_BEFORE_3_4
#error "there is no asm/system.h since Linux 3.4: include asm/barrier.h and others"
#endif
#include <linux/irqflags.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

#endif
