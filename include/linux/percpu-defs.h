/* SPDX-License-Identifier: MIT */
/*
 * Per-processor variables: how they are declared and reached.
 *
 * A variable's own address is that of no copy; the copy of processor n lies
 * (n + 1) << DOCK_PERCPU_SHIFT above it, for variables of modules and for what
 * alloc_percpu() gives alike. The loader gathers the section's variables.
 */
#ifndef _LINUX_PERCPU_DEFS_H
#define _LINUX_PERCPU_DEFS_H

#include <linux/build_bug.h>
#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/preempt.h>
#include <linux/smp.h>

#define DOCK_PERCPU_SHIFT 35
#define per_cpu_offset(cpu) (((unsigned long)(cpu) + 1) << DOCK_PERCPU_SHIFT)

#define DECLARE_PER_CPU(type, name) extern __percpu __typeof__(type) name
#define DEFINE_PER_CPU(type, name) __percpu __section("dock_percpu") __typeof__(type) name
#define DECLARE_PER_CPU_ALIGNED(type, name) DECLARE_PER_CPU(type, name) ____cacheline_aligned
#define DEFINE_PER_CPU_ALIGNED(type, name) DEFINE_PER_CPU(type, name) ____cacheline_aligned
#define DECLARE_PER_CPU_SHARED_ALIGNED(type, name) DECLARE_PER_CPU_ALIGNED(type, name)
#define DEFINE_PER_CPU_SHARED_ALIGNED(type, name) DEFINE_PER_CPU_ALIGNED(type, name)
#define DECLARE_PER_CPU_READ_MOSTLY(type, name) DECLARE_PER_CPU(type, name)
#define DEFINE_PER_CPU_READ_MOSTLY(type, name) DEFINE_PER_CPU(type, name)
#define EXPORT_PER_CPU_SYMBOL(var) EXPORT_SYMBOL(var)
#define EXPORT_PER_CPU_SYMBOL_GPL(var) EXPORT_SYMBOL_GPL(var)

#define SHIFT_PERCPU_PTR(ptr, offset) \
	((typeof(*(ptr)) __kernel __force *)((unsigned long)(ptr) + (offset)))
#define per_cpu_ptr(ptr, cpu) SHIFT_PERCPU_PTR(ptr, per_cpu_offset(cpu))
#define raw_cpu_ptr(ptr) per_cpu_ptr(ptr, raw_smp_processor_id())
#define this_cpu_ptr(ptr) per_cpu_ptr(ptr, dock_smp_processor_id("this_cpu_ptr()"))
#define per_cpu(var, cpu) (*per_cpu_ptr(&(var), cpu))

#define get_cpu_var(var) (*({ preempt_disable(); this_cpu_ptr(&(var)); }))
#define put_cpu_var(var) do { (void)&(var); preempt_enable(); } while (0)
#define get_cpu_ptr(ptr) ({ preempt_disable(); this_cpu_ptr(ptr); })
#define put_cpu_ptr(ptr) do { (void)(ptr); preempt_enable(); } while (0)

/*
 * Operations on the copy of the processor that runs this: in one piece, also
 * when the task may be moved. Of 1, 2, 4 or 8 bytes.
 */
enum dock_percpu_op {
	DOCK_PERCPU_READ,
	DOCK_PERCPU_WRITE,
	DOCK_PERCPU_ADD,	/* the value is the new one */
	DOCK_PERCPU_AND,
	DOCK_PERCPU_OR,
	DOCK_PERCPU_XCHG,	/* the value is the old one */
	DOCK_PERCPU_CMPXCHG,	/* the same */
};

extern unsigned long dock_percpu_op(void *pcp, unsigned long size, enum dock_percpu_op op,
				    unsigned long value, unsigned long expected);

#define __dock_pcpu(pcp, op, val, old)							\
({											\
	BUILD_BUG_ON(sizeof(pcp) != 1 && sizeof(pcp) != 2 && sizeof(pcp) != 4 &&	\
		     sizeof(pcp) != 8);							\
	(typeof(pcp))dock_percpu_op((void __force *)&(pcp), sizeof(pcp), op,		\
				    (unsigned long)(val), (unsigned long)(old));	\
})

