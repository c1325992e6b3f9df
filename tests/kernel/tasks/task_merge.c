/* SPDX-License-Identifier: MIT */
/* Claims: when VMAs become one, and when one becomes two. */
#include "user.h"
#include "mapdrv.h"

static int fd;
static unsigned long m;
static long vmas; /* before */

static long ask(unsigned int what)
{
	return dock_task_ioctl(fd, what, 0);
}

static long more(void)
{
	return ask(MAPDRV_VMAS) - vmas;
}

/* A hole of eight pages, with room around it. */
static void begin(void)
{
	m = anon(16, PROT_NONE);
	EXPECT_EQ(dock_task_munmap(m, 16 * PG), 0);
	m += 4 * PG;
	vmas = ask(MAPDRV_VMAS);
}

static void end(void)
{
	EXPECT_EQ(dock_task_munmap(m, 8 * PG), 0);
	EXPECT_EQ(more(), 0);
}

static void put(int page, int pages, unsigned long prot)
{
	unsigned long at = m + (unsigned long)page * PG;

	EXPECT_EQ(dock_task_mmap(at, (unsigned long)pages * PG, prot,
				 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
		  at);
}

static void put_file(int kind, int page, int pages, int first, unsigned long flags)
{
	unsigned long at = m + (unsigned long)page * PG;

	EXPECT_EQ(dock_task_mmap(at, (unsigned long)pages * PG, RW, flags | MAP_FIXED, fd,
				 MAPDRV_OFFSET(kind, (unsigned long)first)),
		  at);
}

static void anonymous_neighbours_are_one(void)
{
	begin();
	put(0, 2, RW);
	put(4, 2, RW);
	EXPECT_EQ(more(), 2);
	put(2, 2, RW); /* between both */
	EXPECT_EQ(more(), 1);
	put(6, 1, PROT_READ);
	EXPECT_EQ(more(), 2);
	end();
}

static void rights_there_and_back_leave_one(void)
{
	begin();
	put(0, 6, RW);
	EXPECT_EQ(dock_task_mprotect(m + 2 * PG, 2 * PG, PROT_READ), 0);
	EXPECT_EQ(more(), 3);
	EXPECT_EQ(dock_task_mprotect(m + 2 * PG, PG, RW), 0); /* a part goes back */
	EXPECT_EQ(more(), 3);
	EXPECT_EQ(dock_task_mprotect(m + 3 * PG, PG, RW), 0);
	EXPECT_EQ(more(), 1);
	EXPECT_EQ(dock_task_mprotect(m + 2 * PG, PG, RW), 0); /* nothing changes */
	EXPECT_EQ(more(), 1);
	end();
}

static void advice_and_locks_split_and_merge(void)
{
	begin();
	put(0, 4, RW);
	EXPECT_EQ(dock_task_madvise(m + PG, PG, MADV_DONTFORK), 0);
	EXPECT_EQ(more(), 3);
	EXPECT_EQ(dock_task_madvise(m, 4 * PG, MADV_DOFORK), 0);
	EXPECT_EQ(more(), 1);
	EXPECT_EQ(dock_task_madvise(m, PG, MADV_RANDOM), 0);
	EXPECT_EQ(more(), 2);
	EXPECT_EQ(dock_task_madvise(m, PG, MADV_NORMAL), 0);
	EXPECT_EQ(dock_task_mlock(m + PG, 2 * PG, 0), 0);
	EXPECT_EQ(more(), 3);
	EXPECT_EQ(ask(MAPDRV_LOCKED), 2);
	EXPECT_EQ(dock_task_munmap(m + PG, PG), 0);
	EXPECT_EQ(ask(MAPDRV_LOCKED), 1);
	EXPECT_EQ(dock_task_munlock(m + 2 * PG, 2 * PG), 0);
	EXPECT_EQ(more(), 3); /* what has pages now does not join what has none */
	EXPECT_EQ(ask(MAPDRV_LOCKED), 0);
	end();
}

static void memory_that_was_never_writable_stays_apart(void)
{
	begin();
	put(0, 2, RW); /* it counts as memory that is promised */
	put(2, 2, PROT_READ);
	EXPECT_EQ(dock_task_mprotect(m, 2 * PG, PROT_READ), 0);
	EXPECT_EQ(more(), 2);
	EXPECT_EQ(dock_task_mprotect(m, 4 * PG, RW), 0);
	EXPECT_EQ(more(), 1);
	end();
}

static void pages_of_their_own_keep_neighbours_apart(void)
{
	begin();
	put(0, 2, RW);
	put(3, 2, RW);
	EXPECT_EQ(store(m, 1), 0);
	EXPECT_EQ(store(m + 3 * PG, 1), 0);
	put(2, 1, RW); /* to one of them, since they are of two families */
	EXPECT_EQ(more(), 2);
	EXPECT_EQ(load(m), 1);
	end();
}

static void halves_of_one_are_one_again(void)
{
	begin();
	put(0, 4, RW);
	EXPECT_EQ(store(m, 1), 0);
	EXPECT_EQ(dock_task_mprotect(m + 2 * PG, 2 * PG, PROT_READ), 0);
	EXPECT_EQ(load(m + 3 * PG), 0);
	EXPECT_EQ(more(), 2);
	EXPECT_EQ(dock_task_mprotect(m + 2 * PG, 2 * PG, RW), 0);
	EXPECT_EQ(more(), 1);
	end();
}

static void moved_memory_joins_where_it_fits(void)
{
	begin();
	put(0, 2, RW);
	put(4, 2, RW);
	/* Untouched memory has the offset of its place. */
	EXPECT_EQ(dock_task_mremap(m + 4 * PG, 2 * PG, 2 * PG,
				   MREMAP_MAYMOVE | MREMAP_FIXED, m + 2 * PG),
		  m + 2 * PG);
	EXPECT_EQ(more(), 1);
	put(5, 1, RW);
	EXPECT_EQ(store(m + 5 * PG, 5), 0);
	EXPECT_EQ(dock_task_mremap(m + 5 * PG, PG, PG, MREMAP_MAYMOVE | MREMAP_FIXED,
				   m + 4 * PG),
		  m + 4 * PG);
	EXPECT_EQ(more(), 2); /* touched memory has kept it */
	EXPECT_EQ(load(m + 4 * PG), 5);
	end();
}

static void growing_meets_the_neighbour(void)
{
	begin();
	put(0, 2, RW);
	put(4, 2, RW);
	EXPECT_EQ(dock_task_mremap(m, 2 * PG, 4 * PG, 0, 0), m);
	EXPECT_EQ(more(), 1);
	EXPECT_EQ(dock_task_mremap(m, 2 * PG, 5 * PG, 0, 0), -ENOMEM);
	end();
}

static void file_mappings_go_on_without_the_driver(void)
{
	long before = ask(MAPDRV_MMAPS);

	begin();
	put_file(MAP_FAULT, 0, 2, 0, MAP_SHARED);
	put_file(MAP_FAULT, 2, 2, 2, MAP_SHARED);
	EXPECT_EQ(more(), 1);
	EXPECT_EQ(ask(MAPDRV_MMAPS) - before, 1);
	EXPECT_EQ(load(m + 3 * PG), 4);
	put_file(MAP_FAULT, 4, 2, 1, MAP_SHARED); /* the offset does not go on */
	EXPECT_EQ(more(), 2);
	EXPECT_EQ(ask(MAPDRV_MMAPS) - before, 2);
	put_file(MAP_FAULT, 6, 1, 3, MAP_PRIVATE);
	EXPECT_EQ(more(), 3);
	end();
}

static void a_close_keeps_vmas_apart(void)
{
	begin();
	put_file(MAP_CLOSE, 0, 2, 0, MAP_SHARED);
	put_file(MAP_CLOSE, 2, 2, 2, MAP_SHARED);
	EXPECT_EQ(more(), 2);
	EXPECT_EQ(dock_task_mprotect(m, PG, PROT_READ), 0);
	EXPECT_EQ(dock_task_mprotect(m, PG, RW), 0);
	EXPECT_EQ(more(), 3);
	EXPECT_EQ(dock_task_mremap(m + 2 * PG, 2 * PG, 3 * PG, 0, 0), m + 2 * PG);
	end();
}

static void frames_keep_vmas_apart(void)
{
	begin();
	put_file(MAP_IOMAP, 0, 2, 0, MAP_SHARED);
	put_file(MAP_IOMAP, 2, 2, 2, MAP_SHARED);
	EXPECT_EQ(more(), 2);
	EXPECT_EQ(dock_task_mlock(m, 4 * PG, 0), 0); /* nothing to lock */
	EXPECT_EQ(ask(MAPDRV_LOCKED), 0);
	EXPECT_EQ(dock_task_mremap(m, PG, PG, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0),
		  -EINVAL);
	end();
}

static int child_touches(void *unused)
{
	int saw = load(m);

	store(m + PG, 'c');
	return saw;
}

static void shared_memory_is_the_childs_too(void)
{
	begin();
	EXPECT_EQ(dock_task_mmap(m, 4 * PG, RW, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED,
				 -1, 0),
		  m);
	EXPECT_EQ(store(m, 's'), 0);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_touches, NULL)), 's');
	EXPECT_EQ(load(m + PG), 'c'); /* a page that nobody had touched at the fork */
	EXPECT_EQ(dock_task_mremap(m, 4 * PG, 5 * PG, 0, 0), m);
	EXPECT_EQ(load(m + 4 * PG), BUS_NO_ADDRESS);
	EXPECT_EQ(dock_task_mprotect(m + PG, PG, PROT_READ), 0);
	EXPECT_EQ(more(), 3);
	EXPECT_EQ(dock_task_mprotect(m + PG, PG, RW), 0);
	EXPECT_EQ(more(), 1);
	end();
}

