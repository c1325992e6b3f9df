// SPDX-License-Identifier: MIT
/* An mremap that makes less of a range unmaps what lies behind, whether a driver's
 * or the program's own memory. */
#include "claim.h"

static char *base;
static int fd;

static int is_there(int page)
{
	unsigned char in_core;

	return !mincore(base + page * PAGE, PAGE, &in_core);
}

/* @kinds: page by page the program's own (o), the device's (d), or none. */
static void lay_out(const char *kinds)
{
	base = mmap(NULL, 8 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < 8; i++) {
		char *at = base + i * PAGE;

		munmap(at, PAGE);
		if (kinds[i] == 'o')
			CHECK(mmap(at, PAGE, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == at);
		else if (kinds[i] == 'd')
			CHECK(mmap(at, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 0) ==
			      at);
	}
}

static int left(const char *pages)
{
	int same = 1;

	for (int i = 0; i < 8; i++)
		same &= is_there(i) == (pages[i] != ' ');
	munmap(base, 8 * PAGE);
	return same;
}

static int refused(void *at, int error)
{
	return at == MAP_FAILED && errno == error;
}

int main(void)
{
	fd = open_filled(1);
	lay_out("ddoodd o"); /* device first */
	CHECK(mremap(base, 7 * PAGE, PAGE, 0) == base && *base == 'a');
	CHECK(left("d      o"));
	lay_out("oodoodd "); /* its own first */
	CHECK(mremap(base, 6 * PAGE, PAGE, 0) == base);
	CHECK(left("o     d "));
	lay_out("dood    "); /* and moved */
	CHECK(mremap(base, 4 * PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		     base + 6 * PAGE) == base + 6 * PAGE);
	CHECK(base[6 * PAGE] == 'a' && left("      d "));
	lay_out("oddo  d ");
	CHECK(mremap(base, 4 * PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		     base + 6 * PAGE) == base + 6 * PAGE);
	CHECK(base[6 * PAGE] == 0 && left("      o "));
	lay_out(" ood    "); /* nothing to make less of: nothing is lost */
	CHECK(refused(mremap(base, 4 * PAGE, PAGE, 0), EFAULT) && left(" ood    "));
	lay_out(" ood  dd");
	CHECK(refused(mremap(base, 4 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
			     base + 6 * PAGE),
		      EFAULT) &&
	      left(" ood  dd"));
	lay_out(" o    dd");
	CHECK(refused(mremap(base, PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
			     base + 6 * PAGE),
		      EFAULT) &&
	      left(" o    dd"));
	lay_out("dd   ood"); /* refused when its place is free already */
	CHECK(refused(mremap(base, 3 * PAGE, 3 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
			     base + 5 * PAGE),
		      EFAULT) &&
	      left("dd      "));
	lay_out("ddood   ");
	CHECK(refused(mremap(base, 4 * PAGE, PAGE, 64), EINVAL));
	CHECK(refused(mremap(base, 4 * PAGE, 0, 0), EINVAL) && left("ddood   "));
	return 0;
}