#define raw_cpu_read(pcp) __dock_pcpu(pcp, DOCK_PERCPU_READ, 0, 0)
#define raw_cpu_write(pcp, val) ((void)__dock_pcpu(pcp, DOCK_PERCPU_WRITE, val, 0))
#define raw_cpu_add(pcp, val) ((void)__dock_pcpu(pcp, DOCK_PERCPU_ADD, val, 0))
#define raw_cpu_sub(pcp, val) raw_cpu_add(pcp, -(typeof(pcp))(val))
#define raw_cpu_inc(pcp) raw_cpu_add(pcp, 1)
#define raw_cpu_dec(pcp) raw_cpu_add(pcp, -1)
#define raw_cpu_and(pcp, val) ((void)__dock_pcpu(pcp, DOCK_PERCPU_AND, val, 0))
#define raw_cpu_or(pcp, val) ((void)__dock_pcpu(pcp, DOCK_PERCPU_OR, val, 0))
#define raw_cpu_add_return(pcp, val) __dock_pcpu(pcp, DOCK_PERCPU_ADD, val, 0)
#define raw_cpu_xchg(pcp, val) __dock_pcpu(pcp, DOCK_PERCPU_XCHG, val, 0)
#define raw_cpu_cmpxchg(pcp, old, new) __dock_pcpu(pcp, DOCK_PERCPU_CMPXCHG, new, old)

#define this_cpu_read(pcp) raw_cpu_read(pcp)
#define this_cpu_write(pcp, val) raw_cpu_write(pcp, val)
#define this_cpu_add(pcp, val) raw_cpu_add(pcp, val)
#define this_cpu_sub(pcp, val) raw_cpu_sub(pcp, val)
#define this_cpu_inc(pcp) raw_cpu_inc(pcp)
#define this_cpu_dec(pcp) raw_cpu_dec(pcp)
#define this_cpu_and(pcp, val) raw_cpu_and(pcp, val)
#define this_cpu_or(pcp, val) raw_cpu_or(pcp, val)
#define this_cpu_add_return(pcp, val) raw_cpu_add_return(pcp, val)
#define this_cpu_sub_return(pcp, val) raw_cpu_add_return(pcp, -(typeof(pcp))(val))
#define this_cpu_inc_return(pcp) raw_cpu_add_return(pcp, 1)
#define this_cpu_dec_return(pcp) raw_cpu_add_return(pcp, -1)
#define this_cpu_xchg(pcp, val) raw_cpu_xchg(pcp, val)
#define this_cpu_cmpxchg(pcp, old, new) raw_cpu_cmpxchg(pcp, old, new)

/* These want a caller who stays on the processor, and say so if it may not. */
#define __dock_pinned(name) ((void)dock_smp_processor_id(name))
#define __this_cpu_read(pcp) (__dock_pinned("__this_cpu_read()"), raw_cpu_read(pcp))
#define __this_cpu_write(pcp, val) (__dock_pinned("__this_cpu_write()"), raw_cpu_write(pcp, val))
#define __this_cpu_add(pcp, val) (__dock_pinned("__this_cpu_add()"), raw_cpu_add(pcp, val))
#define __this_cpu_sub(pcp, val) (__dock_pinned("__this_cpu_sub()"), raw_cpu_sub(pcp, val))
#define __this_cpu_inc(pcp) (__dock_pinned("__this_cpu_inc()"), raw_cpu_inc(pcp))
#define __this_cpu_dec(pcp) (__dock_pinned("__this_cpu_dec()"), raw_cpu_dec(pcp))
#define __this_cpu_and(pcp, val) (__dock_pinned("__this_cpu_and()"), raw_cpu_and(pcp, val))
#define __this_cpu_or(pcp, val) (__dock_pinned("__this_cpu_or()"), raw_cpu_or(pcp, val))
#define __this_cpu_add_return(pcp, val) \
	(__dock_pinned("__this_cpu_add_return()"), raw_cpu_add_return(pcp, val))
#define __this_cpu_inc_return(pcp) __this_cpu_add_return(pcp, 1)
#define __this_cpu_dec_return(pcp) __this_cpu_add_return(pcp, -1)
#define __this_cpu_xchg(pcp, val) (__dock_pinned("__this_cpu_xchg()"), raw_cpu_xchg(pcp, val))
#define __this_cpu_cmpxchg(pcp, old, new) \
	(__dock_pinned("__this_cpu_cmpxchg()"), raw_cpu_cmpxchg(pcp, old, new))

#endif
