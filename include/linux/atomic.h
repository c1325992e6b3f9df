/* SPDX-License-Identifier: MIT */
/*
 * Atomic integers, over the compiler's builtins: so that instrumentation sees
 * them, which it could not with inline assembly.
 *
 * One template (__DOCK_ATOMIC_TYPE below) makes every operation of atomic_t,
 * atomic64_t and atomic_long_t. As in Linux, operations that give a value back
 * order memory, and those that do not, do not.
 */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

typedef atomic64_t atomic_long_t;
#define ATOMIC_LONG_INIT(i) ATOMIC64_INIT(i)

/* p_op, p_op_return and p_fetch_op in one order. new: the value after op. */
#define __DOCK_ATOMIC_OP_ORDER(p, type, base, op, builtin, suffix, order)        \
	static __always_inline base p##_fetch_##op##suffix(base i, type *v)      \
	{                                                                        \
		return __atomic_fetch_##builtin(&v->counter, i, order);          \
	}
#define __DOCK_ATOMIC_RETURN_ORDER(p, type, base, op, builtin, suffix, order)    \
	static __always_inline base p##_##op##_return##suffix(base i, type *v)   \
	{                                                                        \
		return __atomic_##builtin##_fetch(&v->counter, i, order);        \
	}

#define __DOCK_ATOMIC_ORDERS(template, p, type, base, op, builtin)               \
	template(p, type, base, op, builtin, , __ATOMIC_SEQ_CST)                 \
	template(p, type, base, op, builtin, _acquire, __ATOMIC_ACQUIRE)         \
	template(p, type, base, op, builtin, _release, __ATOMIC_RELEASE)         \
	template(p, type, base, op, builtin, _relaxed, __ATOMIC_RELAXED)

#define __DOCK_ATOMIC_OP(p, type, base, op, builtin)                             \
	static __always_inline void p##_##op(base i, type *v)                    \
	{                                                                        \
		__atomic_fetch_##builtin(&v->counter, i, __ATOMIC_RELAXED);      \
	}                                                                        \
	__DOCK_ATOMIC_ORDERS(__DOCK_ATOMIC_OP_ORDER, p, type, base, op, builtin)

#define __DOCK_ATOMIC_ANDNOT(p, type, base, op, builtin, suffix, order)          \
	static __always_inline base p##_fetch_andnot##suffix(base i, type *v)    \
	{                                                                        \
		return __atomic_fetch_and(&v->counter, ~i, order);               \
	}

#define __DOCK_ATOMIC_ONE(p, type, base, op, builtin, suffix, order)             \
	static __always_inline base p##_##op##_return##suffix(type *v)           \
	{                                                                        \
		return __atomic_##builtin##_fetch(&v->counter, 1, order);        \
	}                                                                        \
	static __always_inline base p##_fetch_##op##suffix(type *v)              \
	{                                                                        \
		return __atomic_fetch_##builtin(&v->counter, 1, order);          \
	}

#define __DOCK_ATOMIC_SWAP(p, type, base, op, builtin, suffix, order)            \
	static __always_inline base p##_xchg##suffix(type *v, base i)            \
	{                                                                        \
		return __atomic_exchange_n(&v->counter, i, order);               \
	}

/* The order of a failed exchange may not be a release. */
#define __DOCK_ATOMIC_CAS(p, type, base, suffix, order, fail)                    \
	static __always_inline base p##_cmpxchg##suffix(type *v, base old, base i) \
	{                                                                        \
		typeof(v->counter) was = old;                                    \
		__atomic_compare_exchange_n(&v->counter, &was, i, 0, order, fail); \
		return was;                                                      \
	}                                                                        \
	static __always_inline bool p##_try_cmpxchg##suffix(type *v, base *old, base i) \
	{                                                                        \
		return __atomic_compare_exchange_n(                              \
			&v->counter, (typeof(v->counter) *)old, i, 0, order, fail); \
	}

