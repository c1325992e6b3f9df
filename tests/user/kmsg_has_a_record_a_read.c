/* SPDX-License-Identifier: MIT */
/*
 * /dev/kmsg, /proc/kmsg and syslog(2), call by call, as Linux answers them
 * (Documentation/ABI/testing/dev-kmsg, syslog(2)).
 */
#include "claim.h"

#include <poll.h>
#include <sys/klog.h>

static const char text[] = "a record of ours\n";

static int open_kmsg(int flags)
{
	int fd = open("/dev/kmsg", flags);

	CHECK(fd >= 0);
	return fd;
}

static void say(const char *s)
{
	int fd = open_kmsg(O_WRONLY);

	CHECK(write(fd, s, strlen(s)) == (ssize_t)strlen(s) && !close(fd));
}

static unsigned long read_one(int fd, const char *want)
{
	unsigned int prio, n;
	unsigned long seq, usec;
	char buf[8192];
	ssize_t len = read(fd, buf, sizeof(buf) - 1);

	CHECK(len > 0);
	buf[len] = 0;
	CHECK(sscanf(buf, "%u,%lu,%lu,-;%n", &prio, &seq, &usec, &n) == 3);
	if (want)
		CHECK(prio == 12 && !strcmp(buf + n, want));
	return seq;
}

static void reads_and_seeks(void)
{
	int fd = open_kmsg(O_RDONLY | O_NONBLOCK);
	struct pollfd p = { fd, POLLIN, 0 };
	unsigned long seq;
	char small[8];

	CHECK(read_one(fd, NULL) == 0);
	CHECK(read_one(fd, NULL) == 1);
	CHECK(read(fd, small, sizeof(small)) == -1 && errno == EINVAL);
	CHECK(read_one(fd, NULL) == 3); /* the one that did not fit is passed over */
	CHECK(lseek(fd, 0, SEEK_END) == 0);
	CHECK(read(fd, small, sizeof(small)) == -1 && errno == EAGAIN);
	CHECK(poll(&p, 1, 10) == 0);
	say(text);
	CHECK(poll(&p, 1, -1) == 1 && p.revents == POLLIN);
	seq = read_one(fd, text);
	CHECK(!klogctl(5, NULL, 0));
	say("after\n");
	CHECK(lseek(fd, 0, SEEK_DATA) == 0 && read_one(fd, "after\n") == seq + 1);
	CHECK(lseek(fd, 0, SEEK_SET) == 0 && read_one(fd, NULL) == 0);
	CHECK(lseek(fd, 1, SEEK_SET) == -1 && errno == ESPIPE);
	CHECK(lseek(fd, 0, SEEK_CUR) == -1 && errno == EINVAL);
	CHECK(!close(fd));
}

/* A reader that is too slow hears of it, once. */
static void loses(void)
{
	int fd = open_kmsg(O_RDONLY), talker = open("/dev/talker", O_WRONLY);
	char buf[8192];

	CHECK(talker >= 0 && write(talker, "m", 1) == 1 && !close(talker));
	CHECK(read(fd, buf, sizeof(buf)) == -1 && errno == EPIPE);
	CHECK(read_one(fd, NULL) > 0);
	CHECK(!close(fd));
}

static void writes(void)
{
	int fd = open_kmsg(O_WRONLY);
	char big[1024];

	memset(big, 'x', sizeof(big));
	CHECK(write(fd, big, 993) == -1 && errno == EINVAL);
	CHECK(read(fd, big, 1) == -1 && errno == EBADF);
	CHECK(!close(fd));
	say("back\\slash\x01\n");
	fd = open_kmsg(O_RDONLY | O_NONBLOCK);
	CHECK(lseek(fd, 0, SEEK_DATA) == 0);
	while (read(fd, big, sizeof(big)) > 0)
		if (strstr(big, "back\\x5cslash\\x01\n"))
			break;
	CHECK(errno != EAGAIN);
	CHECK(!close(fd));
}

static void waits(void)
{
	int fd = open_kmsg(O_RDONLY);
	pid_t pid;

	CHECK(lseek(fd, 0, SEEK_END) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (!pid) {
		say("wake up\n");
		_exit(0);
	}
	read_one(fd, "wake up\n");
	CHECK(!status_of(pid) && !close(fd));
}

static void calls(void)
{
	static char buf[1 << 20];
	int n;

	CHECK(klogctl(0, NULL, 0) == 0 && klogctl(1, NULL, 0) == 0);
	CHECK(klogctl(10, NULL, 0) == 1 << 17);
	CHECK(klogctl(11, NULL, 0) == -1 && errno == EINVAL);
	CHECK(klogctl(3, NULL, 10) == -1 && errno == EINVAL);
	CHECK(klogctl(3, buf, -1) == -1 && errno == EINVAL);
	CHECK(klogctl(3, (char *)8, 4096) == -1 && errno == EFAULT);
	CHECK(klogctl(3, buf, 0) == 0);
	CHECK(klogctl(8, NULL, 0) == -1 && errno == EINVAL);
	CHECK(klogctl(8, NULL, 9) == -1 && errno == EINVAL);
	n = klogctl(9, NULL, 0);
	CHECK(n > 0 && klogctl(2, buf, sizeof(buf)) == n && !memcmp(buf, "<7>[", 4));
	CHECK(klogctl(9, NULL, 0) == 0);
	say("first\n");
	say("second\n");
	n = klogctl(2, buf, 10); /* a piece of one */
	CHECK(n == 10 && !memcmp(buf, "<12>[", 5));
	n += klogctl(2, buf + n, sizeof(buf));
	buf[n] = 0;
	CHECK(strstr(buf, " first\n<12>[") && strstr(buf, " second\n"));
	say("third\n");
	CHECK((n = klogctl(4, buf, 31)) > 0); /* the newest that fit */
	buf[n] = 0;
	CHECK(strstr(buf, " third\n") && !strstr(buf, "second"));
	CHECK(klogctl(3, buf, sizeof(buf)) == 0);
}

static void proc_kmsg(void)
{
	int fd = open("/proc/kmsg", O_RDONLY | O_NONBLOCK);
	char buf[4096];
	ssize_t n;

	CHECK(fd >= 0);
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		;
	CHECK(errno == EAGAIN);
	say("from proc\n");
	n = read(fd, buf, sizeof(buf) - 1);
	CHECK(n > 0);
	buf[n] = 0;
	CHECK(!strncmp(buf, "<12>[", 5) && strstr(buf, "] from proc\n"));
	CHECK(!close(fd));
}

int main(void)
{
	CHECK(!klogctl(8, NULL, 1)); /* quiet, please */
	reads_and_seeks();
	loses();
	calls();
	writes();
	waits();
	proc_kmsg();
	return 0;
}
