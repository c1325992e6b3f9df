// SPDX-License-Identifier: MIT
/* Programs that are killed, or meet a signal, in a driver's sleep. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "life_cases.h"

/* How life's read sleeps, by the number of bytes asked for. */
enum { INTERRUPTIBLE = 1, KILLABLE, DOWN, DOWN_KILLABLE, MUTEX, MUTEX_INTERRUPTIBLE };

static int kind; /* for sleep_mapped() */

static void on_signal(int sig)
{
	say("handler of %d", sig);
}

static void handle(int sig)
{
	struct sigaction sa = {.sa_handler = on_signal};

	sigaction(sig, &sa, NULL);
}

static void sleep_mapped(void)
{
	int fd = life_open(0);
	char bytes[8];

	life_map(fd, 2, 1);
	say_result("read", read(fd, bytes, (size_t)kind));
}

static void end_sleeper(int how, int sig)
{
	pid_t pid;

	kind = how;
	pid = start_named("kid", sleep_mapped);
	await("sleeps a");
	kill(pid, sig);
	join("sleeper", pid);
	say_log();
}

static void killed_in_interruptible(void)
{
	end_sleeper(INTERRUPTIBLE, SIGKILL);
}

static void killed_in_killable(void)
{
	end_sleeper(KILLABLE, SIGKILL);
}

static void killed_in_down(void)
{
	end_sleeper(DOWN, SIGKILL);
}

static void killed_in_down_killable(void)
{
	end_sleeper(DOWN_KILLABLE, SIGKILL);
}

static void terminated_in_interruptible(void)
{
	end_sleeper(INTERRUPTIBLE, SIGTERM);
}

/* Its default action is death: that is fatal, and ends a killable sleep. */
static void terminated_in_killable(void)
{
	end_sleeper(KILLABLE, SIGTERM);
}

static void sleep_with_mutex(void)
{
	kind = MUTEX;
	sleep_mapped();
}

static void sleep_for_mutex(void)
{
	kind = MUTEX_INTERRUPTIBLE;
	sleep_mapped();
}

static void killed_with_and_for_mutex(void)
{
	pid_t holder = start_named("holder", sleep_with_mutex), first, second;

	await("holds a");
	first = start_named("first", sleep_with_mutex);
	await("sleeps b");
	second = start_named("second", sleep_for_mutex);
	await("sleeps c");
	kill(first, SIGKILL);
	join("first", first);
	kill(second, SIGKILL);
	join("second", second);
	say_log();
	kill(holder, SIGKILL);
	join("holder", holder);
	say_log();
	kind = MUTEX_INTERRUPTIBLE;
	holder = start_named("last", sleep_mapped);
	join("last gets it", holder);
	say_log();
}

/* A signal with a handler is not fatal: the killable sleep goes on. */
static void handle_and_sleep(void)
{
	handle(SIGTERM);
	sleep_mapped();
}

static void handled_signal_does_not_kill(void)
{
	pid_t pid;

	kind = KILLABLE;
	pid = start_named("kid", handle_and_sleep);
	await("sleeps a");
	kill(pid, SIGTERM);
	usleep(200000);
	say_result("it still sleeps", waitpid(pid, NULL, WNOHANG) == 0);
	kill(pid, SIGKILL);
	join("sleeper", pid);
	say_log();
}

static void *thread_sleeps(void *arg)
{
	int fd = *(int *)arg;
	char bytes[8];

	(void)!read(fd, bytes, KILLABLE);
	say("a thread came back");
	return NULL;
}

static void sleep_in_threads(void)
{
	static int fds[2];
	pthread_t thread;

	for (int i = 0; i < 2; i++) {
		fds[i] = life_open(0);
		pthread_create(&thread, NULL, thread_sleeps, &fds[i]);
	}
	life_map(fds[0], 1, 1);
	await("sleeps a");
	await("sleeps b");
}

/* The order in which threads come back is nobody's business. */
static void forget_threads(const char *what)
{
	say("%s", what);
	oracle_fresh();
}

static void exit_ends_sleeping_threads(void)
{
	join("exit", start_named("kid", sleep_in_threads));
	forget_threads("its threads have ended");
	close(life_open(0));
	say_log();
}

static void stay_in_threads(void)
{
	sleep_in_threads();
	for (;;)
		pause();
}

static void kill_ends_sleeping_threads(void)
{
	pid_t pid = start_named("kid", stay_in_threads);

	await("sleeps a");
	await("sleeps b");
	kill(pid, SIGKILL);
	join("killed", pid);
	forget_threads("its threads have ended");
}

static void sleep_stopped(void)
{
	life_map(life_open(0), 1, 1);
	raise(SIGSTOP);
}

static void killed_while_stopped(void)
{
	pid_t pid = start_named("kid", sleep_stopped);
	int status;

	waitpid(pid, &status, WUNTRACED);
	say_result("stopped", WIFSTOPPED(status));
	kill(pid, SIGKILL);
	join("killed", pid);
	say_log();
}

static void stopped_and_continued(void)
{
	pid_t pid;
	int status;

	kind = INTERRUPTIBLE;
	pid = start_named("kid", sleep_mapped);
	await("sleeps a");
	kill(pid, SIGSTOP);
	waitpid(pid, &status, WUNTRACED);
	say_result("stopped", WIFSTOPPED(status));
	kill(pid, SIGCONT);
	waitpid(pid, &status, WCONTINUED);
	say_result("continued", WIFCONTINUED(status));
	kill(pid, SIGKILL);
	join("killed", pid);
}

static void crash(void)
{
	int fd = life_open(0);

	life_map(fd, 1, 1);
	*BAD(volatile char *, 8) = 1;
}

static void crashed(void)
{
	join("crashed", start_named("kid", crash));
	say_log();
}

static void wait_for_kill(void)
{
	for (;;)
		pause();
}

static pid_t *heir; /* in memory that all share */

static void be_heir(void)
{
	*heir = getpid();
	wait_for_kill();
}

static void give_to_child(void)
{
	life_map(life_open(0), 1, 1);
	start_named("heir", be_heir);
	wait_for_kill();
}

/* The child of one that was killed still has the file and the mapping. */
static void heirs_hold_files(void)
{
	pid_t pid;

	heir = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		    0);
	pid = start_named("kid", give_to_child);
	while (!*(volatile pid_t *)heir)
		usleep(1000);
	kill(pid, SIGKILL);
	join("killed", pid);
	say_log();
	say_result("kill the heir", kill(*heir, SIGKILL));
	await("release a heir");
	say_log();
}

const struct oracle_case kill_cases[] = {
	{"killed-in-interruptible", killed_in_interruptible},
	{"killed-in-killable", killed_in_killable},
	{"killed-in-down", killed_in_down},
	{"killed-in-down-killable", killed_in_down_killable},
	{"terminated-in-interruptible", terminated_in_interruptible},
	{"terminated-in-killable", terminated_in_killable},
	{"killed-with-and-for-mutex", killed_with_and_for_mutex},
	{"handled-signal-does-not-kill", handled_signal_does_not_kill},
	{"exit-ends-sleeping-threads", exit_ends_sleeping_threads},
	{"kill-ends-sleeping-threads", kill_ends_sleeping_threads},
	{"killed-while-stopped", killed_while_stopped},
	{"stopped-and-continued", stopped_and_continued},
	{"crashed", crashed},
	{"heirs-hold-files", heirs_hold_files},
	{NULL, NULL},
};
