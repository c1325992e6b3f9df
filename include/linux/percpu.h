/* SPDX-License-Identifier: MIT */
/* Memory of which each processor has a copy. */
#ifndef __LINUX_PERCPU_H
#define __LINUX_PERCPU_H

#include <linux/gfp.h>
#include <linux/percpu-defs.h>
#include <linux/types.h>

#define PCPU_MIN_ALLOC_SIZE 4
#define PERCPU_ENOUGH_ROOM  (1UL << 20) /* bytes of the largest allocation */

/* Zeroed copies for all processors; the address is none's: per_cpu_ptr(). */
extern void __percpu *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp)
	__dock(__alloc_percpu_gfp);
extern void __percpu *__alloc_percpu(size_t size, size_t align) __dock(__alloc_percpu);
extern void free_percpu(void __percpu *ptr) __dock(free_percpu);

#define alloc_percpu_gfp(type, gfp) \
	((typeof(type) __percpu *)__alloc_percpu_gfp(sizeof(type), __alignof__(type), gfp))
#define alloc_percpu(type) \
	((typeof(type) __percpu *)__alloc_percpu(sizeof(type), __alignof__(type)))

#endif
