/* SPDX-License-Identifier: MIT */
/* What the machine calls its kernel: uname(2), and the same in /proc. */
#ifndef DOCK_KERNEL_UTS_H
#define DOCK_KERNEL_UTS_H

#define DOCK_UTS_VERSION "#1 SMP PREEMPT"

/* The run's, "6.1.0-drydock": UTS_RELEASE of its modules. */
const char *dock_uts_release(void);
extern const char *dock_cmdline; /* the kernel's command line */

void dock_proc_uts_init(void);

#endif
