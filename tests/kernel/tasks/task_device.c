/* SPDX-License-Identifier: MIT */
/* Claims: what the ways to map a device's pages do to a user. */
#include "user.h"

static unsigned long m;
static int fd;

static long peek(unsigned long page)
{
	return dock_task_ioctl(fd, TESTDRV_PEEK, page);
}

static long refs(unsigned long page)
{
	return dock_task_ioctl(fd, TESTDRV_REFS, page);
}

static void shared_mapping_is_the_driver_s_memory(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 2, RW, MAP_SHARED);
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(load(m + PG), 2);
	EXPECT_EQ(store(m, 'x'), 0);
	EXPECT_EQ(peek(0), 'x');
	EXPECT_EQ(refs(0), 2);
	dock_task_munmap(m, 2 * PG);
	EXPECT_EQ(refs(0), 1);
	dock_task_close(fd);
}

static void private_mapping_is_copied_at_the_first_write(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 2, RW, MAP_PRIVATE);
	EXPECT_EQ(load(m), 1);		/* read first, then written */
	EXPECT_EQ(refs(0), 2);
	EXPECT_EQ(store(m, 'x'), 0);
	EXPECT_EQ(refs(0), 1);
	EXPECT_EQ(store(m + PG, 'y'), 0); /* written at once */
	EXPECT_EQ(refs(1), 1);
	EXPECT_EQ(load(m), 'x');
	EXPECT_EQ(load(m + 1), 1);
	EXPECT_EQ(load(m + PG + 1), 2);
	EXPECT_EQ(peek(0), 1);
	EXPECT_EQ(peek(1), 2);
	dock_task_munmap(m, 2 * PG);
	dock_task_close(fd);
}

static int child_sees_and_writes(void *unused)
{
	int saw = load(m);

	store(m, 'c');
	return saw;
}

static void fork_shares_a_shared_mapping(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 1, RW, MAP_SHARED);
	store(m, 'p');
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_sees_and_writes, NULL)), 'p');
	EXPECT_EQ(load(m), 'c');
	EXPECT_EQ(peek(0), 'c');
	dock_task_munmap(m, PG);
	dock_task_close(fd);
}

static void fork_copies_a_private_mapping(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 1, RW, MAP_PRIVATE);
	store(m, 'p');
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_sees_and_writes, NULL)), 'p');
	EXPECT_EQ(load(m), 'p');
	EXPECT_EQ(peek(0), 1);
	dock_task_munmap(m, PG);
	dock_task_close(fd);
}

static void reading_maps_read_only_and_mkwrite_is_asked_once(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_MKWRITE, 2, RW, MAP_SHARED);
	EXPECT_EQ(store(m, 'x'), 0); /* a first fault that writes asks, too */
	EXPECT_EQ(drv_counts(fd).mkwrites, 1);
	EXPECT_EQ(store(m, 'y'), 0);
	EXPECT_EQ(drv_counts(fd).mkwrites, 1);
	EXPECT_EQ(load(m + PG), 2);
	EXPECT_EQ(drv_counts(fd).mkwrites, 1);
	EXPECT_EQ(store(m + PG, 'z'), 0);
	EXPECT_EQ(drv_counts(fd).mkwrites, 2);
	EXPECT_EQ(drv_counts(fd).faults, 2);
	EXPECT_EQ(peek(1), 'z');
	dock_task_munmap(m, 2 * PG);
	dock_task_close(fd);
}

/* A page that was written to stays known as such; one that was only read does not. */
static void mkwrite_is_not_asked_again_after_mprotect(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_MKWRITE, 2, RW, MAP_SHARED);
	EXPECT_EQ(store(m, 'x'), 0);
	EXPECT_EQ(load(m + PG), 2);
	EXPECT_EQ(drv_counts(fd).mkwrites, 1);
	EXPECT_EQ(dock_task_mprotect(m, 2 * PG, PROT_READ), 0);
	EXPECT_EQ(store(m, 'y'), SEGV_NO_RIGHT);
	EXPECT_EQ(dock_task_mprotect(m, 2 * PG, RW), 0);
	EXPECT_EQ(store(m, 'y'), 0);
	EXPECT_EQ(drv_counts(fd).mkwrites, 1);
	EXPECT_EQ(store(m + PG, 'z'), 0);
	EXPECT_EQ(drv_counts(fd).mkwrites, 2);
	dock_task_munmap(m, 2 * PG);
	dock_task_close(fd);
}

static void mkwrite_may_take_the_page_away(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_TAKEN, 1, RW, MAP_SHARED);
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(store(m, 'x'), 0); /* faulted in once more */
	EXPECT_EQ(drv_counts(fd).faults, 2);
	EXPECT_EQ(drv_counts(fd).mkwrites, 2);
	EXPECT_EQ(peek(0), 'x');
	EXPECT_EQ(refs(0), 2);
	dock_task_munmap(m, PG);
	EXPECT_EQ(refs(0), 1);
	dock_task_close(fd);
}

