/* SPDX-License-Identifier: MIT */
/*
 * The first program and the jobs of its terminal.
 *
 * On a terminal the first program is a process group of its own, and what is in
 * other groups of the session are the jobs of a shell. They end with it, by
 * SIGHUP, as they do when a terminal is closed: nobody could reach them any
 * more. session.c sees to what is left after that.
 */
#include <linux/kernel.h>
#include "host/channel.h"
#include "host/ptrace.h"
#include "user/thread.h"

#define SIGHUP_ 1
#define SIGCONT_ 18

int dock_traced_first_status;
bool dock_traced_first_gone;
static int first_tid;
static bool has_terminal;

static void tell(char type, int n)
{
	char record[16];
	int len = snprintf(record, sizeof(record), "%c%d", type, n);

	host_channel_send(record, (unsigned long)len);
}

void dock_traced_job_begin(int tid)
{
	first_tid = tid;
	has_terminal = host_tracee_group(tid) == tid;
	tell('P', tid);
}

void dock_traced_job_kill(void)
{
	if (first_tid && !dock_traced_first_gone)
		host_tracee_kill(first_tid);
}

void dock_traced_job_stopped(const struct traced *t, int signal)
{
	if (t->tid == first_tid)
		tell('Z', signal);
}

static void hang_up(int tgid)
{
	host_tracee_signal(tgid, tgid, SIGHUP_);
	host_tracee_signal(tgid, tgid, SIGCONT_);
}

void dock_traced_job_gone(int tid, int status)
{
	if (tid != first_tid)
		return;
	dock_traced_first_status = status;
	dock_traced_first_gone = true;
	tell('P', 0);
	for (struct traced *t = dock_traced_threads; t && has_terminal; t = t->next)
		if (t->tid == t->tgid && !t->gone && host_tracee_in_session(t->tid) &&
		    host_tracee_group(t->tid) != first_tid)
			hang_up(t->tgid);
}
