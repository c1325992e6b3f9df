/* SPDX-License-Identifier: MIT */
/*
 * Planted deaths: SIGKILL at the Nth stop of a session, for tests.
 *
 *   --break kill-at-stop=N        the process that has stopped
 *   --break kill-first-at-stop=N  the first program, whoever has stopped
 *   --break kill-all-at-stop=N    all of them
 *
 * At every other stop, and in exec, the dead are given the time to come to their end before the
 * machine goes on; else the machine goes on with what it believes of them.
 */
#include <linux/printk.h>
#include "core/breaks.h"
#include "host/ptrace.h"
#include "user/thread.h"

#ifdef DOCK_TEST_BREAKS
static unsigned long stops;

static void kill_all(void)
{
	for (const struct traced *t = dock_traced_threads; t; t = t->next)
		if (!t->gone)
			host_tracee_kill(t->tid);
}

void dock_traced_seen(const struct host_event *e)
{
	if (e->stop == HOST_STOP_GONE)
		return;
	stops++;
	if (DOCK_BREAK_NUMBER("kill-at-stop") == stops)
		host_tracee_kill(e->tid);
	else if (DOCK_BREAK_NUMBER("kill-first-at-stop") == stops)
		dock_traced_job_kill();
	else if (DOCK_BREAK_NUMBER("kill-all-at-stop") == stops)
		kill_all();
	else
		return;
	if (stops % 2 || e->stop == HOST_STOP_EXEC)
		host_tracees_run();
	pr_notice("killed at stop %lu, of kind %d\n", stops, e->stop);
}
#endif