#define __DOCK_ATOMIC_TYPE(p, type, base)                                        \
	static __always_inline base p##_read(const type *v)                      \
	{                                                                        \
		return __atomic_load_n(&v->counter, __ATOMIC_RELAXED);           \
	}                                                                        \
	static __always_inline base p##_read_acquire(const type *v)              \
	{                                                                        \
		return __atomic_load_n(&v->counter, __ATOMIC_ACQUIRE);           \
	}                                                                        \
	static __always_inline void p##_set(type *v, base i)                     \
	{                                                                        \
		__atomic_store_n(&v->counter, i, __ATOMIC_RELAXED);              \
	}                                                                        \
	static __always_inline void p##_set_release(type *v, base i)             \
	{                                                                        \
		__atomic_store_n(&v->counter, i, __ATOMIC_RELEASE);              \
	}                                                                        \
	__DOCK_ATOMIC_OP(p, type, base, add, add)                                \
	__DOCK_ATOMIC_OP(p, type, base, sub, sub)                                \
	__DOCK_ATOMIC_OP(p, type, base, and, and)                                \
	__DOCK_ATOMIC_OP(p, type, base, or, or)                                  \
	__DOCK_ATOMIC_OP(p, type, base, xor, xor)                                \
	__DOCK_ATOMIC_ORDERS(__DOCK_ATOMIC_RETURN_ORDER, p, type, base, add, add) \
	__DOCK_ATOMIC_ORDERS(__DOCK_ATOMIC_RETURN_ORDER, p, type, base, sub, sub) \
	__DOCK_ATOMIC_ORDERS(__DOCK_ATOMIC_ANDNOT, p, type, base, , )            \
	__DOCK_ATOMIC_ORDERS(__DOCK_ATOMIC_ONE, p, type, base, inc, add)         \
	__DOCK_ATOMIC_ORDERS(__DOCK_ATOMIC_ONE, p, type, base, dec, sub)         \
	__DOCK_ATOMIC_ORDERS(__DOCK_ATOMIC_SWAP, p, type, base, , )              \
	__DOCK_ATOMIC_CAS(p, type, base, , __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)   \
	__DOCK_ATOMIC_CAS(p, type, base, _acquire, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE) \
	__DOCK_ATOMIC_CAS(p, type, base, _release, __ATOMIC_RELEASE, __ATOMIC_RELAXED) \
	__DOCK_ATOMIC_CAS(p, type, base, _relaxed, __ATOMIC_RELAXED, __ATOMIC_RELAXED) \
	static __always_inline void p##_andnot(base i, type *v)                  \
	{                                                                        \
		p##_and(~i, v);                                                  \
	}                                                                        \
	static __always_inline void p##_inc(type *v)                             \
	{                                                                        \
		p##_add(1, v);                                                   \
	}                                                                        \
	static __always_inline void p##_dec(type *v)                             \
	{                                                                        \
		p##_sub(1, v);                                                   \
	}                                                                        \
	static __always_inline bool p##_sub_and_test(base i, type *v)            \
	{                                                                        \
		return p##_sub_return(i, v) == 0;                                \
	}                                                                        \
	static __always_inline bool p##_dec_and_test(type *v)                    \
	{                                                                        \
		return p##_sub_return(1, v) == 0;                                \
	}                                                                        \
	static __always_inline bool p##_inc_and_test(type *v)                    \
	{                                                                        \
		return p##_add_return(1, v) == 0;                                \
	}                                                                        \
	static __always_inline bool p##_add_negative(base i, type *v)            \
	{                                                                        \
		return p##_add_return(i, v) < 0;                                 \
	}                                                                        \
	static __always_inline base p##_fetch_add_unless(type *v, base a, base u) \
	{                                                                        \
		base now = p##_read(v);                                          \
		while (now != u && !p##_try_cmpxchg(v, &now, now + a))           \
			;                                                        \
		return now;                                                      \
	}                                                                        \
	static __always_inline bool p##_add_unless(type *v, base a, base u)      \
	{                                                                        \
		return p##_fetch_add_unless(v, a, u) != u;                       \
	}                                                                        \
	static __always_inline bool p##_inc_not_zero(type *v)                    \
	{                                                                        \
		return p##_add_unless(v, 1, 0);                                  \
	}                                                                        \
	static __always_inline bool p##_inc_unless_negative(type *v)             \
	{                                                                        \
		base now = p##_read(v);                                          \
		while (now >= 0 && !p##_try_cmpxchg(v, &now, now + 1))           \
			;                                                        \
		return now >= 0;                                                 \
	}                                                                        \
	static __always_inline bool p##_dec_unless_positive(type *v)             \
	{                                                                        \
		base now = p##_read(v);                                          \
		while (now <= 0 && !p##_try_cmpxchg(v, &now, now - 1))           \
			;                                                        \
		return now <= 0;                                                 \
	}                                                                        \
	static __always_inline base p##_dec_if_positive(type *v)                 \
	{                                                                        \
		base now = p##_read(v);                                          \
		while (now > 0 && !p##_try_cmpxchg(v, &now, now - 1))            \
			;                                                        \
		return now - 1;                                                  \
	}

__DOCK_ATOMIC_TYPE(atomic, atomic_t, int)
__DOCK_ATOMIC_TYPE(atomic64, atomic64_t, s64)
__DOCK_ATOMIC_TYPE(atomic_long, atomic_long_t, long)

#define atomic_cond_read_acquire(v, c)	smp_cond_load_acquire(&(v)->counter, (c))
#define atomic_cond_read_relaxed(v, c)	smp_cond_load_relaxed(&(v)->counter, (c))
#define atomic64_cond_read_acquire(v, c) smp_cond_load_acquire(&(v)->counter, (c))

#endif
