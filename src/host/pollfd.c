/* SPDX-License-Identifier: MIT */
/* Readiness of a program's descriptors: see pollfd.h. */
#include "host/pollfd.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

_Static_assert(sizeof(struct host_pollfd) == sizeof(struct pollfd) &&
		       offsetof(struct host_pollfd, revents) ==
			       offsetof(struct pollfd, revents) &&
		       HOST_POLLNVAL == POLLNVAL,
	       "struct pollfd is the host's");

void host_pollfd_close(const struct host_pollfd *fds, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (fds[i].fd >= 0)
			close(fds[i].fd);
}

int host_pollfd_copy(int tgid, struct host_pollfd *fds, unsigned int n)
{
	int pidfd = (int)syscall(SYS_pidfd_open, tgid, 0), err = 0;

	if (pidfd < 0)
		return -errno;
	for (unsigned int i = 0; i < n && !err; i++) {
		fds[i].fd = (int)syscall(SYS_pidfd_getfd, pidfd, fds[i].fd, 0);
		if (fds[i].fd >= 0 || errno == EBADF)
			continue;
		err = -errno;
		host_pollfd_close(fds, i);
	}
	close(pidfd);
	return err;
}

int host_pollfd_look(struct host_pollfd *fds, unsigned int n)
{
	if (poll((struct pollfd *)fds, n, 0) < 0 && errno != EINTR)
		return -errno;
	for (unsigned int i = 0; i < n; i++)
		if (fds[i].fd < 0)
			fds[i].revents = HOST_POLLNVAL;
	return 0;
}
