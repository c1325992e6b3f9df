// SPDX-License-Identifier: MIT
/*
 * A program may pass any address to a call. Where it has no memory the call fails,
 * and that is nobody's mistake, wherever the kernel has something; where it has
 * memory, that is used.
 */
#include "claim.h"
#include <stdbool.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#define LINEAR 0x200000000000UL /* where the kernel's own memory begins */

/* scullp's */
#define SET_ORDER _IOW('p', 1, int)

static const unsigned long places[] = {
	LINEAR,		LINEAR + 0x12345, 0x300000000000, 0x380000000000, 0x3d0000000000,
	0x400000000000, 0x7ffffffff000,	  0x800000000000, -4096UL,	  0,
};

static bool faults(long result)
{
	return result == -1 && errno == EFAULT;
}

static void try(int fd, void *p)
{
	struct iovec iov = {p, 8};
	struct pollfd one = {.fd = fd, .events = POLLIN};

	CHECK(faults(pread(fd, p, 8, 0)));
	CHECK(faults(pwrite(fd, p, 8, 0)));
	CHECK(faults(preadv(fd, &iov, 1, 0)));
	CHECK(faults(preadv(fd, p, 1, 0)));
	CHECK(faults(ioctl(fd, SET_ORDER, p)));
	CHECK(faults(poll(p, 1, 0)));
	CHECK(!p || faults(syscall(SYS_ppoll, &one, 1, p, NULL, 0)));
	CHECK(!p || faults(select(fd + 1, p, NULL, NULL, NULL)));
}

int main(void)
{
	int fd = open_filled(2);
	char *p;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		try(fd, (void *)places[i]);
	p = mmap((void *)LINEAR, PAGE, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	CHECK(p == (void *)LINEAR);
	CHECK(pread(fd, p, 8, PAGE) == 8 && !memcmp(p, "bbbbbbbb", 8));
	memcpy(p, "new", 3);
	CHECK(pwrite(fd, p, 3, 0) == 3 && pread(fd, p + 16, 3, 0) == 3 &&
	      !memcmp(p + 16, "new", 3));
	return 0;
}
