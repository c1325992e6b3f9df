/* SPDX-License-Identifier: MIT */
/* What is ready of a traced program's own descriptors, asked of copies of them. */
#ifndef DOCK_HOST_POLLFD_H
#define DOCK_HOST_POLLFD_H

/* The host's struct pollfd. */
struct host_pollfd {
	int fd;
	short events, revents;
};

#define HOST_POLLNVAL 0x20

/* Replace each descriptor of process @tgid by a copy of our own; one that is not
 * open there by -1. Returns 0; or -errno, and there are no copies. */
int host_pollfd_copy(int tgid, struct host_pollfd *fds, unsigned int n);
void host_pollfd_close(const struct host_pollfd *fds, unsigned int n);
/* Set each revents, without waiting; POLLNVAL for -1. Returns 0 or -errno. */
int host_pollfd_look(struct host_pollfd *fds, unsigned int n);

#endif
