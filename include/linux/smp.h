/* SPDX-License-Identifier: MIT */
/* Processors. */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/cpumask.h>
#include <linux/preempt.h>
#include <linux/types.h>

extern int dock_cpu_id(void);
#define smp_processor_id() dock_cpu_id()
#define raw_smp_processor_id() dock_cpu_id()
#define get_cpu() ({ preempt_disable(); dock_cpu_id(); })
#define put_cpu() preempt_enable()

#endif
