// SPDX-License-Identifier: MIT
/*
 * poll and select ask a driver's poll method and wait on its queues: alone and
 * together with the host's descriptors, with and without an end, a signal, or
 * a mask. /dev/poller says what it does.
 */
#include "claim.h"
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/time.h>

static int dev;
static volatile int signals;

static void on_signal(int sig)
{
	signals++;
}

static void fill(const char *ms)
{
	CHECK(write(dev, ms, strlen(ms)) == (ssize_t)strlen(ms));
}

static void empty(void)
{
	char c;

	CHECK(read(dev, &c, 1) == 1);
}

static int poll_for(short events, int timeout, short *revents)
{
	struct pollfd p = {dev, events, 0x7777};
	int n = poll(&p, 1, timeout);

	*revents = p.revents;
	return n;
}

static void poll_alone(void)
{
	short r;
	int before = ioctl(dev, 1);

	CHECK(poll_for(POLLIN, 0, &r) == 0 && !r);
	CHECK(ioctl(dev, 1) == before + 1);
	CHECK(poll_for(POLLIN | POLLOUT, -1, &r) == 1 && r == POLLOUT);
	CHECK(poll_for(POLLIN, 100, &r) == 0 && !r);
	fill("1000");
	CHECK(poll_for(POLLIN | POLLOUT, 0, &r) == 0 && !r);
	CHECK(poll_for(POLLIN, 100, &r) == 0 && !r);
	CHECK(poll_for(POLLIN | POLLRDNORM, 2000, &r) == 1 && r == (POLLIN | POLLRDNORM));
	CHECK(poll_for(POLLOUT, 0, &r) == 0 && !r);
	empty();
	fill("1000");
	CHECK(poll_for(POLLIN, -1, &r) == 1 && r == POLLIN);
	empty();
	CHECK(!ioctl(dev, 0));
}

static void select_alone(void)
{
	struct timeval second = {1, 0}, long_time = {50, 0};
	fd_set in, out;

	FD_ZERO(&in);
	FD_SET(dev, &in);
	out = in;
	CHECK(select(dev + 1, &in, &out, NULL, NULL) == 1);
	CHECK(!FD_ISSET(dev, &in) && FD_ISSET(dev, &out));
	FD_SET(dev, &in);
	CHECK(select(dev + 1, &in, NULL, &out, &second) == 0);
	CHECK(!FD_ISSET(dev, &in) && !FD_ISSET(dev, &out));
	CHECK(!second.tv_sec && !second.tv_usec);
	fill("20000");
	FD_SET(dev, &in);
	CHECK(select(dev + 1, &in, NULL, NULL, &long_time) == 1 && FD_ISSET(dev, &in));
	CHECK(long_time.tv_sec >= 25 && long_time.tv_sec <= 30);
	empty();
	long_time.tv_usec = -1;
	CHECK(select(dev + 1, &in, NULL, NULL, &long_time) == -1 && errno == EINVAL);
}

static void with_a_pipe(void)
{
	int q[2], closed;
	struct pollfd p[4] = {{-1, POLLIN, 1}, {dev, POLLIN, 0}};
	fd_set in;
	char c;

	CHECK(!pipe(q));
	closed = dup(dev);
	close(closed);
	p[2] = (struct pollfd){q[0], POLLIN, 0};
	CHECK(poll(p, 3, 0) == 0 && !p[0].revents && !p[1].revents && !p[2].revents);
	CHECK(poll(p, 3, 50) == 0);
	fill("1000");
	CHECK(poll(p, 3, 20000) == 1 && p[1].revents == POLLIN && !p[2].revents);
	CHECK(write(q[1], "x", 1) == 1);
	CHECK(poll(p, 3, -1) == 2 && p[1].revents == POLLIN && p[2].revents == POLLIN);
	empty();
	CHECK(poll(p, 3, -1) == 1 && !p[1].revents && p[2].revents == POLLIN);
	CHECK(read(q[0], &c, 1) == 1);
	if (!fork()) {
		usleep(50000);
		_exit(write(q[1], "x", 1) != 1);
	}
	CHECK(poll(p, 3, -1) == 1 && !p[1].revents && p[2].revents == POLLIN);
	CHECK(wait(NULL) > 0);
	FD_ZERO(&in);
	FD_SET(dev, &in);
	FD_SET(q[0], &in);
	CHECK(select(64, &in, NULL, NULL, NULL) == 1 && FD_ISSET(q[0], &in) &&
	      !FD_ISSET(dev, &in));
	p[3] = (struct pollfd){closed, POLLIN, 0};
	CHECK(poll(p, 4, -1) == 2 && p[3].revents == POLLNVAL);
	FD_SET(dev, &in);
	FD_SET(closed, &in);
	CHECK(select(64, &in, NULL, NULL, NULL) == -1 && errno == EBADF);
	CHECK(poll((struct pollfd *)8, 3, 0) == -1 && errno == EFAULT);
	CHECK(!ioctl(dev, 0));
}