static int child_counts_block(void *unused)
{
	return (int)dock_task_ioctl(fd, TESTDRV_BLOCK, 0);
}

static void fork_counts_the_first_page_of_a_block(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_TAIL, 1, RW, MAP_SHARED);
	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_BLOCK, 0), 2);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_counts_block, NULL)), 3);
	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_BLOCK, 0), 2);
	dock_task_munmap(m, PG);
	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_BLOCK, 0), 1);
	dock_task_close(fd);
}

static void past_the_device_is_a_bus_error(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 10, RW, MAP_SHARED);
	EXPECT_EQ(load(m + 8 * PG + 123), BUS_NO_ADDRESS);
	EXPECT_EQ(store(m + 9 * PG, 1), BUS_NO_ADDRESS);
	EXPECT_EQ(load(m + 7 * PG), 8);
	dock_task_munmap(m, 10 * PG);
	dock_task_close(fd);
}

static void handlers_errors_become_signals(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_SEGV, 1, RW, MAP_SHARED);
	EXPECT_EQ(load(m), SEGV_NO_MAPPING);
	dock_task_munmap(m, PG);
	m = drv_map(fd, KIND_POISON, 1, RW, MAP_SHARED);
	EXPECT_EQ(load(m), BUS_POISON);
	dock_task_munmap(m, PG);
	dock_task_close(fd);
}

static void retried_fault_is_served(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_RETRY, 1, RW, MAP_SHARED);
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(drv_counts(fd).faults, 2);
	EXPECT_EQ(dock_task_munmap(m, PG), 0); /* the lock was let go once */
	dock_task_close(fd);
}

static void write_to_a_read_only_mapping_faults(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 1, PROT_READ, MAP_SHARED);
	EXPECT_EQ(store(m, 1), SEGV_NO_RIGHT);
	EXPECT_EQ(dock_task_mprotect(m, PG, RW), 0);
	EXPECT_EQ(store(m, 'x'), 0);
	EXPECT_EQ(peek(0), 'x');
	dock_task_munmap(m, PG);
	dock_task_close(fd);
}

static void rights_of_the_descriptor_bound_the_mapping(void)
{
	fd = (int)dock_task_open("/dev/testdrv", O_RDONLY);
	EXPECT_EQ(drv_map(fd, KIND_FAULT, 1, RW, MAP_SHARED), -EACCES);
	m = drv_map(fd, KIND_FAULT, 1, PROT_READ, MAP_SHARED);
	EXPECT_EQ(dock_task_mprotect(m, PG, RW), -EACCES);
	EXPECT_EQ(store(m, 1), SEGV_NO_RIGHT);
	dock_task_munmap(m, PG);
	m = drv_map(fd, KIND_FAULT, 1, RW, MAP_PRIVATE); /* the copy is one's own */
	EXPECT_EQ(store(m, 'x'), 0);
	dock_task_munmap(m, PG);
	dock_task_close(fd);
	fd = (int)dock_task_open("/dev/testdrv", O_WRONLY);
	EXPECT_EQ(drv_map(fd, KIND_FAULT, 1, PROT_WRITE, MAP_SHARED), -EACCES);
	dock_task_close(fd);
}

static void remap_pfn_range_maps_without_references(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_REMAP, 8, RW, MAP_SHARED);
	EXPECT_EQ(refs(3), 1);
	EXPECT_EQ(load(m + 3 * PG), 4);
	EXPECT_EQ(store(m + 3 * PG, 'x'), 0);
	EXPECT_EQ(peek(3), 'x');
	EXPECT_EQ(drv_counts(fd).faults, 0);
	EXPECT_EQ(dock_task_mremap(m, 8 * PG, 9 * PG, MREMAP_MAYMOVE, 0), -EFAULT);
	EXPECT_EQ(dock_task_madvise(m, PG, MADV_DONTNEED), -EINVAL);
	EXPECT_EQ(dock_task_munmap(m + PG, PG), 0);
	EXPECT_EQ(load(m + 2 * PG), 3);
	dock_task_munmap(m, 8 * PG);
	EXPECT_EQ(refs(3), 1);
	dock_task_close(fd);
}

static void remapped_pages_are_in_the_child(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_REMAP, 1, RW, MAP_SHARED);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_sees_and_writes, NULL)), 1);
	EXPECT_EQ(load(m), 'c');
	dock_task_munmap(m, PG);
	dock_task_close(fd);
}

static void private_remap_is_copied_at_the_first_write(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_REMAP, 2, RW, MAP_PRIVATE);
	EXPECT(!IS_ERR_VALUE(m));
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(store(m, 'x'), 0);
	EXPECT_EQ(load(m), 'x');
	EXPECT_EQ(load(m + 1), 1);
	EXPECT_EQ(peek(0), 1);
	dock_task_munmap(m, 2 * PG);
	dock_task_close(fd);
}

