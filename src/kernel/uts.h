/* SPDX-License-Identifier: MIT */
/* What the machine calls its kernel: uname(2), and the same in /proc. */
#ifndef DOCK_KERNEL_UTS_H
#define DOCK_KERNEL_UTS_H

#include <generated/utsrelease.h>

#define DOCK_UTS_RELEASE UTS_RELEASE
#define DOCK_UTS_VERSION "#1 SMP PREEMPT"

void dock_proc_uts_init(void);

#endif