/* Another one fills the box; another one is stopped and killed while it waits. */
static void other_process(void)
{
	short r;
	int status;
	pid_t child = fork();

	if (!child) {
		usleep(20000);
		fill("0");
		_exit(0);
	}
	CHECK(poll_for(POLLIN, 30000, &r) == 1 && r == POLLIN);
	CHECK(!status_of(child));
	empty();
	child = fork();
	if (!child)
		_exit(poll_for(POLLIN, -1, &r));
	while (!ioctl(dev, 0))
		usleep(1000);
	CHECK(!kill(child, SIGSTOP) && waitpid(child, &status, WUNTRACED) == child);
	CHECK(WIFSTOPPED(status) && !ioctl(dev, 0));
	CHECK(!kill(child, SIGCONT));
	while (!ioctl(dev, 0))
		usleep(1000);
	CHECK(!kill(child, SIGKILL) && status_of(child) == 128 + SIGKILL);
	CHECK(!ioctl(dev, 0));
}

static void alarms(int first_ms, int then_every_ms)
{
	struct itimerval in = {{0, then_every_ms * 1000}, {0, first_ms * 1000}};

	CHECK(!setitimer(ITIMER_REAL, &in, NULL));
}

static void alarm_in(int ms)
{
	signals = 0;
	alarms(ms, 0);
}

static void signal_ends_it(void)
{
	struct sigaction act = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
	struct pollfd p = {dev, POLLIN, 0};
	struct timespec minute = {60, 0};
	sigset_t alrm, none, old;
	fd_set in;

	sigemptyset(&none);
	sigemptyset(&alrm);
	sigaddset(&alrm, SIGALRM);
	CHECK(!sigaction(SIGALRM, &act, NULL));
	alarms(30, 30); /* the first may come before it waits */
	CHECK(poll(&p, 1, -1) == -1 && errno == EINTR && signals > 0);
	alarms(0, 0);

	CHECK(!sigprocmask(SIG_BLOCK, &alrm, NULL));
	alarm_in(30);
	CHECK(ppoll(&p, 1, &minute, NULL) == 0 && !signals);
	CHECK(ppoll(&p, 1, NULL, &none) == -1 && errno == EINTR && signals == 1);
	CHECK(!sigprocmask(SIG_SETMASK, NULL, &old) && sigismember(&old, SIGALRM));
	alarm_in(30);
	FD_ZERO(&in);
	FD_SET(dev, &in);
	FD_SET(0, &in);
	CHECK(pselect(dev + 1, &in, NULL, NULL, NULL, &none) == -1 && errno == EINTR);
	CHECK(signals == 1 && FD_ISSET(dev, &in));
	CHECK(!sigprocmask(SIG_SETMASK, &none, &old) && sigismember(&old, SIGALRM));

	fill("0");
	alarm_in(30);
	CHECK(ppoll(&p, 1, NULL, &alrm) == 1 && p.revents == POLLIN);
	while (!signals)
		usleep(1000);
	empty();
}

int main(void)
{
	int q[2];
	short r;

	CHECK(!pipe(q) && dup2(q[0], 0) == 0); /* nothing comes from there */
	dev = open("/dev/poller", O_RDWR);
	CHECK(dev >= 0);
	poll_alone();
	select_alone();
	with_a_pipe();
	other_process();
	signal_ends_it();
	fill("h");
	CHECK(poll_for(0, -1, &r) == 1 && r == POLLHUP);
	return 0;
}
