/* SPDX-License-Identifier: MIT */
/* Keeping softirqs away. */
#ifndef _LINUX_BH_H
#define _LINUX_BH_H

#include <linux/preempt.h>

#define local_bh_disable() dock_preempt_add(SOFTIRQ_DISABLE_OFFSET)
/* What waited for it runs now. */
#define local_bh_enable() dock_local_bh_enable()
void dock_local_bh_enable(void);

#endif
