// SPDX-License-Identifier: MIT
/* What the oracle's cases do with children and modules, whatever the driver. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cases.h"

void give_up(const char *what)
{
	say("%s failed: %s", what, errno_name(errno));
	_exit(8);
}

pid_t start(void (*child)(void *), void *arg)
{
	pid_t pid = fork();

	if (pid < 0)
		give_up("fork");
	if (!pid) {
		child(arg);
		_exit(0);
	}
	return pid;
}

void join(const char *what, pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		give_up("waitpid");
	say_status(what, status);
}

long module_unload(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK);
}

int module_use_count(const char *wanted)
{
	char line[256], name[64];
	int count = -2, size, found = -2;
	FILE *f = fopen("/proc/modules", "r");

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%63s %d %d", name, &size, &count) == 3 &&
		    !strcmp(name, wanted))
			found = count;
	if (f)
		fclose(f);
	return found;
}
