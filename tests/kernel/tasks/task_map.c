/* SPDX-License-Identifier: MIT */
/* Claims: the calls on an address space, with anonymous memory and testdrv's. */
#include "user.h"

static unsigned long m;
static int fd;

static void mmap_refuses_bad_arguments(void)
{
	EXPECT_EQ(dock_task_mmap(0, 0, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), -EINVAL);
	EXPECT_EQ(dock_task_mmap(0, PG, RW, MAP_ANONYMOUS, -1, 0), -EINVAL);
	EXPECT_EQ(dock_task_mmap(0, PG, RW, MAP_PRIVATE, 77, 0), -EBADF);
	EXPECT_EQ(dock_task_mmap(0, -PG, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), -ENOMEM);
	EXPECT_EQ(dock_task_munmap(0x110000000001UL, PG), -EINVAL);
	EXPECT_EQ(dock_task_munmap(0x110000000000UL, 0), -EINVAL);
}

static void mmap_rounds_the_length_up(void)
{
	m = dock_task_mmap(0, PG + 1, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	EXPECT_EQ(store(m + 2 * PG - 1, 1), 0);
	EXPECT_EQ(load(m + 2 * PG), SEGV_NO_MAPPING);
	EXPECT_EQ(dock_task_munmap(m, 1), 0); /* so does munmap: one page goes */
	EXPECT_EQ(load(m), SEGV_NO_MAPPING);
	EXPECT_EQ(load(m + PG), 0);
	EXPECT_EQ(dock_task_munmap(m + PG, PG), 0);
}

static void fixed_replaces_what_was_there(void)
{
	m = anon(3, RW);
	for (int i = 0; i < 3; i++)
		store(m + i * PG, 'a');
	EXPECT_EQ(dock_task_mmap(m + PG, PG, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
		  m + PG);
	EXPECT_EQ(load(m), 'a');
	EXPECT_EQ(load(m + PG), 0);
	EXPECT_EQ(load(m + 2 * PG), 'a');
	EXPECT_EQ(dock_task_munmap(m, 3 * PG), 0);
	EXPECT_EQ(load(m + 2 * PG), SEGV_NO_MAPPING);
}

static void fixed_noreplace_refuses(void)
{
	unsigned long flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;

	m = anon(1, RW);
	store(m, 'a');
	EXPECT_EQ(dock_task_mmap(m, PG, RW, flags, -1, 0), -EEXIST);
	EXPECT_EQ(load(m), 'a');
	dock_task_munmap(m, PG);
	EXPECT_EQ(dock_task_mmap(m, PG, RW, flags, -1, 0), m);
	dock_task_munmap(m, PG);
}

static void a_hint_is_taken_if_it_is_free(void)
{
	unsigned long other;

	m = anon(1, RW);
	other = dock_task_mmap(m, PG, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	EXPECT(!IS_ERR_VALUE(other) && other != m);
	dock_task_munmap(other, PG);
	dock_task_munmap(m, PG);
	EXPECT_EQ(dock_task_mmap(m, PG, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), m);
	dock_task_munmap(m, PG);
}

static void prot_none_faults_and_keeps_the_content(void)
{
	m = anon(1, RW);
	store(m, 'a');
	EXPECT_EQ(dock_task_mprotect(m, PG, PROT_NONE), 0);
	EXPECT_EQ(load(m), SEGV_NO_RIGHT);
	EXPECT_EQ(store(m, 'b'), SEGV_NO_RIGHT);
	EXPECT_EQ(dock_task_mprotect(m, PG, RW), 0);
	EXPECT_EQ(load(m), 'a');
	dock_task_munmap(m, PG);
	m = anon(1, PROT_NONE);
	EXPECT_EQ(load(m), SEGV_NO_RIGHT);
	dock_task_munmap(m, PG);
}

static void mprotect_down_and_up(void)
{
	m = anon(1, RW);
	store(m, 'a');
	EXPECT_EQ(dock_task_mprotect(m, PG, PROT_READ), 0);
	EXPECT_EQ(load(m), 'a');
	EXPECT_EQ(store(m, 'b'), SEGV_NO_RIGHT);
	EXPECT_EQ(dock_task_mprotect(m, PG, RW), 0);
	EXPECT_EQ(store(m, 'b'), 0);
	EXPECT_EQ(load(m), 'b');
	dock_task_munmap(m, PG);
}

static void mprotect_of_the_zero_page_stays_copy_on_write(void)
{
	unsigned long other = anon(1, PROT_READ);

	m = anon(1, PROT_READ);
	EXPECT_EQ(load(m), 0);
	EXPECT_EQ(load(other), 0);
	EXPECT_EQ(dock_task_mprotect(m, PG, RW), 0);
	EXPECT_EQ(store(m, 'b'), 0);
	EXPECT_EQ(load(other), 0);
	dock_task_munmap(m, PG);
	dock_task_munmap(other, PG);
}

static void mprotect_of_the_middle_splits(void)
{
	m = anon(4, RW);
	dock_task_munmap(m + 3 * PG, PG);
	EXPECT_EQ(dock_task_mprotect(m + PG, PG, PROT_READ), 0);
	EXPECT_EQ(store(m, 1), 0);
	EXPECT_EQ(store(m + PG, 1), SEGV_NO_RIGHT);
	EXPECT_EQ(store(m + 2 * PG, 1), 0);
	EXPECT_EQ(dock_task_mprotect(m, 4 * PG, RW), -ENOMEM);
	EXPECT_EQ(store(m + PG, 1), 0); /* what came before the hole was changed */
	dock_task_munmap(m, 3 * PG);
	EXPECT_EQ(dock_task_mprotect(m, PG, RW), -ENOMEM);
	EXPECT_EQ(dock_task_mprotect(m + 1, PG, RW), -EINVAL);
}

static int child_writes(void *unused)
{
	return store(m, 'c') ? 1 : load(m);
}

static void mprotect_after_fork_keeps_the_copy_apart(void)
{
	m = anon(1, RW);
	store(m, 'a');
	EXPECT_EQ(dock_task_mprotect(m, PG, PROT_READ), 0);
	EXPECT_EQ(dock_task_mprotect(m, PG, RW), 0);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_writes, NULL)), 'c');
	EXPECT_EQ(load(m), 'a');
	EXPECT_EQ(dock_task_mprotect(m, PG, PROT_READ), 0);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_writes, NULL)), 1);
	dock_task_munmap(m, PG);
}

