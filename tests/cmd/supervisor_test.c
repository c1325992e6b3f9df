// SPDX-License-Identifier: MIT
/*
 * The supervisor, with machines that do what no machine should: die, hang, talk
 * without end. The real machine is not in it; machines[] below stands for it, on
 * the real channel.
 * Sources: src/host/channel.c and all of src/cmd but main.c, run.c, inputs.c,
 * datadir.c and kdir.c.
 */
#include "cmd/options.h"
#include "cmd/supervisor.h"
#include "host/channel.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int failures;

static void say(const char *record)
{
	host_channel_send(record, strlen(record));
}

static int ends_well(void)
{
	say("L6 1000 hello");
	say("Estatus=5\nleft=nothing is left\n");
	return 5;
}

static int says_much_and_crashes(void)
{
	/* More than the socket holds; the last must come out. */
	for (int i = 0; i < 2000; i++)
		say("L7 1000 "
		    "...............................................................");
	say("L6 2000 the last word");
	raise(SIGKILL);
	return 0;
}

static int leaves(void)
{
	_exit(4);
}

/* SIGUSR1 is held back until the machine can tell where it is. */
static void can_tell(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static int hangs(void)
{
	can_tell();
	for (;;)
		pause();
	return 0;
}

static void tell_where(int sig)
{
	(void)sig;
	say("R3000\nrule=timeout\nsay=the run hangs in f()\n");
	_exit(99);
}

static int hangs_and_answers(void)
{
	signal(SIGUSR1, tell_where);
	return hangs();
}

/* It is asked long before. */
static int answers_late(void)
{
	usleep(500000);
	return hangs_and_answers();
}

/* It has reported, and still has much to write. */
static int writes_long(void)
{
	say("R3000\nrule=timeout\nsay=the run hangs in f()\n");
	sleep(3);
	say("Estatus=99");
	say("L6 1000 all is written");
	return 99;
}

static int hangs_deaf(void)
{
	signal(SIGUSR1, SIG_IGN);
	return hangs();
}

static int talks_for_ever(void)
{
	can_tell();
	for (;;)
		say("L7 1 la");
	return 0;
}

/* What stands on standard error by itself after a sync comes after the log. */
static int syncs(void)
{
	say("L6 1000 first");
	host_channel_sync();
	if (write(STDERR_FILENO, "second\n", 7) != 7)
		return 1;
	say("L6 1000 third");
	say("Estatus=0");
	return 0;
}

/* A process that outlives the machine holds its end of the channel. */
static int leaves_a_child(void)
{
	if (!fork())
		for (;;)
			pause();
	say("Estatus=0");
	return 0;
}

static int refuses_input(void)
{
	say("Xmodule 'x.ko': not for this kernel");
	return 2;
}

/* Keys are for the program, as long as there is one. */
static int is_interrupted(void)
{
	say("P1234567");
	host_channel_sync();
	kill(getpid(), SIGINT);
	kill(getpid(), SIGQUIT);
	kill(getpid(), SIGTSTP);
	kill(getppid(), SIGINT);
	kill(getppid(), SIGTSTP);
	say("Estatus=0");
	return 0;
}

static int is_interrupted_early(void)
{
	say("L6 1000 loading");
	host_channel_sync();
	kill(getppid(), SIGINT);
	return hangs();
}

static int is_interrupted_late(void)
{
	say("P1234567");
	say("P0");
	host_channel_sync();
	kill(getppid(), SIGQUIT);
	return hangs();
}

static int stops_its_supervisor(void)
{
	say("L6 1000 before");
	host_channel_sync();
	kill(getppid(), SIGTERM);
	return hangs();
}

#define DIED " 1 rule broken: machine-died; exit status 99\n"
#define HUNG " 1 rule broken: timeout; exit status 99\n"

static const struct {
	const char *name;
	int (*machine)(void);
	int status;
	const char *says[3]; /* in this order, on standard error */
} machines[] = {
	{"ends well",
	 ends_well,
	 5,
	 {"[    0.000001] hello\n", "drydock: nothing is left\n"}},
	{"crashes",
	 says_much_and_crashes,
	 99,
	 {"[    0.000002] the last word\n", "signal 9 (SIGKILL)", DIED}},
	{"leaves", leaves, 99, {"ended with status 4", DIED}},
	{"hangs", hangs, 99, {"did not end in 0.2 s", HUNG}},
	{"hangs and answers", hangs_and_answers, 99, {"the run hangs in f()", HUNG}},
	{"answers late", answers_late, 99, {"the run hangs in f()", HUNG}},
	{"writes long", writes_long, 99, {"the run hangs in f()", "is written", HUNG}},
	{"hangs deaf", hangs_deaf, 99, {"did not answer", HUNG}},
	{"talks for ever", talks_for_ever, 99, {"did not end in 0.2 s", HUNG}},
	{"syncs", syncs, 0, {"] first\n", "second\n", "] third\n"}},
	{"leaves a child", leaves_a_child, 0, {""}},
	{"refuses input",
	 refuses_input,
	 2,
	 {"drydock: module 'x.ko': not for this kernel\n"}},
	{"is interrupted", is_interrupted, 0, {""}},
	{"is interrupted before its program",
	 is_interrupted_early,
	 128 + SIGINT,
	 {"] loading\n", "drydock: ended by Interrupt\n"}},
	{"is interrupted after its program",
	 is_interrupted_late,
	 128 + SIGQUIT,
	 {"drydock: ended by Quit\n"}},
	{"stops its supervisor",
	 stops_its_supervisor,
	 128 + SIGTERM,
	 {"] before\n", "drydock: ended by "}},
};

static int (*machine)(void);

int dock_machine_main(const struct dock_run_options *o,
		      const struct dock_machine_desc *desc)
{
	(void)o, (void)desc;
	return machine();
}

/* In a process of its own, because a supervisor keeps its signal handlers. Its
 * group is its own, too, to end what a machine leaves behind. */
static int supervise(FILE *out, pid_t *group, char *timeout)
{
	char *words[] = {"run", "--timeout", timeout, "--", "true", NULL};
	struct dock_options o;
	char err[DOCK_ERR_MAX];
	int status;

	fflush(NULL);
	*group = fork();
	if (!*group) {
		setpgid(0, 0);
		dup2(fileno(out), STDERR_FILENO);
		if (dock_options_parse(5, words, &o, err))
			_exit(1);
		status = dock_supervise(&o, NULL, NULL);
		dock_options_free(&o);
		_exit(status);
	}
	waitpid(*group, &status, 0);
	kill(-*group, SIGKILL);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The others have time enough on a busy host, too. */
static bool runs_into_timeout(size_t i)
{
	for (int j = 0; j < 3 && machines[i].says[j]; j++)
		if (!strcmp(machines[i].says[j], HUNG))
			return true;
	return false;
}

static void run_one(size_t i)
{
	static char text[1 << 16];
	FILE *out = tmpfile();
	const char *at = text;
	pid_t group;
	int status;

	if (!out)
		abort();
	machine = machines[i].machine;
	status = supervise(out, &group, runs_into_timeout(i) ? "0.2" : "50");
	rewind(out);
	text[fread(text, 1, sizeof(text) - 1, out)] = '\0';
	fclose(out);
	for (int j = 0; j < 3 && machines[i].says[j] && at; j++)
		at = strstr(at, machines[i].says[j]);
	if (status == machines[i].status && at)
		return;
	fprintf(stderr, "a machine that %s: status %d, wanted %d; printed\n%s\n",
		machines[i].name, status, machines[i].status, text);
	failures++;
}

int main(void)
{
	/* What is ignored stays so: a shell's job in the background has both ignored. */
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	for (size_t i = 0; i < sizeof(machines) / sizeof(machines[0]); i++)
		run_one(i);
	return failures ? 1 : 0;
}
