/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MMU_CONTEXT_H
#define _LINUX_MMU_CONTEXT_H

#if !DOCK_SINCE_2_6_32
#error "there is no linux/mmu_context.h before Linux 2.6.32"
#endif
#include <linux/mm_types.h>

#if DOCK_BOTH(DOCK_SINCE_2_6_34, DOCK_BEFORE_5_8)
/* A kernel thread's copies from and to users are of @mm until unuse_mm(). The mm is
 * the caller's to hold. */
extern void use_mm(struct mm_struct *mm) __dock(use_mm);
extern void unuse_mm(struct mm_struct *mm) __dock(unuse_mm);
#endif

#endif
