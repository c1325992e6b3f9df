/* SPDX-License-Identifier: MIT */
/* Hints to the compiler, and accesses that it may not merge or tear. */
#ifndef __LINUX_COMPILER_H
#define __LINUX_COMPILER_H

#include <linux/compiler_types.h>

#ifndef __ASSEMBLY__

#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

#define barrier()	__asm__ __volatile__("" : : : "memory")
#define barrier_data(ptr) __asm__ __volatile__("" : : "r"(ptr) : "memory")
#define unreachable()	__builtin_unreachable()
#define annotate_reachable()
#define annotate_unreachable()

/* Hides from the optimizer where a value comes from. */
#define OPTIMIZER_HIDE_VAR(var)	__asm__("" : "=r"(var) : "0"(var))
#define RELOC_HIDE(ptr, off)                                                     \
	({                                                                       \
		unsigned long __hidden = (unsigned long)(ptr);                   \
		OPTIMIZER_HIDE_VAR(__hidden);                                    \
		(typeof(ptr))(__hidden + (off));                                 \
	})

#define __UNIQUE_ID(prefix) __PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)

#define data_race(expr)	({ __auto_type __v = (expr); __v; })

#define __READ_ONCE(x)	(*(const volatile typeof(x) *)&(x))
#define __WRITE_ONCE(x, val)                                                     \
	do {                                                                     \
		*(volatile typeof(x) *)&(x) = (val);                             \
	} while (0)
#define READ_ONCE(x)	__READ_ONCE(x)
#define READ_ONCE_NOCHECK(x) __READ_ONCE(x)
#define WRITE_ONCE(x, val) __WRITE_ONCE(x, val)

#define __is_constexpr(x)                                                        \
	(sizeof(int) == sizeof(*(8 ? ((void *)((long)(x) * 0l)) : (int *)8)))
#define is_signed_type(type)	(((type)(-1)) < (__force type)1)
#define is_unsigned_type(type)	(!is_signed_type(type))

/* A negative width of a bit-field is an error: this is 0, or does not compile. */
#define __BUILD_BUG_ON_ARRAY(e)	((int)sizeof(struct { int : (-!!(e)); }))
#define __must_be_array(a)	__BUILD_BUG_ON_ARRAY(__same_type((a), &(a)[0]))

#define __ADDRESSABLE(sym)                                                       \
	static void *__used __UNIQUE_ID(addressable_) = (void *)&sym;

#endif /* __ASSEMBLY__ */
#endif
