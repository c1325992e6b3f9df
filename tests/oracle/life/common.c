// SPDX-License-Identifier: MIT
/* The set of cases for life: its tables, what comes before each, what they share. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "life_cases.h"

#define LOG "/dev/lifelog"

const struct oracle_case *const oracle_tables[] = {close_cases, exit_cases, kill_cases,
						   NULL};

static void forget(void)
{
	int fd = open(LOG, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, "", 1) != 1)
		give_up(LOG);
	close(fd);
}

void oracle_fresh(void)
{
	close_range(3, ~0U, 0); /* what the caller left open */
	forget();
}

int oracle_exec(int fd)
{
	int left = 0;

	for (int i = 3; i < 20; i++)
		left += fcntl(i, F_GETFD) >= 0;
	say("after exec: %d descriptors, %d is open: %d", left, fd,
	    fcntl(fd, F_GETFD) >= 0);
	return 7;
}

int life_open(int flags)
{
	int fd = open("/dev/life", O_RDWR | flags);

	if (fd < 0)
		give_up("/dev/life");
	return fd;
}

char *life_map(int fd, int pages, int shared)
{
	char *p = mmap(NULL, (size_t)pages * PAGE, PROT_READ | PROT_WRITE,
		       shared ? MAP_SHARED : MAP_PRIVATE, fd, 0);

	if (p == MAP_FAILED)
		give_up("mmap");
	for (int i = 0; i < pages; i++)
		p[(size_t)i * PAGE] = 'x';
	return p;
}

pid_t start_named(const char *name, void (*fn)(void))
{
	pid_t pid = fork();

	if (pid < 0)
		give_up("fork");
	if (pid)
		return pid;
	prctl(PR_SET_NAME, name);
	fn();
	_exit(0);
}

static size_t read_log(char *text, size_t size)
{
	int fd = open(LOG, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, size - 1);

	if (n < 0)
		give_up(LOG);
	close(fd);
	text[n] = 0;
	return (size_t)n;
}

void await(const char *line)
{
	char text[8192];

	for (;;) {
		read_log(text, sizeof(text));
		if (strstr(text, line))
			return;
		usleep(1000);
	}
}

void say_log(void)
{
	char text[8192], *line, *rest = text;

	read_log(text, sizeof(text));
	while ((line = strsep(&rest, "\n")) && *line)
		say("  %s", line);
	forget();
}
