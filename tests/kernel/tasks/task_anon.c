/* SPDX-License-Identifier: MIT */
/* Claims: anonymous memory, fork and threads. */
#include "user.h"

static unsigned long m;

static void fresh_memory_reads_zero(void)
{
	m = anon(3, RW);
	EXPECT(!IS_ERR_VALUE(m));
	EXPECT_EQ(load(m), 0);
	EXPECT_EQ(load(m + 3 * PG - 1), 0);
	EXPECT_EQ(dock_task_munmap(m, 3 * PG), 0);
}

static void zero_page_is_not_written_through(void)
{
	unsigned long a = anon(1, RW), b = anon(1, RW);

	EXPECT_EQ(load(a), 0);
	EXPECT_EQ(load(b), 0);
	EXPECT_EQ(store(a, 7), 0);
	EXPECT_EQ(load(a), 7);
	EXPECT_EQ(load(b), 0);
	dock_task_munmap(a, PG);
	dock_task_munmap(b, PG);
}

static int child_writes_b(void *unused)
{
	int saw = load(m);

	store(m, 'b');
	store(m + PG, 'B');
	return saw == 'a' && load(m) == 'b' && load(m + PG) == 'B' ? 0 : 1;
}

static void child_write_does_not_reach_parent(void)
{
	long pid;

	m = anon(2, RW);
	store(m, 'a');
	pid = dock_task_fork(child_writes_b, NULL);
	EXPECT(pid > 0);
	EXPECT_EQ(dock_task_wait(pid), 0);
	EXPECT_EQ(load(m), 'a');
	EXPECT_EQ(load(m + PG), 0);
	EXPECT_EQ(dock_task_wait(pid), -ECHILD);
	dock_task_munmap(m, 2 * PG);
}

static volatile int parent_wrote;

static int child_reads_late(void *unused)
{
	unsigned long spare;

	while (!parent_wrote) { /* a system call: time passes, others run */
		spare = anon(1, RW);
		dock_task_munmap(spare, PG);
	}
	return load(m);
}

static void parent_write_does_not_reach_child(void)
{
	long pid;

	parent_wrote = 0;
	m = anon(1, RW);
	store(m, 'a');
	pid = dock_task_fork(child_reads_late, NULL);
	store(m, 'p');
	parent_wrote = 1;
	EXPECT_EQ(dock_task_wait(pid), 'a');
	EXPECT_EQ(load(m), 'p');
	dock_task_munmap(m, PG);
}

static int grandchild(void *unused)
{
	store(m, 'g');
	return load(m + PG);
}

static int child_forks(void *unused)
{
	long pid;

	store(m + PG, 'c');
	pid = dock_task_fork(grandchild, NULL);
	return dock_task_wait(pid) == 'c' && load(m) == 'a' ? 0 : 1;
}

static void fork_of_a_fork_copies_again(void)
{
	m = anon(2, RW);
	store(m, 'a');
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_forks, NULL)), 0);
	EXPECT_EQ(load(m), 'a');
	EXPECT_EQ(load(m + PG), 0);
	dock_task_munmap(m, 2 * PG);
}

static int child_loads(void *unused)
{
	int got = load(m);

	return got == SEGV_NO_MAPPING ? 200 : got;
}

static void dontfork_memory_is_not_in_the_child(void)
{
	m = anon(1, RW);
	store(m, 'a');
	EXPECT_EQ(dock_task_madvise(m, PG, MADV_DONTFORK), 0);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_loads, NULL)), 200);
	EXPECT_EQ(dock_task_madvise(m, PG, MADV_DOFORK), 0);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_loads, NULL)), 'a');
	EXPECT_EQ(load(m), 'a');
	dock_task_munmap(m, PG);
}

static void dontfork_of_the_middle_splits(void)
{
	m = anon(3, RW);
	for (int i = 0; i < 3; i++)
		store(m + i * PG, '0' + i);
	EXPECT_EQ(dock_task_madvise(m + PG, PG, MADV_DONTFORK), 0);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_loads, NULL)), '0');
	m += PG;
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_loads, NULL)), 200);
	m += PG;
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_loads, NULL)), '2');
	dock_task_munmap(m - 2 * PG, 3 * PG);
}

static void dontneed_gives_zeroes_again(void)
{
	m = anon(2, RW);
	store(m, 'a');
	store(m + PG, 'b');
	EXPECT_EQ(dock_task_madvise(m, PG, MADV_DONTNEED), 0);
	EXPECT_EQ(load(m), 0);
	EXPECT_EQ(load(m + PG), 'b');
	dock_task_munmap(m, 2 * PG);
}

static int ends_at_once(void *status)
{
	return (int)(long)status;
}

static void exit_status_is_eight_bits(void)
{
	EXPECT_EQ(dock_task_wait(dock_task_fork(ends_at_once, (void *)0x1ff)), 0xff);
	EXPECT_EQ(dock_task_wait(dock_task_fork(ends_at_once, (void *)0)), 0);
}

