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
	void (*function)(struct timer_list *);
	u32 flags;
	struct dock_armed *armed;		/* while it is pending */
};

#define TIMER_DEFERRABLE	0x00080000
#define TIMER_PINNED		0x00100000
#define TIMER_IRQSAFE		0x00200000

#define __TIMER_INITIALIZER(fn, fl) { .function = (fn), .flags = (fl) }
#define DEFINE_TIMER(name, fn) struct timer_list name = __TIMER_INITIALIZER(fn, 0)

extern void timer_setup(struct timer_list *timer, void (*fn)(struct timer_list *), unsigned int flags)
	__dock(timer_setup);
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
