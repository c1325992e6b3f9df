/* SPDX-License-Identifier: MIT */
/* Claims: what maps memory for a driver refuses arguments that make no sense, as
 * Linux 6.1 does. */
#include "user.h"
#include "badargs.h"

static int fd;

static unsigned long map(int which, unsigned long nr, unsigned long flags)
{
	return dock_task_mmap(0, nr * PG, RW, flags, fd, (unsigned long)which * PG);
}

static long refused(int which)
{
	return (long)map(which, 1, MAP_SHARED);
}

/* The page is there, and goes with the mapping. */
static void expect_page(int which)
{
	unsigned long m = map(which, 1, MAP_SHARED);

	EXPECT_EQ(load(m), 'p');
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
	EXPECT_EQ(load(m), SEGV_NO_MAPPING);
}

static void frames_are_cut_to_what_an_entry_holds(void)
{
	unsigned long m = map(BAD_FRAME, 1, MAP_SHARED);

	EXPECT_EQ(load(m), 0xff); /* nothing answers there */
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
}

static void copies_want_a_whole_vma(void)
{
	EXPECT_EQ(map(BAD_COW_PART, 2, MAP_PRIVATE), -EINVAL);
	expect_page(BAD_COW_PART);
}

static void ranges_do_not_wrap(void)
{
	EXPECT_EQ(refused(BAD_IOMAP_WRAPS), -EINVAL);
	EXPECT_EQ(refused(BAD_IOMAP_OFFSET), -EINVAL);
	EXPECT_EQ(refused(BAD_INSERT_ALL), -EFAULT);
	EXPECT_EQ(refused(BAD_VMALLOC_WRAPS), -EINVAL);
}

static void pages_go_into_the_vma(void)
{
	unsigned long m = map(BAD_INSERT_NONE, 1, MAP_SHARED);

	EXPECT(!IS_ERR_VALUE(m));
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
	EXPECT_EQ(refused(BAD_INSERT_BEHIND), -EFAULT);
}

static void areas_are_of_vmalloc(void)
{
	EXPECT_EQ(refused(BAD_VMALLOC_ODD), -EINVAL);
	EXPECT_EQ(refused(BAD_VMALLOC_KMALLOC), -EINVAL);
}

static void nothing_is_taken_away_outside(void)
{
	expect_page(BAD_ZAP);
	EXPECT_EQ(refused(BAD_FOLLOW), -EINVAL);
}

static void calls_of_the_kernels_own_are_checked(void)
{
	unsigned long m = map(BAD_ZAP, 1, MAP_SHARED);

	EXPECT_EQ(dock_task_ioctl(fd, BAD_VM_MMAP_WRAPS, 0), -EINVAL);
	EXPECT_EQ(dock_task_ioctl(fd, BAD_VM_MMAP_ODD, 0), -EINVAL);
	EXPECT_EQ(dock_task_ioctl(fd, BAD_VM_MMAP_NONE, 0), -EINVAL);
	EXPECT_EQ(dock_task_ioctl(fd, BAD_VM_MUNMAP_ODD, m), -EINVAL);
	EXPECT_EQ(dock_task_ioctl(fd, BAD_VM_MUNMAP_NONE, m), -EINVAL);
	EXPECT_EQ(load(m), 'p');
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
}

static void open_the_device(void)
{
	fd = (int)dock_task_open("/dev/badargs", O_RDWR);
	EXPECT(fd >= 0);
}

static const struct claim claims[] = {
	CLAIM(open_the_device),
	CLAIM(frames_are_cut_to_what_an_entry_holds),
	CLAIM(copies_want_a_whole_vma),
	CLAIM(ranges_do_not_wrap),
	CLAIM(pages_go_into_the_vma),
	CLAIM(areas_are_of_vmalloc),
	CLAIM(nothing_is_taken_away_outside),
	CLAIM(calls_of_the_kernels_own_are_checked),
};
CLAIMS_TASK(claims);