static void what_is_left_behind_is_empty(void)
{
	unsigned long to;

	begin();
	put(0, 2, RW);
	EXPECT_EQ(store(m, 'd'), 0);
	to = dock_task_mremap(m, 2 * PG, 2 * PG, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0);
	EXPECT_EQ(load(to), 'd');
	EXPECT_EQ(load(m), 0);
	EXPECT_EQ(dock_task_munmap(to, 2 * PG), 0);
	EXPECT_EQ(dock_task_mremap(m, 2 * PG, PG, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0),
		  -EINVAL);
	end();
}

static int child_sees_nothing(void *unused)
{
	return load(m);
}

static void wiped_memory_is_empty_in_the_child(void)
{
	begin();
	put(0, 1, RW);
	EXPECT_EQ(store(m, 'w'), 0);
	EXPECT_EQ(dock_task_madvise(m, PG, MADV_WIPEONFORK), 0);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_sees_nothing, NULL)), 0);
	EXPECT_EQ(dock_task_madvise(m, PG, MADV_KEEPONFORK), 0);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_sees_nothing, NULL)), 'w');
	end();
}

static unsigned long chosen(int chooser, unsigned long page, unsigned long flags)
{
	return dock_task_mmap(0, PG, RW, flags, chooser, MAPDRV_OFFSET(MAP_FAULT, page));
}

