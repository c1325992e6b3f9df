/* SPDX-License-Identifier: MIT */
/* Processors. */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/preempt.h>
#include <linux/types.h>

extern int dock_cpu_id(void);
extern unsigned int nr_cpu_ids __dock(nr_cpu_ids);
#define smp_processor_id() dock_cpu_id()
#define raw_smp_processor_id() dock_cpu_id()
#define get_cpu() ({ preempt_disable(); dock_cpu_id(); })
#define put_cpu() preempt_enable()
#define num_online_cpus() nr_cpu_ids
#define num_possible_cpus() nr_cpu_ids
#define num_present_cpus() nr_cpu_ids

#endif
