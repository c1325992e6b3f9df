// SPDX-License-Identifier: MIT
/* SCM_RIGHTS: who receives a descriptor of the device has the sender's open file. */
#include "claim.h"
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define MOST 254 /* one too many */

struct box {
	union {
		char bytes[CMSG_SPACE(MOST * sizeof(int)) + CMSG_SPACE(0)]; /* in two parts */
		struct cmsghdr align;
	} control;
	char byte;
	struct iovec iov;
	struct mmsghdr m;
};

static void prepare(struct box *b, int nr)
{
	memset(b, 0, sizeof(*b));
	b->iov = (struct iovec){&b->byte, 1};
	b->m.msg_hdr.msg_iov = &b->iov;
	b->m.msg_hdr.msg_iovlen = 1;
	b->m.msg_hdr.msg_control = &b->control;
	b->m.msg_hdr.msg_controllen = CMSG_SPACE((size_t)nr * sizeof(int));
}

static void fill(struct box *b, const int *fds, int nr)
{
	struct cmsghdr *c = &b->control.align;

	prepare(b, nr);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN((size_t)nr * sizeof(int));
	memcpy(CMSG_DATA(c), fds, (size_t)nr * sizeof(int));
}

static void take(const struct box *b, int *fds, int nr)
{
	CHECK(b->control.align.cmsg_len == CMSG_LEN((size_t)nr * sizeof(int)));
	memcpy(fds, CMSG_DATA(&b->control.align), (size_t)nr * sizeof(int));
}

static void send_fds(int socket, const int *fds, int nr)
{
	struct box b;

	fill(&b, fds, nr);
	CHECK(sendmsg(socket, &b.m.msg_hdr, 0) == 1);
}

static void receive_fds(int socket, int *fds, int nr, int flags)
{
	struct box b;

	prepare(&b, nr);
	CHECK(recvmsg(socket, &b.m.msg_hdr, flags) == 1);
	take(&b, fds, nr);
}

static char byte_at_position(int fd)
{
	char byte;

	CHECK(read(fd, &byte, 1) == 1);
	return byte;
}

static void pair(int *s)
{
	CHECK(!socketpair(AF_UNIX, SOCK_SEQPACKET, 0, s));
}

/* From a child that has ended, two open files and one of the host's between. */
static void from_a_child(void)
{
	int s[2], fds[3], null = open("/dev/null", O_RDONLY);
	struct stat st;
	pid_t pid;

	pair(s);
	pid = fork();
	if (!pid) {
		fds[0] = open(DEVICE, O_RDONLY);
		fds[1] = null;
		fds[2] = open(DEVICE, O_RDWR);
		CHECK(lseek(fds[0], PAGE, SEEK_SET) == PAGE);
		CHECK(lseek(fds[2], 2 * PAGE, SEEK_SET) == 2 * PAGE);
		send_fds(s[0], fds, 3);
		_exit(0);
	}
	CHECK(status_of(pid) == 0);
	receive_fds(s[1], fds, 3, 0);
	CHECK(!fstat(fds[0], &st) && S_ISCHR(st.st_mode));
	CHECK(byte_at_position(fds[2]) == 'c' && byte_at_position(fds[0]) == 'b');
	CHECK(read(fds[1], &st, 1) == 0);
	CHECK(write(fds[0], "x", 1) == -1 && errno == EBADF);
	for (int i = 0; i < 3; i++)
		CHECK(!close(fds[i]));
	close(null);
	close(s[0]);
	close(s[1]);
}

/* One open file twice in a message, looked at before it is taken; and mapped. */
static void twice_and_peeked(int fd)
{
	int s[2], both[2] = {fd, fd}, seen[2], fds[2];
	char *map;

	pair(s);
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	send_fds(s[0], both, 2);
	receive_fds(s[1], seen, 2, MSG_PEEK);
	receive_fds(s[1], fds, 2, 0);
	CHECK(byte_at_position(seen[0]) == 'a' && byte_at_position(fds[1]) == 'a');
	CHECK(lseek(fd, 0, SEEK_CUR) == 2);
	map = map_pages(fds[0], 3, PROT_READ, MAP_SHARED);
	for (int i = 0; i < 2; i++)
		CHECK(!close(seen[i]) && !close(fds[i]));
	CHECK(map[PAGE] == 'b' && !munmap(map, 3 * PAGE));
	close(s[0]);
	close(s[1]);
}

