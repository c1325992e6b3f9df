/* SPDX-License-Identifier: MIT */
/* Interrupts: handlers, their threads, and tasklets. */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/bottom_half.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/irqreturn.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/types.h>

struct device;

#if DOCK_SINCE_2_6_18
#define IRQF_TRIGGER_NONE	0x00000000
#define IRQF_TRIGGER_RISING	0x00000001
#define IRQF_TRIGGER_FALLING	0x00000002
#define IRQF_TRIGGER_HIGH	0x00000004
#define IRQF_TRIGGER_LOW	0x00000008
#define IRQF_TRIGGER_MASK	0x0000000f
#define IRQF_TRIGGER_PROBE	0x00000010
#define IRQF_SHARED		0x00000080
#define IRQF_PROBE_SHARED	0x00000100
#define __IRQF_TIMER		0x00000200
#define IRQF_PERCPU		0x00000400
#define IRQF_NOBALANCING	0x00000800
#define IRQF_IRQPOLL		0x00001000
#define IRQF_ONESHOT		0x00002000
#define IRQF_NO_SUSPEND		0x00004000
#define IRQF_FORCE_RESUME	0x00008000
#define IRQF_NO_THREAD		0x00010000
#define IRQF_EARLY_RESUME	0x00020000
#define IRQF_COND_SUSPEND	0x00040000
#define IRQF_NO_AUTOEN		0x00080000
#define IRQF_NO_DEBUG		0x00100000
#define IRQF_TIMER		(__IRQF_TIMER | IRQF_NO_SUSPEND | IRQF_NO_THREAD)
#endif

#define IRQ_NOTCONNECTED	(1U << 31)

#if DOCK_SINCE_2_6_19
typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);
#else
struct pt_regs;
typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id, struct pt_regs *regs);
#endif
#if DOCK_BEFORE_2_6_24
#define SA_INTERRUPT		0
#define SA_SHIRQ		0x00000080 /* IRQF_SHARED */
#define SA_SAMPLE_RANDOM	0
#endif

extern int __must_check request_threaded_irq(unsigned int irq, irq_handler_t handler,
					     irq_handler_t thread_fn, unsigned long flags,
					     const char *name, void *dev)
	__dock(request_threaded_irq);
extern const void *free_irq(unsigned int irq, void *dev_id) __dock(free_irq);
extern int __must_check devm_request_threaded_irq(struct device *dev, unsigned int irq,
						  irq_handler_t handler, irq_handler_t thread_fn,
						  unsigned long irqflags, const char *devname,
						  void *dev_id) __dock(devm_request_threaded_irq);
extern void devm_free_irq(struct device *dev, unsigned int irq, void *dev_id)
	__dock(devm_free_irq);

static inline int __must_check request_irq(unsigned int irq, irq_handler_t handler,
					   unsigned long flags, const char *name, void *dev)
{
	return request_threaded_irq(irq, handler, NULL, flags, name, dev);
}

static inline int __must_check devm_request_irq(struct device *dev, unsigned int irq,
						irq_handler_t handler, unsigned long irqflags,
						const char *devname, void *dev_id)
{
	return devm_request_threaded_irq(dev, irq, handler, NULL, irqflags, devname, dev_id);
}

extern void disable_irq_nosync(unsigned int irq) __dock(disable_irq_nosync);
extern void disable_irq(unsigned int irq) __dock(disable_irq);
extern bool disable_hardirq(unsigned int irq) __dock(disable_hardirq);
extern void enable_irq(unsigned int irq) __dock(enable_irq);
extern void synchronize_irq(unsigned int irq) __dock(synchronize_irq);
extern bool synchronize_hardirq(unsigned int irq) __dock(synchronize_hardirq);
extern void irq_wake_thread(unsigned int irq, void *dev_id) __dock(irq_wake_thread);

#define disable_irq_nosync_lockdep(irq) \
	do { disable_irq_nosync(irq); local_irq_disable(); } while (0)
#define enable_irq_lockdep(irq) do { local_irq_enable(); enable_irq(irq); } while (0)
#define disable_irq_nosync_lockdep_irqsave(irq, flags) \
	do { disable_irq_nosync(irq); local_irq_save(*(flags)); } while (0)
#define enable_irq_lockdep_irqrestore(irq, flags) \
	do { local_irq_restore(*(flags)); enable_irq(irq); } while (0)

/* Which processor takes an interrupt is the seed's choice: hints say nothing. */
static inline int irq_set_affinity_hint(unsigned int irq, const struct cpumask *m)
{
	return -EINVAL; /* as where the kernel has one processor only */
}

/* --- tasklets --- */

struct tasklet_struct {
	struct tasklet_struct *next;
	unsigned long state;
	atomic_t count;
	bool use_callback;
	union {
		void (*func)(unsigned long data);
		void (*callback)(struct tasklet_struct *t);
	};
	unsigned long data;
};

enum {
	TASKLET_STATE_SCHED,	/* waits to run */
	TASKLET_STATE_RUN,	/* runs */
};

#if DOCK_SINCE_5_9
#define DECLARE_TASKLET(name, fn) \
	struct tasklet_struct name = { .callback = (fn), .use_callback = true }
#define DECLARE_TASKLET_DISABLED(name, fn) \
	struct tasklet_struct name = \
		{ .count = ATOMIC_INIT(1), .callback = (fn), .use_callback = true }
#define DECLARE_TASKLET_OLD(name, fn) struct tasklet_struct name = { .func = (fn) }
#else
#define DECLARE_TASKLET(name, fn, arg) \
	struct tasklet_struct name = { .func = (fn), .data = (arg) }
#define DECLARE_TASKLET_DISABLED(name, fn, arg) \
	struct tasklet_struct name = { .count = ATOMIC_INIT(1), .func = (fn), .data = (arg) }
#endif
#if DOCK_SINCE_5_9
#define from_tasklet(var, tasklet, field) container_of(tasklet, typeof(*var), field)
#endif

extern void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long),
			 unsigned long data) __dock(tasklet_init);
#if DOCK_SINCE_5_9
extern void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *))
	__dock(tasklet_setup);
#endif
extern void tasklet_kill(struct tasklet_struct *t) __dock(tasklet_kill);
extern void __tasklet_schedule(struct tasklet_struct *t) __dock(__tasklet_schedule);
extern void __tasklet_hi_schedule(struct tasklet_struct *t) __dock(__tasklet_hi_schedule);
extern void tasklet_unlock_wait(struct tasklet_struct *t) __dock(tasklet_unlock_wait);

static inline void tasklet_schedule(struct tasklet_struct *t)
{
	if (!test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		__tasklet_schedule(t);
}

static inline void tasklet_hi_schedule(struct tasklet_struct *t)
{
	if (!test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		__tasklet_hi_schedule(t);
}

static inline void tasklet_disable_nosync(struct tasklet_struct *t)
{
	atomic_inc(&t->count);
}

static inline void tasklet_disable(struct tasklet_struct *t)
{
	tasklet_disable_nosync(t);
	tasklet_unlock_wait(t);
}

static inline void tasklet_enable(struct tasklet_struct *t)
{
	atomic_dec(&t->count);
}

#endif
