// SPDX-License-Identifier: MIT
/*
 * cases [-l] [NAME...]: run the oracle's cases, all or those named.
 *
 * Prints "CASE name", the facts, "END name" for each. -l prints the names.
 * "cases --after-exec FD" is the program that a case executes.
 */
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cases.h"

#define CASE_SECONDS 60 /* a case that takes longer hangs */

static void run(const struct oracle_case *c)
{
	int status;
	pid_t pid;

	say("CASE %s", c->name);
	pid = fork();
	if (pid < 0) {
		perror("cases: fork");
		exit(1);
	}
	if (!pid) {
		alarm(CASE_SECONDS);
		oracle_fresh();
		c->run();
		_exit(0);
	}
	waitpid(pid, &status, 0);
	if (status)
		say_status("case", status);
	say("END %s", c->name);
}

static int wanted(const char *name, int count, char **names)
{
	int i;

	for (i = 0; i < count; i++)
		if (!strcmp(name, names[i]))
			return 1;
	return count == 0;
}

int main(int argc, char **argv)
{
	int list = argc > 1 && !strcmp(argv[1], "-l");
	const struct oracle_case *c;
	size_t t;

	if (argc == 3 && !strcmp(argv[1], "--after-exec"))
		return oracle_exec(atoi(argv[2]));
	for (t = 0; oracle_tables[t]; t++) {
		for (c = oracle_tables[t]; c->name; c++) {
			if (list)
				say("%s", c->name);
			else if (wanted(c->name, argc - 1, argv + 1))
				run(c);
		}
	}
	return 0;
}
