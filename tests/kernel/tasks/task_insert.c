/* SPDX-License-Identifier: MIT */
/* Claims: each function that maps a driver's pages, and what it refuses. */
#include "user.h"
#include "mapdrv.h"

static int fd;

static unsigned long map(int kind, unsigned long page, unsigned long nr,
			 unsigned long flags)
{
	return dock_task_mmap(0, nr * PG, RW, flags, fd, MAPDRV_OFFSET(kind, page));
}

static long refs(unsigned long page)
{
	return dock_task_ioctl(fd, MAPDRV_REFS, page);
}

static void expect_pages(unsigned long m, int first, int nr)
{
	for (int i = 0; i < nr; i++)
		EXPECT_EQ(load(m + (unsigned long)i * PG), first + i);
	EXPECT_EQ(dock_task_munmap(m, (unsigned long)nr * PG), 0);
}

static void vm_insert_pages_maps_many(void)
{
	unsigned long m = map(MAP_INSERT_PAGES, 0, 4, MAP_SHARED);

	EXPECT_EQ(refs(3), 2);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_LEFT, 0), 0);
	expect_pages(m, 1, 4);
	EXPECT_EQ(refs(3), 1);
}

static void vm_insert_pages_stops_where_it_cannot(void)
{
	EXPECT_EQ(map(MAP_INSERT_TOO_MANY, 0, 2, MAP_SHARED), -EFAULT);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_LEFT, 0), 3);
	EXPECT_EQ(map(MAP_INSERT_TWICE, 0, 4, MAP_SHARED), -EBUSY);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_LEFT, 0), 2);
	EXPECT_EQ(refs(0), 1);
}

static void vm_map_pages_begins_at_the_offset(void)
{
	expect_pages(map(MAP_PAGES, 0, 4, MAP_SHARED), 1, 4);
	expect_pages(map(MAP_PAGES, 2, 2, MAP_SHARED), 3, 2);
	EXPECT_EQ(map(MAP_PAGES, 2, 3, MAP_SHARED), -ENXIO);
	EXPECT_EQ(map(MAP_PAGES, 4, 1, MAP_SHARED), -ENXIO);
}

static void vm_map_pages_zero_does_not(void)
{
	expect_pages(map(MAP_PAGES_ZERO, 2, 4, MAP_SHARED), 1, 4);
	EXPECT_EQ(map(MAP_PAGES_ZERO, 0, 5, MAP_SHARED), -ENXIO);
}

static void remap_vmalloc_range_maps_areas_for_users(void)
{
	expect_pages(map(MAP_VMALLOC_USER, 0, 4, MAP_SHARED), 'u', 4);
	expect_pages(map(MAP_VMALLOC_USER, 3, 1, MAP_SHARED), 'x', 1);
	EXPECT_EQ(map(MAP_VMALLOC_USER, 3, 2, MAP_SHARED), -EINVAL);
	EXPECT_EQ(map(MAP_VMALLOC_USER, 0, 5, MAP_SHARED), -EINVAL);
	EXPECT_EQ(map(MAP_VMALLOC, 0, 1, MAP_SHARED), -EINVAL);
	EXPECT_EQ(map(MAP_VMALLOC_ODD, 0, 1, MAP_SHARED), -EINVAL);
}

static void mapped_vmalloc_does_not_grow(void)
{
	unsigned long m = map(MAP_VMALLOC_USER, 0, 2, MAP_SHARED);

	EXPECT_EQ(dock_task_mremap(m, 2 * PG, 3 * PG, MREMAP_MAYMOVE, 0), -EFAULT);
	EXPECT_EQ(dock_task_munmap(m, 2 * PG), 0);
}

static void vm_insert_page_refuses_what_is_no_page_of_a_driver(void)
{
	EXPECT_EQ(map(MAP_SLAB, 0, 1, MAP_SHARED), -EINVAL);
	EXPECT_EQ(map(MAP_FREED, 0, 1, MAP_SHARED), -EINVAL);
	EXPECT_EQ(map(MAP_OUTSIDE, 0, 1, MAP_SHARED), -EFAULT);
}

static void vm_iomap_memory_checks_the_offset(void)
{
	expect_pages(map(MAP_IOMAP, 1, 3, MAP_SHARED), 2, 3);
	EXPECT_EQ(map(MAP_IOMAP, 1, 4, MAP_SHARED), -EINVAL);
	EXPECT_EQ(map(MAP_IOMAP, 5, 1, MAP_SHARED), -EINVAL);
}

static void handlers_insert_by_themselves(void)
{
	unsigned long m = map(MAP_FAULT_PAGE, 0, 5, MAP_SHARED);

	EXPECT_EQ(load(m + 4 * PG), BUS_NO_ADDRESS);
	EXPECT_EQ(refs(1), 1);
	EXPECT_EQ(load(m + PG), 2);
	EXPECT_EQ(refs(1), 2);
	EXPECT_EQ(dock_task_munmap(m + 4 * PG, PG), 0);
	expect_pages(m, 1, 4);
	EXPECT_EQ(refs(1), 1);
	m = map(MAP_FAULT_MIXED, 0, 4, MAP_SHARED);
	EXPECT_EQ(load(m + PG), 2);
	EXPECT_EQ(refs(1), 1); /* by its number, without a reference */
	expect_pages(m, 1, 4);
}

static void a_handler_chooses_the_protection(void)
{
	unsigned long m = map(MAP_FAULT_PFN_RO, 0, 2, MAP_SHARED);

	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(refs(0), 1);
	EXPECT_EQ(store(m, 'w'), 0); /* the VMA allows it: the entry is made writable */
	EXPECT_EQ(load(m), 'w');
	EXPECT_EQ(store(m, 1), 0);
	EXPECT_EQ(dock_task_munmap(m, 2 * PG), 0);
}

