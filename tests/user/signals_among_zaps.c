// SPDX-License-Identifier: MIT
/*
 * Signals that come while the machine makes calls of its own in the threads that they
 * are for: a handler is told all that Linux tells, and nothing is lost. Another process
 * zaps a mapping all the time, and one sends signals with a value.
 */
#include "claim.h"
#include <pthread.h>
#include <setjmp.h>

enum { TOUCHES = 400, FAULTS = 300, SIGNALS = 100, VALUE = 4711 };

static volatile char *map;
static volatile int received;
static __thread sigjmp_buf back;
static __thread siginfo_t told;

static void on_fault(int sig, siginfo_t *si, void *unused)
{
	(void)sig, (void)unused;
	told = *si;
	siglongjmp(back, 1);
}

static void on_value(int sig, siginfo_t *si, void *unused)
{
	(void)sig, (void)unused;
	CHECK(si->si_code == SI_QUEUE && si->si_value.sival_int == VALUE);
	__sync_fetch_and_add(&received, 1);
}

static void handle(int sig, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};

	CHECK(!sigaction(sig, &action, NULL));
}

static void *touch(void *arg)
{
	for (int i = 0; i < TOUCHES; i++)
		map[1] = map[i % 64];
	return arg;
}

static void *fault(void *arg)
{
	volatile char *none = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	for (int i = 0; i < FAULTS; i++) {
		if (!sigsetjmp(back, 1))
			none[i] = 1;
		CHECK(told.si_addr == none + i && told.si_code == SEGV_ACCERR);
	}
	return arg;
}

static void zap_for_ever(int fd)
{
	while (write(fd, "z", 1) == 1)
		;
}

static void send_values(int fd)
{
	const union sigval value = {.sival_int = VALUE};

	(void)fd;
	for (int i = 0; i < SIGNALS; i++) {
		CHECK(!sigqueue(getppid(), SIGRTMIN, value));
		if (i % 10 == 0)
			usleep(1000);
	}
}

static pid_t child(void (*body)(int), int fd)
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (pid)
		return pid;
	body(fd);
	_exit(0);
}

int main(void)
{
	void *(*const bodies[])(void *) = {touch, touch, fault};
	pthread_t threads[3];
	int fd = open("/dev/zapper", O_RDWR), status;
	pid_t zapper, sender;

	CHECK(fd >= 0);
	map = map_pages(fd, 1, PROT_READ | PROT_WRITE, MAP_SHARED);
	handle(SIGSEGV, on_fault);
	handle(SIGRTMIN, on_value);
	zapper = child(zap_for_ever, fd);
	sender = child(send_values, fd);
	for (int i = 0; i < 3; i++)
		CHECK(!pthread_create(&threads[i], NULL, bodies[i], NULL));
	fault(NULL);
	for (int i = 0; i < 3; i++)
		CHECK(!pthread_join(threads[i], NULL));
	while (waitpid(sender, &status, 0) < 0)
		CHECK(errno == EINTR);
	CHECK(!status && !kill(zapper, SIGKILL));
	while (waitpid(zapper, &status, 0) < 0)
		CHECK(errno == EINTR);
	for (int i = 0; i < 1000 && received < SIGNALS; i++)
		usleep(1000);
	CHECK(received == SIGNALS);
	return 0;
}
