// SPDX-License-Identifier: MIT
/* An mmap at a fixed address that is refused: what the kernel finds wrong leaves
 * what was there, the driver's own refusal leaves a hole. */
#include "claim.h"
#include "looker/looker.h"

static char *base;
static int fd;

static int is_there(int page)
{
	unsigned char in_core;

	return !mincore(base + page * PAGE, PAGE, &in_core);
}

/* The program's own, two pages of the device, its own again. */
static void lay_out(void)
{
	base = mmap(NULL, 6 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		    -1, 0);
	CHECK(base != MAP_FAILED);
	memset(base, 'o', 6 * PAGE);
	CHECK(mmap(base + 2 * PAGE, 2 * PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, fd,
		   LOOKER_MANY * PAGE) == base + 2 * PAGE);
}

static void refused(int page, int pages, int prot, int flags, int file, long offset,
		    int error)
{
	CHECK(mmap(base + page * PAGE, (size_t)pages * PAGE, prot, flags | MAP_FIXED,
		   file, offset * PAGE) == MAP_FAILED &&
	      errno == error);
}

static void all_is_there(void)
{
	CHECK(base[0] == 'o' && base[PAGE] == 'o' && base[2 * PAGE] == 't');
	CHECK(is_there(3) && base[4 * PAGE] == 'o' && base[5 * PAGE] == 'o');
}

int main(void)
{
	int reader = open("/dev/looker", O_RDONLY);

	fd = open("/dev/looker", O_RDWR);
	CHECK(fd >= 0 && reader >= 0);
	lay_out();
	refused(0, 6, PROT_READ | PROT_WRITE, MAP_SHARED, reader, LOOKER_MANY, EACCES);
	all_is_there();
	refused(0, 2, PROT_READ | PROT_WRITE, MAP_SHARED, reader, LOOKER_MANY, EACCES);
	all_is_there();
	refused(0, 6, PROT_READ, 0, fd, LOOKER_MANY, EINVAL);
	all_is_there();
	/* its own memory, and a file, over the device's */
	refused(0, 6, PROT_READ, MAP_ANONYMOUS, -1, 0, EINVAL);
	refused(0, 6, PROT_READ, MAP_PRIVATE, 77, 0, EBADF);
	all_is_there();
	refused(1, 2, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, LOOKER_FRAME, EINVAL);
	CHECK(is_there(0) && !is_there(1) && !is_there(2) && is_there(3) && is_there(4));
	lay_out();
	refused(4, 2, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, LOOKER_FRAME, EINVAL);
	CHECK(is_there(2) && is_there(3) && !is_there(4) && !is_there(5));
	CHECK(mmap(base, 6 * PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, fd,
		   LOOKER_MANY * PAGE) == base &&
	      base[5 * PAGE] == 't');
	return 0;
}