static void unmap_mapping_range_takes_pages_away(void)
{
	unsigned long shared = map(MAP_FAULT, 0, 4, MAP_SHARED);
	unsigned long private = map(MAP_FAULT, 0, 4, MAP_PRIVATE);

	for (unsigned long i = 0; i < 4; i++) {
		EXPECT_EQ(load(shared + i * PG), (int)i + 1);
		EXPECT_EQ(load(private + i * PG), (int)i + 1);
	}
	EXPECT_EQ(refs(2), 3);
	EXPECT_EQ(store(private + 3 * PG, 'c'), 0);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_UNMAP, 2), 0);
	EXPECT_EQ(refs(1), 3); /* before the hole */
	EXPECT_EQ(refs(2), 1);
	EXPECT_EQ(load(private + 3 * PG), 'c'); /* a copy stays, */
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_UNMAP_ALL, 2), 0);
	EXPECT_EQ(load(private + 3 * PG), 4); /* or it goes */
	expect_pages(shared, 1, 4);
	expect_pages(private, 1, 4);
}

static void follow_pfn_knows_entries_of_frames(void)
{
	unsigned long m = map(MAP_IOMAP, 0, 4, MAP_SHARED);
	unsigned long ordinary = map(MAP_FAULT, 0, 1, MAP_SHARED);

	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FOLLOW, m + 3 * PG), 3);
	EXPECT_EQ(load(ordinary), 1);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FOLLOW, ordinary), -EINVAL);
	EXPECT_EQ(dock_task_munmap(m, 4 * PG), 0);
	m = map(MAP_FAULT_PFN_RO, 0, 1, MAP_SHARED);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FOLLOW, m), -EINVAL); /* not there yet */
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FOLLOW, m), 0);
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
	EXPECT_EQ(dock_task_munmap(ordinary, PG), 0);
}

static void a_read_brings_the_pages_around(void)
{
	unsigned long m = map(MAP_AROUND, 0, 5, MAP_SHARED);
	long faults = dock_task_ioctl(fd, MAPDRV_FAULTS, 0);

	EXPECT_EQ(load(m + PG), 2);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FOLLOW, m + 3 * PG), 3); /* untouched */
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FAULTS, 0), faults);
	EXPECT_EQ(load(m + 4 * PG), BUS_NO_ADDRESS);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FAULTS, 0), faults + 1);
	EXPECT_EQ(dock_task_munmap(m, 5 * PG), 0);
	m = map(MAP_AROUND, 0, 4, MAP_SHARED);
	EXPECT_EQ(store(m, 1), 0); /* a store brings its own page */
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FAULTS, 0), faults + 2);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FOLLOW, m + PG), -EINVAL);
	EXPECT_EQ(dock_task_munmap(m, 4 * PG), 0);
}

static void a_driver_writes_entries(void)
{
	unsigned long m = map(MAP_APPLY, 0, 5, MAP_SHARED);
	long faults = dock_task_ioctl(fd, MAPDRV_FAULTS, 0);

	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(store(m + PG, 'e'), 0);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FAULTS, 0), faults + 1);
	EXPECT_EQ(load(m + 3 * PG), 4); /* its second entry is refused */
	EXPECT_EQ(load(m + 4 * PG), BUS_NO_ADDRESS);
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_FOLLOW, m + PG), 1);
	EXPECT_EQ(refs(1), 1);
	EXPECT_EQ(dock_task_munmap(m, 5 * PG), 0);
}

/* What the tables do not say any more, no access gets. */
static void a_driver_changes_entries(void)
{
	unsigned long m = map(MAP_APPLY, 0, 4, MAP_SHARED);

	EXPECT_EQ(store(m, 1), 0);
	EXPECT_EQ(store(m + 2 * PG, 3), 0); /* four entries now */
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_LOCK_ENTRIES, m),
		  -EINTR); /* of the second */
	EXPECT_EQ(dock_task_ioctl(fd, MAPDRV_LOCK_ENTRIES, m + 3 * PG), 1);
	EXPECT_EQ(load(m), 1);
	EXPECT_EQ(store(m, 1), 0); /* the VMA allows it: writable again */
	EXPECT_EQ(store(m + 2 * PG, 3), 0);
	EXPECT_EQ(dock_task_munmap(m, 4 * PG), 0);
}

static void open_the_device(void)
{
	fd = (int)dock_task_open("/dev/mapdrv", O_RDWR);
	EXPECT(fd >= 0);
}

static const struct claim claims[] = {
	CLAIM(open_the_device),
	CLAIM(vm_insert_pages_maps_many),
	CLAIM(vm_insert_pages_stops_where_it_cannot),
	CLAIM(vm_map_pages_begins_at_the_offset),
	CLAIM(vm_map_pages_zero_does_not),
	CLAIM(remap_vmalloc_range_maps_areas_for_users),
	CLAIM(mapped_vmalloc_does_not_grow),
	CLAIM(vm_insert_page_refuses_what_is_no_page_of_a_driver),
	CLAIM(vm_iomap_memory_checks_the_offset),
	CLAIM(handlers_insert_by_themselves),
	CLAIM(a_handler_chooses_the_protection),
	CLAIM(unmap_mapping_range_takes_pages_away),
	CLAIM(follow_pfn_knows_entries_of_frames),
	CLAIM(a_read_brings_the_pages_around),
	CLAIM(a_driver_writes_entries),
	CLAIM(a_driver_changes_entries),
};
CLAIMS_TASK(claims);
