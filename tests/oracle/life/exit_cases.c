// SPDX-License-Identifier: MIT
/* Programs that end or become others with files and mappings. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "life_cases.h"

/* Run it in a child, and tell what the driver heard. */
static void in_child(void (*fn)(void))
{
	join("child", start_named("kid", fn));
	say_log();
}

static void three_files(void)
{
	life_open(0);
	life_open(O_CLOEXEC);
	life_open(0);
}

static void exit_flushes_in_order(void)
{
	in_child(three_files);
}

static void mapped_files(void)
{
	int a = life_open(0), b = life_open(0);

	life_map(b, 2, 1);
	life_map(a, 1, 0);
	life_map(b, 1, 1);
}

static void exit_unmaps_first(void)
{
	in_child(mapped_files);
}

static void mapped_and_closed(void)
{
	int a = life_open(0), b = life_open(0);

	life_map(a, 1, 1);
	life_map(b, 1, 1);
	dup(b);
	close(a);
	close(b);
}

static void exit_releases_what_was_mapped(void)
{
	in_child(mapped_and_closed);
}

static void fork_shares_files(void)
{
	int fd = life_open(0);

	in_child(three_files);
	close(fd);
	say_log();
}

static void fork_copies_mappings(void)
{
	int fd = life_open(0);
	char *p = life_map(fd, 2, 1);

	close(fd);
	in_child(mapped_files);
	munmap(p, 2 * PAGE);
	say_log();
}

static void execute(const char *fd)
{
	execl("/proc/self/exe", "cases", "--after-exec", fd, NULL);
	give_up("exec");
}

static void exec_with_files(void)
{
	int a = life_open(O_CLOEXEC), b = life_open(0);

	life_open(O_CLOEXEC);
	life_map(a, 2, 1);
	life_map(b, 1, 0);
	execute(b == 4 ? "4" : "0");
}

static void exec_unmaps_and_closes(void)
{
	in_child(exec_with_files);
}

static void *execute_in_thread(void *arg)
{
	execute(arg);
	return NULL;
}

static void exec_from_a_thread(void)
{
	pthread_t thread;
	int a = life_open(O_CLOEXEC);

	life_open(0);
	life_map(a, 2, 1);
	pthread_create(&thread, NULL, execute_in_thread, "4");
	pause();
}

static void thread_executes(void)
{
	in_child(exec_from_a_thread);
}

#define KILLABLE 2 /* bytes that life's read sleeps for */

static void *sleep_for_ever(void *arg)
{
	char bytes[KILLABLE];

	(void)!read(*(int *)arg, bytes, KILLABLE);
	say("it came back");
	return NULL;
}

/* exec waits until the others have left their drivers. */
static void exec_beside_a_sleeper(void)
{
	static int fd;
	pthread_t thread;

	fd = life_open(O_CLOEXEC);
	life_map(life_open(0), 1, 1);
	pthread_create(&thread, NULL, sleep_for_ever, &fd);
	await("sleeps a");
	execute("4");
}

static void exec_ends_sleeping_threads(void)
{
	in_child(exec_beside_a_sleeper);
}

static void *await_and_execute(void *arg)
{
	await("sleeps a");
	execute(arg);
	return NULL;
}

static void exec_under_the_leader(void)
{
	static int fd;
	pthread_t thread;

	fd = life_open(O_CLOEXEC);
	life_map(life_open(0), 1, 1);
	pthread_create(&thread, NULL, await_and_execute, "4");
	sleep_for_ever(&fd);
}

static void exec_ends_a_sleeping_leader(void)
{
	in_child(exec_under_the_leader);
}

static void *open_more(void *arg)
{
	(void)arg;
	life_map(life_open(0), 1, 1);
	return NULL;
}

static void threads_open(void)
{
	pthread_t thread;

	for (int i = 0; i < 2; i++) {
		pthread_create(&thread, NULL, open_more, NULL);
		pthread_join(thread, NULL);
	}
	say_log();
}

static void files_outlive_their_thread(void)
{
	in_child(threads_open);
}

