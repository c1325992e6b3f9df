// SPDX-License-Identifier: MIT
/*
 * The machine's side of the channel: records out, and one byte back for a sync.
 *
 * Everything here is safe in a signal handler: the handler that ends a hanging
 * run sends its last record from one. errno is kept.
 */
#include "channel.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

static int channel_fd = -1;
static volatile int unsynced; /* something was sent since the last sync */

void host_channel_open(int fd)
{
	channel_fd = fd;
	unsynced = 0;
}

/* Without a supervisor there are no boundaries between records: a newline
 * stands for one. */
static void write_stderr(const char *record, unsigned long len)
{
	while (len) {
		ssize_t n = write(STDERR_FILENO, record, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		record += n;
		len -= n;
	}
}

void host_channel_send(const char *record, unsigned long len)
{
	int saved = errno;

	if (len > HOST_CHANNEL_MAX)
		len = HOST_CHANNEL_MAX;
	if (channel_fd < 0) {
		write_stderr(record, len);
		write_stderr("\n", 1);
	} else {
		/* Any other error means that the supervisor is gone, and then
		 * this process is about to be killed: nobody is there to tell. */
		while (send(channel_fd, record, len, MSG_NOSIGNAL) < 0 && errno == EINTR)
			;
		unsynced = 1;
	}
	errno = saved;
}

void host_channel_sync(void)
{
	int saved = errno;
	char answer;

	if (channel_fd < 0 || !unsynced)
		return;
	host_channel_send("Y", 1);
	while (recv(channel_fd, &answer, 1, 0) < 0 && errno == EINTR)
		;
	unsynced = 0;
	errno = saved;
}

unsigned long host_channel_ask(const char *record, unsigned long len, char *answer,
			       unsigned long size)
{
	int saved = errno;
	ssize_t n;

	if (channel_fd < 0)
		return 0;
	host_channel_send(record, len);
	do
		n = recv(channel_fd, answer, size, 0);
	while (n < 0 && errno == EINTR);
	errno = saved;
	return n > 0 ? (unsigned long)n : 0;
}
