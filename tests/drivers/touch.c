// SPDX-License-Identifier: MIT
/*
 * touch FILE OFFSET BYTES [BYTES]: map a part of FILE for all to see, let the mapping
 * become as long as the second number says, and tell of each page, a line each, how
 * its text begins, or which signal its touch is. With -w the text is written first;
 * with -s the file is opened for synchronous writes. Numbers are in hexadecimal or
 * decimal.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096UL

static sigjmp_buf back;

static void on_signal(int sig, siginfo_t *info, void *context)
{
	(void)context;
	siglongjmp(back, (sig << 8) | info->si_code);
}

static void show(unsigned long nr, char *p, const char *text)
{
	char line[9] = "";
	int sig = sigsetjmp(back, 1);

	if (sig) {
		printf("page %lu: signal %d code %d\n", nr, sig >> 8, sig & 255);
		return;
	}
	if (text)
		strncpy(p, text, 8);
	strncpy(line, p, 8);
	if (p[0] == (char)0xff)
		strcpy(line, "nothing");
	printf("page %lu: '%s'\n", nr, line);
}

static unsigned long number(const char *text)
{
	return strtoul(text, NULL, 0);
}

static int refused(const char *what)
{
	printf("%s: %s\n", what, strerrorname_np(errno));
	return 1;
}

int main(int argc, char **argv)
{
	struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
	const char *text = NULL;
	unsigned long bytes;
	char *p;
	int fd, flags = O_RDWR;

	for (; argc > 1 && argv[1][0] == '-'; argc--, argv++) {
		if (!strcmp(argv[1], "-w"))
			text = "written";
		else if (!strcmp(argv[1], "-s"))
			flags |= O_SYNC;
		else
			return 2;
	}
	if (argc < 4)
		return 2;
	sigaction(SIGBUS, &action, NULL);
	sigaction(SIGSEGV, &action, NULL);
	fd = open(argv[1], flags);
	if (fd < 0)
		return refused("open");
	bytes = number(argv[3]);
	p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		 (off_t)number(argv[2]));
	if (p == MAP_FAILED)
		return refused("mmap");
	if (argc > 4) {
		char *to = mremap(p, bytes, number(argv[4]), MREMAP_MAYMOVE);

		if (to == MAP_FAILED) {
			refused("mremap");
		} else {
			p = to;
			bytes = number(argv[4]);
		}
	}
	for (unsigned long i = 0; i < (bytes + PAGE - 1) / PAGE; i++)
		show(i, p + i * PAGE, text);
	return 0;
}
