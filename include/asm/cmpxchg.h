/* SPDX-License-Identifier: MIT */
/* Exchanges on plain variables and pointers. */
#ifndef _ASM_CMPXCHG_H
#define _ASM_CMPXCHG_H

#include <linux/compiler.h>

#define __dock_xchg(ptr, v, order)                                               \
	({                                                                       \
		typeof(ptr) __xchg_ptr = (ptr);                                  \
		__atomic_exchange_n(__xchg_ptr, (typeof(*(ptr)))(v), order);     \
	})
#define __dock_cmpxchg(ptr, old, new, order, fail)                               \
	({                                                                       \
		typeof(ptr) __cas_ptr = (ptr);                                   \
		__auto_type __cas_old = (typeof(*(ptr)))(old);                   \
		__atomic_compare_exchange_n(__cas_ptr, &__cas_old,               \
					    (typeof(*(ptr)))(new), 0, order, fail); \
		__cas_old;                                                       \
	})
#define __dock_try_cmpxchg(ptr, oldp, new, order, fail)                          \
	__atomic_compare_exchange_n((ptr), (oldp), (typeof(*(ptr)))(new), 0, order, fail)

#define xchg(ptr, v)		__dock_xchg(ptr, v, __ATOMIC_SEQ_CST)
#define xchg_acquire(ptr, v)	__dock_xchg(ptr, v, __ATOMIC_ACQUIRE)
#define xchg_release(ptr, v)	__dock_xchg(ptr, v, __ATOMIC_RELEASE)
#define xchg_relaxed(ptr, v)	__dock_xchg(ptr, v, __ATOMIC_RELAXED)

#define cmpxchg(ptr, o, n) \
	__dock_cmpxchg(ptr, o, n, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define cmpxchg_acquire(ptr, o, n) \
	__dock_cmpxchg(ptr, o, n, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define cmpxchg_release(ptr, o, n) \
	__dock_cmpxchg(ptr, o, n, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
#define cmpxchg_relaxed(ptr, o, n) \
	__dock_cmpxchg(ptr, o, n, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
#define cmpxchg_local(ptr, o, n)	cmpxchg_relaxed(ptr, o, n)
#define cmpxchg64(ptr, o, n)		cmpxchg(ptr, o, n)
#define cmpxchg64_local(ptr, o, n)	cmpxchg_relaxed(ptr, o, n)

#define try_cmpxchg(ptr, oldp, n) \
	__dock_try_cmpxchg(ptr, oldp, n, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define try_cmpxchg_acquire(ptr, oldp, n) \
	__dock_try_cmpxchg(ptr, oldp, n, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define try_cmpxchg_release(ptr, oldp, n) \
	__dock_try_cmpxchg(ptr, oldp, n, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
#define try_cmpxchg_relaxed(ptr, oldp, n) \
	__dock_try_cmpxchg(ptr, oldp, n, __ATOMIC_RELAXED, __ATOMIC_RELAXED)

#endif
