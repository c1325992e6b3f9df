/* SPDX-License-Identifier: MIT */
/*
 * Virtual time, and what is due when.
 *
 * Time is a number of nanoseconds since the machine booted. It moves a little
 * with everything the kernel side does, and jumps to the next event when
 * nothing can run. Events of the same time run in the order of their making.
 */
#ifndef DOCK_MACHINE_CLOCK_H
#define DOCK_MACHINE_CLOCK_H

struct dock_event;

#define DOCK_NEVER (~0UL)

/* The clock's own: everybody asks it all the time. */
extern unsigned long dock_clock_ns, dock_clock_next_ns;

static inline unsigned long dock_clock_now(void) /* ns */
{
	return dock_clock_ns;
}

/* Let @ns pass. Events that become due do not run by themselves. */
static inline void dock_clock_pass(unsigned long ns)
{
	dock_clock_ns += ns;
}

/* Move to @when, if that is later. */
void dock_clock_reach(unsigned long when_ns);

/* @fn(@arg) is called once @when_ns is reached, from dock_event_run_due(). The
 * event is valid until it has run or was cancelled. */
struct dock_event *dock_event_add(unsigned long when_ns, void (*fn)(void *), void *arg);
void dock_event_cancel(struct dock_event *e);
/* The time of the first event of all, or DOCK_NEVER. */
static inline unsigned long dock_event_next(void)
{
	return dock_clock_next_ns;
}
/* Run the first due event; 0: none is due. */
int dock_event_run_due(void);

/*
 * The hardware's own events: devices go on whatever the processors do, with
 * interrupts off too, so these wait in a queue of their own. dock_event_next()
 * and dock_event_cancel() know all.
 */
struct dock_event *dock_hw_event_add(unsigned long when_ns, void (*fn)(void *), void *arg);
int dock_hw_event_run_due(void);

/*
 * Events that interrupt: of hrtimers, which come where softirqs may not, too.
 * They have a queue of their own.
 */
struct dock_event *dock_irq_event_add(unsigned long when_ns, void (*fn)(void *), void *arg);
int dock_irq_event_run_due(void);

/* The hardware is at work (a model's function runs): while this is not 0 no
 * switch point switches, and no other event runs. */
extern int dock_hw_busy;

#endif