static int faults(void *unused)
{
	*(volatile char *)m = 1;
	return 0;
}

static void unhandled_signal_ends_the_child_only(void)
{
	m = anon(1, PROT_READ);
	EXPECT_EQ(dock_task_wait(dock_task_fork(faults, NULL)), 128 + 11);
	EXPECT_EQ(load(m), 0);
	dock_task_munmap(m, PG);
}

/* --- threads --- */

static unsigned long made_by_thread;

static int thread_writes(void *arg)
{
	unsigned long i = (unsigned long)arg;

	store(m + i * PG, (unsigned char)(i + 1));
	if (!i) {
		made_by_thread = anon(1, RW);
		store(made_by_thread, 't');
	}
	return 0;
}

static void threads_share_memory_both_ways(void)
{
	long pid[8];

	m = anon(8, RW);
	for (unsigned long i = 0; i < 8; i++)
		pid[i] = dock_task_clone(thread_writes, (void *)i);
	for (unsigned long i = 0; i < 8; i++)
		EXPECT_EQ(dock_task_wait(pid[i]), 0);
	for (int i = 0; i < 8; i++)
		EXPECT_EQ(load(m + i * PG), i + 1);
	EXPECT_EQ(load(made_by_thread), 't');
	dock_task_munmap(made_by_thread, PG);
	dock_task_munmap(m, 8 * PG);
}

static long fd_of_thread;

static int thread_opens(void *unused)
{
	fd_of_thread = dock_task_open("/dev/testdrv", O_RDWR);
	return 0;
}

static void threads_share_descriptors(void)
{
	EXPECT_EQ(dock_task_wait(dock_task_clone(thread_opens, NULL)), 0);
	EXPECT(fd_of_thread >= 0);
	EXPECT_EQ(dock_task_ioctl((int)fd_of_thread, TESTDRV_RESET, 0), 0);
	EXPECT_EQ(dock_task_close((int)fd_of_thread), 0);
	EXPECT_EQ(dock_task_close((int)fd_of_thread), -EBADF);
}

static void forked_descriptors_are_copies(void)
{
	EXPECT_EQ(dock_task_wait(dock_task_fork(thread_opens, NULL)), 0);
	EXPECT_EQ(dock_task_ioctl((int)fd_of_thread, TESTDRV_RESET, 0), -EBADF);
}

static int thread_maps_and_unmaps(void *unused)
{
	for (int i = 0; i < 20; i++) {
		unsigned long a = anon(2, RW);

		if (IS_ERR_VALUE(a) || store(a, 1) || store(a + PG, 2) || load(a) != 1 ||
		    dock_task_munmap(a, 2 * PG) || load(a) != SEGV_NO_MAPPING)
			return 1;
	}
	return 0;
}

static void mapping_of_one_thread_is_gone_for_all(void)
{
	long pid;

	m = anon(1, RW);
	store(m, 'x');
	pid = dock_task_clone(thread_maps_and_unmaps, NULL);
	EXPECT_EQ(dock_task_wait(pid), 0);
	EXPECT_EQ(load(m), 'x');
	dock_task_munmap(m, PG);
	EXPECT_EQ(dock_task_wait(dock_task_clone(child_loads, NULL)), 200);
}

/* A second mm in between: the window must show the right one each time. */
static int process_counts(void *arg)
{
	unsigned char mine = (unsigned char)(long)arg;

	for (int i = 0; i < 30; i++) {
		unsigned long spare;

		if (store(m, mine) || load(m) != mine)
			return 1;
		spare = anon(1, RW);
		if (load(m) != mine || dock_task_munmap(spare, PG))
			return 2;
	}
	return 0;
}

static void processes_take_turns_with_their_own_memory(void)
{
	long pid[5];

	m = anon(1, RW);
	store(m, 'm');
	for (long i = 0; i < 5; i++)
		pid[i] = dock_task_fork(process_counts, (void *)(i + 1));
	for (int i = 0; i < 5; i++)
		EXPECT_EQ(dock_task_wait(pid[i]), 0);
	EXPECT_EQ(load(m), 'm');
	dock_task_munmap(m, PG);
}

static const struct claim claims[] = {
	CLAIM(fresh_memory_reads_zero),
	CLAIM(zero_page_is_not_written_through),
	CLAIM(child_write_does_not_reach_parent),
	CLAIM(parent_write_does_not_reach_child),
	CLAIM(fork_of_a_fork_copies_again),
	CLAIM(dontfork_memory_is_not_in_the_child),
	CLAIM(dontfork_of_the_middle_splits),
	CLAIM(dontneed_gives_zeroes_again),
	CLAIM(exit_status_is_eight_bits),
	CLAIM(unhandled_signal_ends_the_child_only),
	CLAIM(threads_share_memory_both_ways),
	CLAIM(threads_share_descriptors),
	CLAIM(forked_descriptors_are_copies),
	CLAIM(mapping_of_one_thread_is_gone_for_all),
	CLAIM(processes_take_turns_with_their_own_memory),
};
CLAIMS_TASK(claims);
