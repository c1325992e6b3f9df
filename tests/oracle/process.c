// SPDX-License-Identifier: MIT
/* What the oracle's cases do with children and modules, whatever the driver. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
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

int module_file(const char *file, int flags)
{
	const char *folder = getenv("ORACLE_MODULES");
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/%s.ko", folder ? folder : ".", file);
	fd = open(path, flags);
	if (fd < 0)
		give_up(path);
	return fd;
}

long module_load(const char *file, const char *params, int flags)
{
	int fd = module_file(file, O_RDONLY);
	long ret = syscall(SYS_finit_module, fd, params, flags);
	int err = errno;

	close(fd);
	errno = err;
	return ret;
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
