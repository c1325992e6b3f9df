/* SPDX-License-Identifier: MIT */
/* Kernel timers. */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/stddef.h>

struct timer_list {
	struct hlist_node entry;
	unsigned long expires;			/* in jiffies */
#if DOCK_SINCE_4_15
	void (*function)(struct timer_list *);
#else
	void (*function)(unsigned long);
#endif
	unsigned long DOCK_FIELD(DOCK_BEFORE_4_15, data);
	u32 flags;
	struct dock_armed *armed;		/* while it is pending */
};

#define TIMER_DEFERRABLE	0x00080000
#define TIMER_PINNED		0x00100000
#define TIMER_IRQSAFE		0x00200000

#define DOCK_TIMER_WITH_DATA	0x80000000	/* ->function(->data), until 4.14 */

#define __TIMER_INITIALIZER(fn, fl) { .function = (fn), .flags = (fl) }
#if DOCK_SINCE_4_15
#define DEFINE_TIMER(name, fn) struct timer_list name = __TIMER_INITIALIZER(fn, 0)
#endif
#if DOCK_BEFORE_4_15
#define TIMER_INITIALIZER(fn, when, arg)					\
	{ .function = (fn), .expires = (when), .data = (arg), .flags = DOCK_TIMER_WITH_DATA }
#if !DOCK_SINCE_4_15
#define DEFINE_TIMER(name, fn, when, arg)					\
	struct timer_list name = TIMER_INITIALIZER(fn, when, arg)
#endif
extern void init_timer(struct timer_list *timer) __dock(init_timer);

#if !DOCK_SINCE_4_15 && DOCK_SINCE_2_6_15
static inline void setup_timer(struct timer_list *timer, void (*fn)(unsigned long),
			       unsigned long data)
{
	init_timer(timer);
	timer->function = fn;
	timer->data = data;
}
#endif
#endif

extern void dock_timer_setup(struct timer_list *timer, void (*fn)(struct timer_list *),
			     unsigned int flags) __dock(timer_setup);
#if DOCK_SINCE_4_14
extern void timer_setup(struct timer_list *timer, void (*fn)(struct timer_list *),
			unsigned int flags) __dock(timer_setup);
#endif
extern void add_timer(struct timer_list *timer) __dock(add_timer);
extern int mod_timer(struct timer_list *timer, unsigned long expires) __dock(mod_timer);
extern int mod_timer_pending(struct timer_list *timer, unsigned long expires)
	__dock(mod_timer_pending);
extern int timer_reduce(struct timer_list *timer, unsigned long expires) __dock(timer_reduce);
extern int try_to_del_timer_sync(struct timer_list *timer) __dock(try_to_del_timer_sync);
extern int del_timer(struct timer_list *timer) __dock(del_timer);
extern int del_timer_sync(struct timer_list *timer) __dock(del_timer_sync);
#define del_singleshot_timer_sync(t) del_timer_sync(t)
#define timer_setup_on_stack(timer, fn, flags) timer_setup(timer, fn, flags)

static inline void destroy_timer_on_stack(struct timer_list *timer)
{
	/* Nothing is kept of one that is not pending. */
}

#define timer_pending(t) ((t)->armed != NULL)
#define from_timer(var, t, field) container_of(t, typeof(*var), field)

#endif