static void the_driver_chooses_the_address(void)
{
	int chooser = (int)dock_task_open("/dev/mapdrv_chooser", O_RDWR);

	EXPECT_EQ(chosen(chooser, 0, MAP_SHARED), MAPDRV_ADDRESS);
	EXPECT_EQ(load(MAPDRV_ADDRESS), 1);
	EXPECT_EQ(chosen(chooser, 1, MAP_SHARED), -EINVAL);
	EXPECT_EQ(chosen(chooser, 2, MAP_SHARED), -ENOMEM);
	EXPECT_EQ(chosen(chooser, 3, MAP_SHARED), -EBUSY);
	EXPECT_EQ(dock_task_munmap(MAPDRV_ADDRESS, PG), 0);
	/* Flags that not each driver knows want a call that asks. */
	EXPECT_EQ(chosen(chooser, 0, MAP_SHARED_VALIDATE | MAP_SYNC), MAPDRV_ADDRESS);
	EXPECT_EQ(chosen(chooser, 0, MAP_SHARED_VALIDATE | 0x4000000000UL), -EOPNOTSUPP);
	EXPECT_EQ(chosen(fd, 0, MAP_SHARED_VALIDATE | MAP_SYNC), -EOPNOTSUPP);
	EXPECT_EQ(dock_task_munmap(MAPDRV_ADDRESS, PG), 0);
	EXPECT_EQ(dock_task_close(chooser), 0);
}

static void open_the_device(void)
{
	fd = (int)dock_task_open("/dev/mapdrv", O_RDWR);
	EXPECT(fd >= 0);
}

static const struct claim claims[] = {
	CLAIM(open_the_device),
	CLAIM(anonymous_neighbours_are_one),
	CLAIM(rights_there_and_back_leave_one),
	CLAIM(advice_and_locks_split_and_merge),
	CLAIM(memory_that_was_never_writable_stays_apart),
	CLAIM(pages_of_their_own_keep_neighbours_apart),
	CLAIM(halves_of_one_are_one_again),
	CLAIM(moved_memory_joins_where_it_fits),
	CLAIM(growing_meets_the_neighbour),
	CLAIM(file_mappings_go_on_without_the_driver),
	CLAIM(a_close_keeps_vmas_apart),
	CLAIM(frames_keep_vmas_apart),
	CLAIM(shared_memory_is_the_childs_too),
	CLAIM(what_is_left_behind_is_empty),
	CLAIM(wiped_memory_is_empty_in_the_child),
	CLAIM(the_driver_chooses_the_address),
};
CLAIMS_TASK(claims);
