/* SPDX-License-Identifier: MIT */
/* What a processor does while it waits. */
#ifndef _ASM_PROCESSOR_H
#define _ASM_PROCESSOR_H

#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/types.h>

/* Where the addresses of the running context's user end; the machine's own are below it. */
extern unsigned long dock_task_size(void);
#define TASK_SIZE dock_task_size()

/* Lets time pass and others run: a busy-wait that calls it ends. */
extern void dock_cpu_relax(void);

static __always_inline void cpu_relax(void)
{
	dock_cpu_relax();
}
#define cpu_relax_lowlatency() cpu_relax()

static inline void prefetch(const void *x)
{
	__builtin_prefetch(x);
}

static inline void prefetchw(const void *x)
{
	__builtin_prefetch(x, 1);
}

#endif
