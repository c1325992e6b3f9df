// SPDX-License-Identifier: MIT
/* Mappings of several processes and threads: fork, vfork, exec, exit. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cases.h"

#define RW (PROT_READ | PROT_WRITE)

/* A child and its parent take turns through two pipes. */
struct turns {
	int to_child[2], to_parent[2];
	int fd;
	char *p;
};

static void turns_init(struct turns *t)
{
	if (pipe(t->to_child) || pipe(t->to_parent))
		_exit(8);
}

static void pass(int pipe_end[2])
{
	if (write(pipe_end[1], "", 1) != 1)
		_exit(8);
}

static void await(int pipe_end[2])
{
	char c;

	if (read(pipe_end[0], &c, 1) != 1)
		_exit(8);
}

static void talk(void *arg)
{
	struct turns *t = arg;

	say_bytes("child sees", t->p, 16);
	memcpy(t->p, "child", 5);
	memcpy(t->p + PAGE, "child", 5);
	pass(t->to_parent);
	await(t->to_child);
	say_bytes("child sees", t->p, 16);
}

static void both_touch(int flags)
{
	struct turns t;
	pid_t pid;

	t.fd = dev_filled(0, 2 * PAGE, O_RDWR);
	t.p = dev_map(t.fd, 2 * PAGE, RW, flags, 0);
	t.p[15] = '#';
	turns_init(&t);
	pid = start(talk, &t);
	await(t.to_parent);
	say_bytes("parent sees", t.p, 16);
	say_bytes("parent sees, page 1", t.p + PAGE, 16);
	memcpy(t.p + 8, "parent", 6);
	pass(t.to_child);
	join("child", pid);
	say_bytes("parent sees", t.p, 16);
	say_device("device", 0, 0, 16);
}

static void fork_shared(void)
{
	both_touch(MAP_SHARED);
}

static void fork_private(void)
{
	both_touch(MAP_PRIVATE);
}

static void exit_at_once(void *arg)
{
	(void)arg;
}

static void fork_child_exits(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);

	touch_get("page 0", p, p);
	join("child", start(exit_at_once, NULL));
	touch_get("page 0", p, p);
	touch_put("page 1", p + PAGE, p, 'x');
	dev_empty(0);
	say_result("size", dev_size(0));
}

static void wait_for_turn(void *arg)
{
	struct turns *t = arg;

	pass(t->to_parent);
	await(t->to_child);
	touch_get("child, page 0", t->p, t->p);
	touch_put("child, page 1 for the first time", t->p + PAGE, t->p, 'c');
}

/* The parent lets go; the child's mapping alone keeps the memory. */
static void fork_parent_unmaps(void)
{
	struct turns t;
	pid_t pid;

	t.fd = dev_filled(0, 2 * PAGE, O_RDWR);
	t.p = dev_map(t.fd, 2 * PAGE, RW, MAP_SHARED, 0);
	turns_init(&t);
	pid = start(wait_for_turn, &t);
	await(t.to_parent);
	munmap(t.p, 2 * PAGE);
	close(t.fd);
	dev_empty(0);
	say_result("size, child maps it", dev_size(0));
	pass(t.to_child);
	join("child", pid);
	say_device("page 1", 0, PAGE, 8);
	dev_empty(0);
	say_result("size, child is gone", dev_size(0));
}

static void unmap_own(void *arg)
{
	char *p = arg;

	say_result("munmap by the child", munmap(p, PAGE));
	touch_get("child, page 0", p, p);
	touch_get("child, page 1", p + PAGE, p);
}

static void fork_child_unmaps(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);

	join("child", start(unmap_own, p));
	touch_get("parent, page 0", p, p);
	say_maps("maps", p);
}

static void touch_own(void *arg)
{
	touch_get("child", arg, arg);
	say_maps("maps of the child", arg);
}

static void fork_without_mapping(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, PAGE, RW, MAP_SHARED, 0);

	say_result("madvise", madvise(p, PAGE, MADV_DONTFORK));
	join("child", start(touch_own, p));
	touch_get("parent", p, p);
	say_result("madvise", madvise(p, PAGE, MADV_DOFORK));
	join("child", start(touch_own, p));
}

static void sleep_for_ever(void *arg)
{
	struct turns *t = arg;

	touch_put("child", t->p, t->p, 'c');
	pass(t->to_parent);
	for (;;)
		pause();
}

static void killed_child_unmaps(void)
{
	struct turns t;
	pid_t pid;

	t.fd = dev_filled(0, PAGE, O_RDWR);
	t.p = dev_map(t.fd, PAGE, RW, MAP_SHARED, 0);
	turns_init(&t);
	pid = start(sleep_for_ever, &t);
	await(t.to_parent);
	munmap(t.p, PAGE);
	dev_empty(0);
	say_result("size, child maps it", dev_size(0));
	kill(pid, SIGKILL);
	join("child", pid);
	dev_empty(0);
	say_result("size, child killed", dev_size(0));
}

static void map_and_exit(void *arg)
{
	char *p = dev_map(dev_open(0, O_RDWR), PAGE, RW, MAP_SHARED, 0);

	(void)arg;
	p[0] = 'E';
}