static void vm_insert_page_takes_a_reference(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_INSERT, 3, RW, MAP_SHARED);
	EXPECT_EQ(refs(2), 2);
	EXPECT_EQ(load(m + 2 * PG), 3);
	EXPECT_EQ(store(m + 2 * PG, 'x'), 0);
	EXPECT_EQ(peek(2), 'x');
	EXPECT_EQ(drv_counts(fd).faults, 0);
	EXPECT_EQ(dock_task_wait(dock_task_fork(child_sees_and_writes, NULL)), 1);
	EXPECT_EQ(refs(2), 2);
	dock_task_munmap(m, 3 * PG);
	EXPECT_EQ(refs(2), 1);
	dock_task_close(fd);
}

static void vmf_insert_pfn_maps_without_a_reference(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_PFN, 3, RW, MAP_SHARED);
	EXPECT_EQ(load(m + PG), 2);
	EXPECT_EQ(refs(1), 1);
	EXPECT_EQ(store(m + PG, 'x'), 0);
	EXPECT_EQ(peek(1), 'x');
	EXPECT_EQ(drv_counts(fd).faults, 1);
	EXPECT_EQ(load(m + 9 * PG), SEGV_NO_MAPPING);
	dock_task_munmap(m, 3 * PG);
	dock_task_close(fd);
}

static void zapped_entries_fault_again(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_PFN, 2, RW, MAP_SHARED);
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(drv_counts(fd).faults, 1);
	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_ZAP, 0), 0);
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(drv_counts(fd).faults, 2);
	dock_task_munmap(m, 2 * PG);
	dock_task_close(fd);
}

static void page_given_away_lives_as_long_as_its_mapping(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_NEW, 2, RW, MAP_SHARED);
	EXPECT_EQ(load(m + PG), 0x41);
	EXPECT_EQ(store(m + PG, 'x'), 0);
	EXPECT_EQ(load(m + PG), 'x');
	EXPECT_EQ(dock_task_madvise(m, 2 * PG, MADV_DONTNEED), 0);
	EXPECT_EQ(load(m + PG), 0x41); /* another one */
	dock_task_munmap(m, 2 * PG);
	dock_task_close(fd);
}

static void offset_of_the_mapping_chooses_the_page(void)
{
	fd = drv_fd();
	m = dock_task_mmap(0, 2 * PG, RW, MAP_SHARED, fd, KIND_OFFSET(KIND_FAULT, 5));
	EXPECT_EQ(load(m), 6);
	EXPECT_EQ(load(m + PG), 7);
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
	EXPECT_EQ(load(m + PG), 7);
	dock_task_munmap(m + PG, PG);
	EXPECT_EQ(dock_task_mmap(0, PG, RW, MAP_SHARED, fd, 1), -EINVAL);
	dock_task_close(fd);
}

static void system_calls_reach_mapped_device_memory(void)
{
	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 1, RW, MAP_SHARED);
	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_COUNTS, m + PG - 4), -EFAULT);
	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_COUNTS, m), 0);
	EXPECT_EQ(((struct testdrv_counts *)m)->opens, 1);
	EXPECT_EQ(dock_task_mprotect(m, PG, PROT_READ), 0);
	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_COUNTS, m), -EFAULT);
	dock_task_munmap(m, PG);
	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_COUNTS, m), -EFAULT);
	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_COUNTS, 0), -EFAULT);
	dock_task_close(fd);
}

static const struct claim claims[] = {
	CLAIM(shared_mapping_is_the_driver_s_memory),
	CLAIM(private_mapping_is_copied_at_the_first_write),
	CLAIM(fork_shares_a_shared_mapping),
	CLAIM(fork_copies_a_private_mapping),
	CLAIM(reading_maps_read_only_and_mkwrite_is_asked_once),
	CLAIM(mkwrite_is_not_asked_again_after_mprotect),
	CLAIM(mkwrite_may_take_the_page_away),
	CLAIM(fork_counts_the_first_page_of_a_block),
	CLAIM(past_the_device_is_a_bus_error),
	CLAIM(handlers_errors_become_signals),
	CLAIM(retried_fault_is_served),
	CLAIM(write_to_a_read_only_mapping_faults),
	CLAIM(rights_of_the_descriptor_bound_the_mapping),
	CLAIM(remap_pfn_range_maps_without_references),
	CLAIM(remapped_pages_are_in_the_child),
	CLAIM(private_remap_is_copied_at_the_first_write),
	CLAIM(vm_insert_page_takes_a_reference),
	CLAIM(vmf_insert_pfn_maps_without_a_reference),
	CLAIM(zapped_entries_fault_again),
	CLAIM(page_given_away_lives_as_long_as_its_mapping),
	CLAIM(offset_of_the_mapping_chooses_the_page),
	CLAIM(system_calls_reach_mapped_device_memory),
};
CLAIMS_TASK(claims);
