/* SPDX-License-Identifier: MIT */
/*
 * Memory barriers. They are real instructions: a program of the machine runs
 * on another of the host's processors, and shares pages with the driver.
 */
#ifndef _ASM_BARRIER_H
#define _ASM_BARRIER_H

#include <linux/compiler.h>

#define mb()		__asm__ __volatile__("mfence" : : : "memory")
#define rmb()		__asm__ __volatile__("lfence" : : : "memory")
#define wmb()		__asm__ __volatile__("sfence" : : : "memory")

/* Between a descriptor in coherent memory and the flag that hands it over. */
#define dma_rmb()	barrier()
#define dma_wmb()	barrier()
#define dma_mb()	mb()

#define smp_mb()	mb()
#define smp_rmb()	barrier()
#define smp_wmb()	barrier()
#define smp_mb__before_atomic() barrier()
#define smp_mb__after_atomic()	barrier()
#define smp_mb__after_spinlock() smp_mb()
#define smp_mb__after_unlock_lock() smp_mb()
#define smp_acquire__after_ctrl_dep() smp_rmb()
#define smp_store_mb(var, value)                                                 \
	do {                                                                     \
		WRITE_ONCE(var, value);                                          \
		smp_mb();                                                        \
	} while (0)

#define smp_store_release(p, v)                                                  \
	do {                                                                     \
		compiletime_assert_atomic_type(*(p));                            \
		barrier();                                                       \
		WRITE_ONCE(*(p), v);                                             \
	} while (0)
#define smp_load_acquire(p)                                                      \
	({                                                                       \
		typeof(*(p)) __loaded = READ_ONCE(*(p));                         \
		compiletime_assert_atomic_type(*(p));                            \
		barrier();                                                       \
		__loaded;                                                        \
	})

/* VAL is the value that was read; waiting lets others run. */
extern void dock_cpu_relax(void);
#define smp_cond_load_relaxed(ptr, cond_expr)                                    \
	({                                                                       \
		typeof(ptr) __cond_ptr = (ptr);                                  \
		typeof(*(ptr)) VAL;                                              \
		for (;;) {                                                       \
			VAL = READ_ONCE(*__cond_ptr);                            \
			if (cond_expr)                                           \
				break;                                           \
			dock_cpu_relax();                                        \
		}                                                                \
		VAL;                                                             \
	})
#define smp_cond_load_acquire(ptr, cond_expr)                                    \
	({                                                                       \
		typeof(*(ptr)) __acquired = smp_cond_load_relaxed(ptr, cond_expr); \
		barrier();                                                       \
		__acquired;                                                      \
	})

#define barrier_nospec() rmb()

#endif
