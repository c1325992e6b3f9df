/* SPDX-License-Identifier: MIT */
/* RCU: readers that wait for nobody, and updates that wait for the readers. */
#ifndef __LINUX_RCUPDATE_H
#define __LINUX_RCUPDATE_H

#include <linux/bottom_half.h>
#include <linux/compiler.h>
#include <linux/preempt.h>
#include <linux/stddef.h>
#include <linux/types.h>
#include <asm/barrier.h>

extern void __rcu_read_lock(void) __dock(__rcu_read_lock);
extern void __rcu_read_unlock(void) __dock(__rcu_read_unlock);
extern int rcu_read_lock_held(void) __dock(rcu_read_lock_held);

static inline void rcu_read_lock(void)
{
	__rcu_read_lock();
}

static inline void rcu_read_unlock(void)
{
	__rcu_read_unlock();
}

static inline void rcu_read_lock_bh(void)
{
	local_bh_disable();
}

static inline void rcu_read_unlock_bh(void)
{
	local_bh_enable();
}

static inline void rcu_read_lock_sched(void)
{
	preempt_disable();
}

static inline void rcu_read_unlock_sched(void)
{
	preempt_enable();
}

/* Until each reader of now has left. Sleeps. */
extern void synchronize_rcu(void) __dock(synchronize_rcu);
#define synchronize_rcu_expedited() synchronize_rcu()
extern unsigned long get_state_synchronize_rcu(void) __dock(get_state_synchronize_rcu);
extern bool poll_state_synchronize_rcu(unsigned long oldstate)
	__dock(poll_state_synchronize_rcu);
extern void cond_synchronize_rcu(unsigned long oldstate) __dock(cond_synchronize_rcu);

/* @func(@head) is called once the readers of now have left, in a softirq. */
extern void call_rcu(struct rcu_head *head, rcu_callback_t func) __dock(call_rcu);
/* Until all callbacks that were asked for have run. */
extern void rcu_barrier(void) __dock(rcu_barrier);
extern void kvfree_call_rcu(struct rcu_head *head, void *ptr) __dock(kvfree_call_rcu);

/* kfree_rcu(ptr, field): the rcu_head lies in the first 4096 bytes of the object.
 * kfree_rcu(ptr): sleeps. */
#define kfree_rcu(ptr, rhf...) kvfree_rcu(ptr, ##rhf)
#define kvfree_rcu(...) \
	__dock_kvfree_rcu(__VA_ARGS__, kvfree_rcu_arg_2, kvfree_rcu_arg_1)(__VA_ARGS__)
#define __dock_kvfree_rcu(_1, _2, name, ...) name
#define kvfree_rcu_arg_2(ptr, rhf)						\
	do {									\
		typeof(ptr) __p = (ptr);					\
										\
		_Static_assert(offsetof(typeof(*(ptr)), rhf) < 4096,		\
			       "the rcu_head is too far from the object's beginning"); \
		if (__p)							\
			kvfree_call_rcu(&__p->rhf, (void *)__p);		\
	} while (0)
#define kvfree_rcu_arg_1(ptr)							\
	do {									\
		typeof(ptr) __p = (ptr);					\
										\
		if (__p)							\
			kvfree_call_rcu(NULL, (void *)__p);			\
	} while (0)

static inline void init_rcu_head(struct rcu_head *head)
{
	/* Nothing is kept of one that does not wait. */
}

static inline void destroy_rcu_head(struct rcu_head *head)
{
	/* As above. */
}

#define rcu_head_init(head) ((head)->func = (rcu_callback_t)~0L)

/* --- pointers --- */

#define RCU_INITIALIZER(v) ((typeof(*(v)) __force __rcu *)(v))
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, RCU_INITIALIZER(v))
#define RCU_POINTER_INITIALIZER(p, v) .p = RCU_INITIALIZER(v)
#define rcu_assign_pointer(p, v) smp_store_release(&(p), RCU_INITIALIZER(v))
#define rcu_access_pointer(p) ((typeof(*(p)) __force *)READ_ONCE(p))
#define rcu_dereference_raw(p) ((typeof(*(p)) __force *)READ_ONCE(p))
#define rcu_dereference_check(p, c) ((void)(c), rcu_dereference_raw(p))
#define rcu_dereference_bh_check(p, c) rcu_dereference_check(p, c)
#define rcu_dereference_sched_check(p, c) rcu_dereference_check(p, c)
#define rcu_dereference_protected(p, c) ((void)(c), (typeof(*(p)) __force *)(p))
#define rcu_dereference(p) rcu_dereference_raw(p)
#define rcu_dereference_bh(p) rcu_dereference_raw(p)
#define rcu_dereference_sched(p) rcu_dereference_raw(p)
#define rcu_pointer_handoff(p) (p)
#define rcu_replace_pointer(p, v, c)						\
	({									\
		typeof(*(p)) __force *__old = rcu_dereference_protected((p), (c));	\
										\
		rcu_assign_pointer((p), (v));					\
		__old;								\
	})
#define rcu_read_lock_bh_held() in_softirq()
#define rcu_read_lock_sched_held() (!preemptible())
#define RCU_LOCKDEP_WARN(c, s) do { } while (0 && (c))

#endif
