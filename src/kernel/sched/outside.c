/* SPDX-License-Identifier: MIT */
/*
 * The scheduler and the programs outside: when to look for their news, and how
 * fast virtual time may go while they sleep on the host.
 *
 * Virtual time jumps from event to event when nothing runs. With a program that
 * waits in a call of the machine that is what everybody wants; while all sleep
 * on the host (a shell at its prompt), a timer that arms itself again would be
 * all that the host's processor does. So then time jumps for a while only, and
 * after that goes as the host's goes.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include "host/mem.h"
#include "kernel/sched/sched.h"
#include "machine/clock.h"

#define FREE_NS (10UL * 1000000000) /* of virtual time, since a program ran here */
#define FREE_JUMPS 1000
#define WAIT_MS 20
/* Turns of tasks, and switch points, between two looks. */
#define LOOK_TURNS 64
#define LOOK_POINTS 4096

const struct dock_outside *dock_outside;

static unsigned long last_ran_ns, jumps;
static unsigned long base_host_ns,
	base_ns; /* where both clocks were, when pacing began */
static bool pacing;

void dock_outside_register(const struct dock_outside *o)
{
	dock_outside = o;
}

void dock_outside_program_ran(void)
{
	last_ran_ns = dock_clock_now();
	jumps = 0;
	pacing = false;
}

/* A task that never sleeps must not keep the programs from being heard. */
void dock_outside_turn(void)
{
	static unsigned int turns;

	if (dock_outside && !(++turns % LOOK_TURNS))
		dock_outside->wait(0);
}

void dock_outside_point(void)
{
	static unsigned int points;

	if (unlikely(!(++points % LOOK_POINTS)) && dock_outside &&
	    !dock_cpu->preempt_count && !dock_cpu->irqs_off)
		dock_outside->wait(0);
}

bool dock_outside_paces(unsigned long next_ns)
{
	unsigned long host, due;

	if (!dock_outside || !dock_outside->alive() || dock_outside->served())
		return false;
	if (next_ns - last_ran_ns <= FREE_NS && ++jumps <= FREE_JUMPS)
		return false;
	host = host_clock_ns();
	if (!pacing) {
		pacing = true;
		base_host_ns = host;
		base_ns = dock_clock_now();
	}
	due = base_host_ns + (next_ns - base_ns);
	if (next_ns <= base_ns || host >= due)
		return false;
	dock_outside->wait((int)min((due - host) / 1000000 + 1, (unsigned long)WAIT_MS));
	return true;
}