static void exit_unmaps(void)
{
	dev_fill(0, 0, PAGE);
	join("child", start(map_and_exit, NULL));
	say_device("device", 0, 0, 8);
	dev_empty(0);
	say_result("size", dev_size(0));
}

/* vfork: the child has the parent's memory until it ends. */
static void vfork_stores(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR), status;
	char *volatile p = dev_map(fd, 2 * PAGE, RW, MAP_PRIVATE, 0);
	pid_t pid = vfork();

	if (!pid) {
		p[0] = 'V';
		_exit(3);
	}
	waitpid(pid, &status, 0);
	say_status("child", status);
	say_bytes("parent sees", p, 8);
	say_device("device", 0, 0, 8);
}

static void exec_again(int flags)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR | flags), status;
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);
	char number[16];
	pid_t pid;

	snprintf(number, sizeof(number), "%d", fd);
	touch_get("before", p, p);
	pid = vfork();
	if (!pid) {
		execl("/proc/self/exe", "cases", "--after-exec", number, (char *)NULL);
		_exit(99);
	}
	waitpid(pid, &status, 0);
	say_status("child", status);
	touch_put("after", p + PAGE, p, 'x');
	say_maps("maps", p);
}

static void vfork_exec(void)
{
	exec_again(0);
}

static void vfork_exec_cloexec(void)
{
	exec_again(O_CLOEXEC);
}

/* exec unmaps: afterwards nothing keeps the memory. */
static void exec_without_descriptor(void *arg)
{
	(void)arg;
	dev_map(dev_open(0, O_RDWR | O_CLOEXEC), PAGE, RW, MAP_SHARED, 0);
	dev_empty(0);
	say_result("size before exec", dev_size(0));
	execl("/proc/self/exe", "cases", "--after-exec", "900", (char *)NULL);
}

static void exec_unmaps(void)
{
	dev_fill(0, 0, PAGE);
	join("child", start(exec_without_descriptor, NULL));
	dev_empty(0);
	say_result("size", dev_size(0));
}

static char *thread_mem;
static pthread_barrier_t gate;

/* Both reach the page at once; each adds to a counter of its own. */
static void *count_up(void *arg)
{
	volatile unsigned int *counter = (unsigned int *)(thread_mem + (size_t)arg * 64);
	int i;

	pthread_barrier_wait(&gate);
	for (i = 0; i < 1000; i++)
		++*counter;
	return NULL;
}

static void threads_touch_same_page(void)
{
	int fd = dev_open(0, O_RDWR), i;
	pthread_t thread[2];
	unsigned int *counters;

	say_result("pwrite", pwrite(fd, "", 1, PAGE - 1));
	thread_mem = dev_map(fd, PAGE, RW, MAP_SHARED, 0);
	pthread_barrier_init(&gate, NULL, 2);
	for (i = 0; i < 2; i++)
		pthread_create(&thread[i], NULL, count_up, (void *)(long)i);
	for (i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	counters = (unsigned int *)thread_mem;
	say("counters %u and %u", counters[0], counters[16]);
	dev_empty(0);
	say_result("size", dev_size(0));
}

static void *touch_in_thread(void *arg)
{
	touch_get("thread, mapped by main", arg, arg);
	touch_get("thread, past the end", (char *)arg + PAGE, arg);
	say_result("munmap by the thread", munmap(arg, 2 * PAGE));
	return NULL;
}

static void thread_unmaps(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);
	pthread_t thread;

	touch_get("main", p, p);
	pthread_create(&thread, NULL, touch_in_thread, p);
	pthread_join(thread, NULL);
	touch_get("main", p, p);
}

static int thread_fd;

static void *use_descriptor(void *arg)
{
	char text[16];

	(void)arg;
	say_result("read by the thread", read(thread_fd, text, 16));
	say_bytes("data", text, 16);
	say_result("close by the thread", close(thread_fd));
	return NULL;
}

static void threads_share_descriptors(void)
{
	pthread_t thread;
	char c;

	thread_fd = dev_filled(0, 100, O_RDONLY);
	say_result("read by main", read(thread_fd, &c, 1));
	pthread_create(&thread, NULL, use_descriptor, NULL);
	pthread_join(thread, NULL);
	say_result("read by main", read(thread_fd, &c, 1));
}

const struct oracle_case process_cases[] = {
	{"fork-shared-both-touch", fork_shared},
	{"fork-private-both-touch", fork_private},
	{"fork-child-exits", fork_child_exits},
	{"fork-parent-unmaps", fork_parent_unmaps},
	{"fork-child-unmaps", fork_child_unmaps},
	{"fork-without-mapping", fork_without_mapping},
	{"killed-child-unmaps", killed_child_unmaps},
	{"exit-unmaps", exit_unmaps},
	{"vfork-stores", vfork_stores},
	{"vfork-exec", vfork_exec},
	{"vfork-exec-cloexec", vfork_exec_cloexec},
	{"exec-unmaps", exec_unmaps},
	{"threads-touch-same-page", threads_touch_same_page},
	{"thread-unmaps", thread_unmaps},
	{"threads-share-descriptors", threads_share_descriptors},
	{NULL, NULL},
};
