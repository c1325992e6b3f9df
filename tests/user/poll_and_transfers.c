// SPDX-License-Identifier: MIT
/* A device without these methods is always ready, and takes no part in transfers. */
#include "claim.h"
#include <poll.h>
#include <sys/sendfile.h>
#include <sys/select.h>

int main(void)
{
	int fd = open_filled(1), file = open("/etc/passwd", O_RDONLY), q[2];
	struct pollfd p = { fd, POLLIN | POLLOUT, 0 };
	fd_set set;

	CHECK(poll(&p, 1, -1) == 1 && p.revents == (POLLIN | POLLOUT));
	FD_ZERO(&set);
	FD_SET(fd, &set);
	CHECK(select(fd + 1, &set, NULL, NULL, NULL) == 1);
	CHECK(!pipe(q));
	CHECK(sendfile(fd, file, NULL, 10) == -1 && errno == EINVAL);
	CHECK(copy_file_range(file, NULL, fd, NULL, 10, 0) == -1 && errno == EINVAL);
	CHECK(splice(fd, NULL, q[1], NULL, 10, 0) == -1 && errno == EINVAL);
	CHECK(fallocate(fd, 0, 0, 10) == -1 && errno == ENODEV);
	CHECK((fcntl(fd, F_GETFL) & (O_ACCMODE | O_NONBLOCK)) == O_RDWR);
	CHECK(!fcntl(fd, F_SETFL, O_NONBLOCK) && fcntl(fd, F_GETFL) & O_NONBLOCK);
	return 0;
}
