/* SPDX-License-Identifier: MIT */
/* Assertions about memory management, as with CONFIG_DEBUG_VM. */
#ifndef LINUX_MM_DEBUG_H
#define LINUX_MM_DEBUG_H

#include <linux/bug.h>

#if DOCK_SINCE_2_6_19
#define VM_BUG_ON(cond) BUG_ON(cond)
#endif
#if DOCK_SINCE_3_14
#define VM_BUG_ON_PAGE(cond, page) BUG_ON(cond)
#endif
#if DOCK_SINCE_5_16
#define VM_BUG_ON_FOLIO(cond, folio) BUG_ON(cond)
#endif
#if DOCK_SINCE_3_16
#define VM_WARN_ON(cond) ((void)WARN_ON(cond))
#define VM_WARN_ON_ONCE(cond) ((void)WARN_ON_ONCE(cond))
#endif

#endif
