/* SPDX-License-Identifier: MIT */
/* Copies of module images: see image.h. */
#define _GNU_SOURCE
#include "host/image.h"
#include "host/procfs.h"
#include "host/ptrace.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536
#define LONGEST_NAME 250 /* of a memfd */

/* Rather the error than the descriptor. */
static int close_or_keep(int fd, int err)
{
	if (!err)
		return fd;
	close(fd);
	return err;
}

static int copy_file(int to, int from)
{
	ssize_t n;

	while ((n = sendfile(to, from, NULL, 1 << 30)) > 0)
		;
	return n < 0 ? -errno : 0;
}

int host_image_of_fd(int tid, int fd, const char *path)
{
	int from = host_proc_fd_reopen(tid, fd), to, err;

	if (from < 0)
		return from;
	to = memfd_create(strlen(path) < LONGEST_NAME ? path : "module", MFD_CLOEXEC);
	err = to < 0 ? -errno : copy_file(to, from);
	close(from);
	return to < 0 ? err : close_or_keep(to, err);
}

int host_image_of_memory(int tid, unsigned long addr, unsigned long len)
{
	static char chunk[CHUNK];
	int to = memfd_create("module", MFD_CLOEXEC), err = 0;

	if (to < 0)
		return -errno;
	for (unsigned long done = 0; done < len && !err;) {
		unsigned long n = len - done < CHUNK ? len - done : CHUNK;

		if (host_tracee_read(tid, chunk, addr + done, n) != n)
			err = -EFAULT;
		else if (write(to, chunk, n) != (ssize_t)n)
			err = -ENOMEM;
		done += n;
	}
	return close_or_keep(to, err);
}

void host_image_path(int fd, char *buf, unsigned long len)
{
	snprintf(buf, len, "/proc/%d/fd/%d", (int)getpid(), fd);
}