static void munmap_of_the_middle_leaves_both_ends(void)
{
	m = anon(5, RW);
	for (int i = 0; i < 5; i++)
		store(m + i * PG, '0' + i);
	EXPECT_EQ(dock_task_munmap(m + 2 * PG, PG), 0);
	EXPECT_EQ(load(m + PG), '1');
	EXPECT_EQ(load(m + 2 * PG), SEGV_NO_MAPPING);
	EXPECT_EQ(load(m + 3 * PG), '3');
	EXPECT_EQ(dock_task_munmap(m, 5 * PG), 0); /* with the hole in it */
	EXPECT_EQ(dock_task_munmap(m, 5 * PG), 0); /* with nothing in it */
	EXPECT_EQ(load(m + 3 * PG), SEGV_NO_MAPPING);
}

static void mremap_shrinks_in_place(void)
{
	m = anon(4, RW);
	store(m, 'a');
	EXPECT_EQ(dock_task_mremap(m, 4 * PG, PG, 0, 0), m);
	EXPECT_EQ(load(m), 'a');
	EXPECT_EQ(load(m + PG), SEGV_NO_MAPPING);
	dock_task_munmap(m, PG);
}

static void mremap_grows_where_there_is_room(void)
{
	m = anon(4, RW);
	store(m, 'a');
	dock_task_munmap(m + PG, 3 * PG);
	EXPECT_EQ(dock_task_mremap(m, PG, 4 * PG, 0, 0), m);
	EXPECT_EQ(load(m), 'a');
	EXPECT_EQ(store(m + 3 * PG, 1), 0);
	EXPECT_EQ(dock_task_munmap(m, 4 * PG), 0);
}