/* sendmmsg and recvmmsg; the same file goes on to another, and comes back. */
static void many_at_once(int fd)
{
	struct box out[2], in[2];
	struct mmsghdr m[2];
	int s[2], a, b;

	pair(s);
	fill(&out[0], &fd, 1);
	fill(&out[1], &fd, 1);
	m[0] = out[0].m;
	m[1] = out[1].m;
	CHECK(sendmmsg(s[0], m, 2, 0) == 2);
	for (int i = 0; i < 2; i++) {
		prepare(&in[i], 1);
		m[i] = in[i].m;
	}
	CHECK(recvmmsg(s[1], m, 2, 0, NULL) == 2);
	take(&in[0], &a, 1);
	take(&in[1], &b, 1);
	CHECK(lseek(a, PAGE, SEEK_SET) == PAGE && byte_at_position(b) == 'b');
	send_fds(s[1], &b, 1);
	close(a);
	close(b);
	receive_fds(s[0], &a, 1, 0);
	CHECK(lseek(a, 0, SEEK_CUR) == PAGE + 1 && !close(a));
	close(s[0]);
	close(s[1]);
}

/* Nothing stays of a message that is refused, or that nobody receives. */
static void lost(int fd)
{
	struct box b;
	int s[2], other = open(DEVICE, O_RDWR);

	pair(s);
	fill(&b, &fd, 1);
	CHECK(sendmsg(STDIN_FILENO, &b.m.msg_hdr, 0) == -1 && errno == ENOTSOCK);
	send_fds(s[0], &other, 1);
	close(other);
	close(s[0]);
	close(s[1]);
}

/* 253 of them arrive; more, in one part or in two, are refused: of several messages
 * the one alone that has them, and what follows. */
static void too_many(int fd)
{
	static struct box b, more;
	static int fds[MOST];
	struct cmsghdr *second;
	struct mmsghdr m[3];
	int s[2];

	pair(s);
	for (int i = 0; i < MOST; i++)
		fds[i] = fd;
	fill(&b, fds, MOST);
	CHECK(sendmsg(s[0], &b.m.msg_hdr, 0) == -1 && errno == EINVAL);
	fill(&b, fds, 200);
	b.m.msg_hdr.msg_controllen += CMSG_SPACE((MOST - 200) * sizeof(int));
	second = CMSG_NXTHDR(&b.m.msg_hdr, &b.control.align);
	*second = (struct cmsghdr){CMSG_LEN((MOST - 200) * sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
	memcpy(CMSG_DATA(second), fds, (MOST - 200) * sizeof(int));
	CHECK(sendmsg(s[0], &b.m.msg_hdr, 0) == -1 && errno == EINVAL);
	fill(&more, fds, MOST);
	fill(&b, fds, MOST - 1);
	m[0] = m[2] = b.m;
	m[1] = more.m;
	CHECK(sendmmsg(s[0], m, 3, 0) == 1);
	memset(fds, 0, sizeof(fds));
	receive_fds(s[1], fds, MOST - 1, 0);
	CHECK(lseek(fd, PAGE, SEEK_SET) == PAGE && byte_at_position(fds[MOST - 2]) == 'b');
	for (int i = 0; i < MOST - 1; i++)
		CHECK(lseek(fds[i], 0, SEEK_CUR) == PAGE + 1 && !close(fds[i]));
	CHECK(recv(s[1], &b.byte, 1, MSG_DONTWAIT) == -1 && errno == EAGAIN);
	close(s[0]);
	close(s[1]);
}

static void stolen(int fd)
{
	int pidfd = (int)syscall(SYS_pidfd_open, getpid(), 0);

	CHECK(syscall(SYS_pidfd_getfd, pidfd, fd, 0) == -1 && errno == EPERM);
	CHECK(syscall(SYS_pidfd_getfd, pidfd, pidfd, 0) > 0);
}

int main(void)
{
	int fd = open_filled(3);

	from_a_child();
	twice_and_peeked(fd);
	many_at_once(fd);
	lost(fd);
	too_many(fd);
	stolen(fd);
	return 0;
}
