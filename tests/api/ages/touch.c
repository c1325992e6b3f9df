// SPDX-License-Identifier: MIT
/*
 * What /dev/ages answers, one line each: the page by fault, past its end, by
 * remap_pfn_range and with no handler, by read, what its timer and its work left, and
 * how many VMAs it counts.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static sigjmp_buf back;

static void on_signal(int sig, siginfo_t *info, void *context)
{
	(void)context;
	siglongjmp(back, (sig << 8) | info->si_code);
}

static void show(const char *what, int fd, long page, int flags)
{
	const char *p = mmap(NULL, 4096, PROT_READ, flags, fd, page * 4096);
	char text[9] = "";
	int sig;

	if (p == MAP_FAILED) {
		printf("%s: no mapping\n", what);
		return;
	}
	sig = sigsetjmp(back, 1);
	if (sig)
		printf("%s: signal %d code %d\n", what, sig >> 8, sig & 255);
	else
		printf("%s: '%s'\n", what, strncpy(text, p, 8));
	munmap((void *)p, 4096);
}

/* Mappings above, below and between each other; then one goes. */
static void show_vmas(int fd)
{
	static const int places[] = {4, 0, 6, 2};
	char *at = mmap(NULL, 7 * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	for (int i = 0; i < 4; i++)
		mmap(at + places[i] * 4096, 4096, PROT_READ, MAP_SHARED | MAP_FIXED, fd,
		     0);
	munmap(at, 4096);
	printf("VMAs: %d", ioctl(fd, 3, at + 2 * 4096));
	munmap(at + 4 * 4096, 4096);
	printf(", %d", ioctl(fd, 3, at + 2 * 4096));
	munmap(at, 7 * 4096);
	printf(", %d\n", ioctl(fd, 3, &fd));
}

static const char *outcome(const void *p)
{
	return p == MAP_FAILED ? strerrorname_np(errno) : "mapped";
}

/* The mapping of remap_pfn_range, made longer, and one page of two of a private one;
 * and an offset that wraps around. */
static void show_limits(int fd)
{
	char *p = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 4096);
	char *q = mremap(p, 4096, 8192, MREMAP_MAYMOVE);

	if (q == MAP_FAILED) {
		printf("grown: %s\n", strerrorname_np(errno));
		munmap(p, 4096);
	} else {
		printf("grown: '%.8s'\n", q + 4096);
		munmap(q, 8192);
	}
	p = mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, fd, 4096);
	printf("part of a private one: %s\n", outcome(p));
	if (p != MAP_FAILED)
		munmap(p, 8192);
	p = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, (off_t)(~0UL << 12));
	printf("wraps: %s\n", outcome(p));
	if (p != MAP_FAILED)
		munmap(p, 4096);
}

int main(void)
{
	struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
	char text[16] = "";
	int fd = open("/dev/ages", O_RDWR);
	ssize_t n;

	if (fd < 0) {
		perror("/dev/ages");
		return 1;
	}
	sigaction(SIGBUS, &action, NULL);
	sigaction(SIGSEGV, &action, NULL);
	show("fault", fd, 0, MAP_SHARED);
	show("fault past the end", fd, 2, MAP_SHARED);
	show("remap", fd, 1, MAP_SHARED);
	printf("flags: %d\n", ioctl(fd, 4, text));
	show("no handler", fd, 3, MAP_SHARED);
	show("no handler, private", fd, 3, MAP_PRIVATE);
	show_limits(fd);
	printf("MAX_ORDER: %d\n", ioctl(fd, 5, text));
	n = read(fd, text, sizeof(text));
	printf("read: %zd '%s'\n", n, text);
	while (!ioctl(fd, 1, text)) /* the machine's time goes on with each call */
		usleep(1000);
	printf("timer %d, work %d\n", ioctl(fd, 0, text), ioctl(fd, 1, text));
	show_vmas(fd);
	return ioctl(fd, 9, text) != -1;
}