static void mremap_moves_if_it_may(void)
{
	unsigned long wall, at;

	m = anon(2, RW);
	store(m, 'a');
	wall = m + PG; /* the second page is in the way: a mapping of its own */
	dock_task_mmap(wall, PG, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	EXPECT_EQ(dock_task_mremap(m, PG, 3 * PG, 0, 0), -ENOMEM);
	EXPECT_EQ(load(m), 'a');
	at = dock_task_mremap(m, PG, 3 * PG, MREMAP_MAYMOVE, 0);
	EXPECT(!IS_ERR_VALUE(at) && at != m);
	EXPECT_EQ(load(at), 'a');
	EXPECT_EQ(load(at + 2 * PG), 0);
	EXPECT_EQ(load(m), SEGV_NO_MAPPING);
	dock_task_munmap(at, 3 * PG);
	dock_task_munmap(wall, PG);
}

static void mremap_to_a_fixed_place_replaces(void)
{
	unsigned long to = anon(2, RW);

	m = anon(2, RW);
	store(m, 'a');
	store(m + PG, 'b');
	store(to, 'x');
	EXPECT_EQ(dock_task_mremap(m, 2 * PG, 2 * PG, MREMAP_FIXED, to), -EINVAL);
	EXPECT_EQ(dock_task_mremap(m, 2 * PG, 2 * PG, MREMAP_MAYMOVE | MREMAP_FIXED, m + PG), -EINVAL);
	EXPECT_EQ(dock_task_mremap(m, 2 * PG, 2 * PG, MREMAP_MAYMOVE | MREMAP_FIXED, to), to);
	EXPECT_EQ(load(to), 'a');
	EXPECT_EQ(load(to + PG), 'b');
	EXPECT_EQ(load(m), SEGV_NO_MAPPING);
	dock_task_munmap(to, 2 * PG);
	EXPECT_EQ(dock_task_mremap(m, PG, 2 * PG, MREMAP_MAYMOVE, 0), -EFAULT);
}

static void populate_faults_everything_in(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 4, RW, MAP_SHARED | MAP_POPULATE);
	EXPECT_EQ(drv_counts(fd).faults, 4);
	for (int i = 0; i < 4; i++)
		EXPECT_EQ(load(m + i * PG), i + 1);
	EXPECT_EQ(drv_counts(fd).faults, 4);
	dock_task_munmap(m, 4 * PG);
	/* Past the end of the device: populate gives up, mmap does not fail. */
	m = drv_map(fd, KIND_FAULT, 10, RW, MAP_SHARED | MAP_POPULATE);
	EXPECT(!IS_ERR_VALUE(m));
	EXPECT_EQ(load(m + 7 * PG), 8);
	EXPECT_EQ(load(m + 8 * PG), BUS_NO_ADDRESS);
	dock_task_munmap(m, 10 * PG);
	dock_task_close(fd);
}

static void closed_file_stays_mapped(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 1, RW, MAP_SHARED);
	dock_task_close(fd);
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(dock_task_delete_module("testdrv", 0), -EWOULDBLOCK);
	dock_task_munmap(m, PG);
}

/* --- vm_ops->open and close --- */

static void open_and_close_are_counted(void)
{
	struct testdrv_counts c;

	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 6, RW, MAP_SHARED);
	EXPECT_EQ(drv_mapped(fd), 1);
	dock_task_munmap(m + 2 * PG, PG); /* a split on each side: two more parts, one goes */
	c = drv_counts(fd);
	EXPECT_EQ(c.opens, 3);
	EXPECT_EQ(c.closes, 1);
	dock_task_mprotect(m, PG, PROT_READ);
	EXPECT_EQ(drv_mapped(fd), 3);
	EXPECT_EQ(dock_task_mremap(m + 3 * PG, 3 * PG, 2 * PG, 0, 0), m + 3 * PG);
	EXPECT_EQ(drv_mapped(fd), 3);
	dock_task_munmap(m, 6 * PG);
	EXPECT_EQ(drv_mapped(fd), 0);
	dock_task_close(fd);
}

