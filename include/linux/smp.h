/* SPDX-License-Identifier: MIT */
/* Processors, and calls from one to another. */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/cpumask.h>
#include <linux/preempt.h>
#include <linux/types.h>

typedef void (*smp_call_func_t)(void *info);
typedef bool (*smp_cond_func_t)(int cpu, void *info);

extern int dock_cpu_id(void);
/* The same; reports a caller (of @call) who may be moved to another processor. */
extern int dock_smp_processor_id(const char *call);
#define smp_processor_id() dock_smp_processor_id("smp_processor_id()")
#define raw_smp_processor_id() dock_cpu_id()
#define __smp_processor_id() dock_cpu_id()
#define get_cpu() ({ preempt_disable(); dock_cpu_id(); })
#define put_cpu() preempt_enable()

/* @func runs as in an interrupt, on the caller's own processor at once. With
 * @wait it is over when the call returns. Not with interrupts off. */
extern int smp_call_function_single(int cpu, smp_call_func_t func, void *info, int wait)
	__dock(smp_call_function_single);
extern void smp_call_function_many(const struct cpumask *mask, smp_call_func_t func, void *info,
				   bool wait) __dock(smp_call_function_many);
extern void smp_call_function(smp_call_func_t func, void *info, int wait)
	__dock(smp_call_function);
extern int smp_call_function_any(const struct cpumask *mask, smp_call_func_t func, void *info,
				 int wait) __dock(smp_call_function_any);
extern void on_each_cpu_cond_mask(smp_cond_func_t cond_func, smp_call_func_t func, void *info,
				  bool wait, const struct cpumask *mask)
	__dock(on_each_cpu_cond_mask);

static inline void on_each_cpu(smp_call_func_t func, void *info, int wait)
{
	on_each_cpu_cond_mask(NULL, func, info, wait, cpu_online_mask);
}

static inline void on_each_cpu_mask(const struct cpumask *mask, smp_call_func_t func, void *info,
				    bool wait)
{
	on_each_cpu_cond_mask(NULL, func, info, wait, mask);
}

static inline void on_each_cpu_cond(smp_cond_func_t cond_func, smp_call_func_t func, void *info,
				    bool wait)
{
	on_each_cpu_cond_mask(cond_func, func, info, wait, cpu_online_mask);
}

static inline void kick_all_cpus_sync(void)
{
	/* Everything here is in order already. */
}

#endif