static void *go_on_alone(void *arg)
{
	syscall(SYS_tkill, *(pid_t *)arg, 0);
	usleep(100000);
	life_open(0);
	_exit(3);
	return NULL;
}

static void leader_ends(void)
{
	static pid_t leader;
	pthread_t thread;

	life_map(life_open(0), 1, 1);
	leader = getpid();
	pthread_create(&thread, NULL, go_on_alone, &leader);
	syscall(SYS_exit, 0);
}

static void leader_ends_first(void)
{
	in_child(leader_ends);
}

static void vfork_and_exec(void)
{
	int fd = life_open(O_CLOEXEC);
	pid_t pid = vfork();

	if (!pid) {
		execl("/proc/self/exe", "cases", "--after-exec", "3", NULL);
		_exit(9);
	}
	join("grandchild", pid);
	say_log();
	close(fd);
}

static void vfork_holds_until_exec(void)
{
	in_child(vfork_and_exec);
}

static void vfork_and_exit(void)
{
	static int mine;
	pid_t pid = vfork();

	if (!pid) {
		mine = life_open(0);
		life_map(mine, 1, 1);
		_exit(0);
	}
	join("grandchild", pid);
	say_result("its descriptor is open", fcntl(mine, F_GETFD) >= 0);
	say_log();
}

static void vfork_shares_memory_alone(void)
{
	in_child(vfork_and_exit);
}

static int share(void *flags)
{
	(void)flags;
	life_map(life_open(0), 1, 1);
	return 5;
}

static void clone_with(int flags)
{
	static char stack[65536] __attribute__((aligned(16)));
	int status;
	pid_t pid = clone(share, stack + sizeof(stack), flags | SIGCHLD, NULL);

	if (pid < 0)
		give_up("clone");
	waitpid(pid, &status, 0);
	say_status("clone", status);
	say_log();
	say_result("descriptor 3 is open", fcntl(3, F_GETFD) >= 0);
}

static void clone_files(void)
{
	clone_with(CLONE_FILES);
}

static void clone_vm(void)
{
	clone_with(CLONE_VM);
}

static void clone_both(void)
{
	clone_with(CLONE_VM | CLONE_FILES);
}

static void clone_shares_files(void)
{
	in_child(clone_files);
}

static void clone_shares_memory(void)
{
	in_child(clone_vm);
}

static void clone_shares_both(void)
{
	in_child(clone_both);
}

static int unshare_and_close(void *arg)
{
	(void)arg;
	unshare(CLONE_FILES);
	close(3);
	return 6;
}

static void unshare_in_clone(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	int status;
	pid_t pid;

	life_open(0);
	pid = clone(unshare_and_close, stack + sizeof(stack),
		    CLONE_VM | CLONE_FILES | SIGCHLD, NULL);
	waitpid(pid, &status, 0);
	say_status("clone", status);
	say_result("descriptor 3 is open", fcntl(3, F_GETFD) >= 0);
	say_log();
}

static void unshared_files_are_copies(void)
{
	in_child(unshare_in_clone);
}

const struct oracle_case exit_cases[] = {
	{"exit-flushes-in-order", exit_flushes_in_order},
	{"exit-unmaps-first", exit_unmaps_first},
	{"exit-releases-what-was-mapped", exit_releases_what_was_mapped},
	{"fork-shares-files", fork_shares_files},
	{"fork-copies-mappings", fork_copies_mappings},
	{"exec-unmaps-and-closes", exec_unmaps_and_closes},
	{"thread-executes", thread_executes},
	{"exec-ends-sleeping-threads", exec_ends_sleeping_threads},
	{"exec-ends-a-sleeping-leader", exec_ends_a_sleeping_leader},
	{"files-outlive-their-thread", files_outlive_their_thread},
	{"leader-ends-first", leader_ends_first},
	{"vfork-holds-until-exec", vfork_holds_until_exec},
	{"vfork-shares-memory-alone", vfork_shares_memory_alone},
	{"clone-shares-files", clone_shares_files},
	{"clone-shares-memory", clone_shares_memory},
	{"clone-shares-both", clone_shares_both},
	{"unshared-files-are-copies", unshared_files_are_copies},
	{NULL, NULL},
};