static void moving_opens_the_new_and_closes_the_old(void)
{
	struct testdrv_counts c;
	unsigned long to = anon(2, RW);

	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 2, RW, MAP_SHARED);
	EXPECT_EQ(load(m + PG), 2);
	EXPECT_EQ(dock_task_mremap(m, 2 * PG, 2 * PG, MREMAP_MAYMOVE | MREMAP_FIXED, to), to);
	c = drv_counts(fd);
	EXPECT_EQ(c.opens, 2);
	EXPECT_EQ(c.closes, 1);
	EXPECT_EQ(c.mremaps, 1);
	EXPECT_EQ(load(to + PG), 2);
	EXPECT_EQ(drv_counts(fd).faults, 1); /* the entry moved with it */
	EXPECT_EQ(load(to), 1);
	dock_task_munmap(to, 2 * PG);
	EXPECT_EQ(drv_mapped(fd), 0);
	dock_task_close(fd);
}

static int child_unmaps(void *unused)
{
	return drv_mapped(fd) == 2 && !dock_task_munmap(m, PG) && drv_mapped(fd) == 1 ? 0 : 1;
}

static int child_only_ends(void *unused)
{
	return (int)drv_mapped(fd);
}

static void fork_opens_and_exit_closes(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 1, RW, MAP_SHARED);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_unmaps, NULL)), 0);
	EXPECT_EQ(drv_mapped(fd), 1);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_only_ends, NULL)), 2);
	EXPECT_EQ(drv_mapped(fd), 1);
	dock_task_madvise(m, PG, MADV_DONTFORK);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_only_ends, NULL)), 1);
	dock_task_munmap(m, PG);
	dock_task_close(fd);
}

static void failed_mmap_opens_nothing(void)
{
	fd = drv_fd();
	EXPECT_EQ(drv_map(fd, KIND_REFUSED, 1, RW, MAP_SHARED), -EPERM);
	EXPECT_EQ(drv_counts(fd).closes, 0);
	dock_task_close(fd);
}

static void driver_may_refuse_split_and_mprotect(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_SPLIT, 3, RW, MAP_SHARED);
	EXPECT_EQ(dock_task_munmap(m + PG, PG), -EINVAL);
	/* Its mprotect is asked first. */
	EXPECT_EQ(dock_task_mprotect(m + PG, PG, PROT_READ), -EACCES);
	EXPECT_EQ(dock_task_mprotect(m, 3 * PG, PROT_READ), -EACCES);
	EXPECT_EQ(store(m + PG, 9), 0);
	EXPECT_EQ(dock_task_munmap(m, 3 * PG), 0);
	EXPECT_EQ(drv_mapped(fd), 0);
	dock_task_close(fd);
}

static const struct claim claims[] = {
	CLAIM(mmap_refuses_bad_arguments),
	CLAIM(mmap_rounds_the_length_up),
	CLAIM(fixed_replaces_what_was_there),
	CLAIM(fixed_noreplace_refuses),
	CLAIM(a_hint_is_taken_if_it_is_free),
	CLAIM(prot_none_faults_and_keeps_the_content),
	CLAIM(mprotect_down_and_up),
	CLAIM(mprotect_of_the_zero_page_stays_copy_on_write),
	CLAIM(mprotect_of_the_middle_splits),
	CLAIM(mprotect_after_fork_keeps_the_copy_apart),
	CLAIM(munmap_of_the_middle_leaves_both_ends),
	CLAIM(mremap_shrinks_in_place),
	CLAIM(mremap_grows_where_there_is_room),
	CLAIM(mremap_moves_if_it_may),
	CLAIM(mremap_to_a_fixed_place_replaces),
	CLAIM(populate_faults_everything_in),
	CLAIM(closed_file_stays_mapped),
	CLAIM(open_and_close_are_counted),
	CLAIM(moving_opens_the_new_and_closes_the_old),
	CLAIM(fork_opens_and_exit_closes),
	CLAIM(failed_mmap_opens_nothing),
	CLAIM(driver_may_refuse_split_and_mprotect),
};
CLAIMS_TASK(claims);
