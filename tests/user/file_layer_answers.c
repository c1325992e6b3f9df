// SPDX-License-Identifier: MIT
/* Some commands of ioctl are answered before the driver is asked. (That of this test,
 * looker, answers each with a page frame's number.) */
#include "claim.h"
#include <linux/fs.h>
#include <stdbool.h>
#include <sys/ioctl.h>

#define NULL_DEVICE "/dev/null"

static int device, null;

static bool fails(unsigned long cmd, const void *arg, int error)
{
	return ioctl(device, cmd, arg) == -1 && errno == error;
}

/* What the host's kernel says of a device of its own, which has no ioctl. */
static void as_of_dev_null(void)
{
	int ours = 0, its = 0, on = 1;

	CHECK(!ioctl(device, FIGETBSZ, &ours) && !ioctl(null, FIGETBSZ, &its));
	CHECK(ours == PAGE && its > 0);
	CHECK(fails(FIGETBSZ, NULL, EFAULT));
	CHECK(ioctl(null, FIGETBSZ, NULL) == -1 && errno == EFAULT);
	CHECK(fails(FIOQSIZE, &on, ENOTTY));
	CHECK(ioctl(null, FIOQSIZE, &on) == -1 && errno == ENOTTY);
	CHECK(fails(FIOASYNC, &on, ENOTTY) && fails(FIOASYNC, NULL, EFAULT));
	CHECK(ioctl(null, FIOASYNC, &on) == -1 && errno == ENOTTY);
	on = 0;
	CHECK(!ioctl(device, FIOASYNC, &on) && !ioctl(null, FIOASYNC, &on));
	CHECK(fails(FIONBIO, NULL, EFAULT));
	CHECK(ioctl(null, FIONBIO, NULL) == -1 && errno == EFAULT);
}

static void of_file_systems(void)
{
	struct {
		__u64 start, length;
		__u32 flags, mapped, count, reserved;
	} fiemap = {.length = PAGE};
	struct file_clone_range clone = {.src_fd = device};
	struct file_dedupe_range dedupe = {.src_length = PAGE};

	CHECK(fails(_IOWR('f', 11, fiemap), &fiemap, EOPNOTSUPP));
	CHECK(fails(FIFREEZE, NULL, EOPNOTSUPP) && fails(FITHAW, NULL, EINVAL));
	CHECK(fails(FICLONE, (void *)(long)device, EINVAL));
	CHECK(fails(FICLONE, (void *)0L, EXDEV));
	CHECK(fails(FICLONERANGE, &clone, EINVAL) && fails(FICLONERANGE, NULL, EFAULT));
	CHECK(fails(FIDEDUPERANGE, &dedupe, EINVAL) &&
	      fails(FIDEDUPERANGE, NULL, EFAULT));
	dedupe.dest_count = 1000;
	CHECK(fails(FIDEDUPERANGE, &dedupe, ENOMEM));
}

int main(void)
{
	device = open("/dev/looker", O_RDWR);
	null = open(NULL_DEVICE, O_RDWR);
	CHECK(device >= 0 && null >= 0);
	as_of_dev_null();
	of_file_systems();
	/* The driver hears of the rest. */
	CHECK(ioctl(device, FIONREAD, NULL) > 0 && ioctl(device, FIBMAP, NULL) > 0);
	return 0;
}
