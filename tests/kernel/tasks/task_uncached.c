/* SPDX-License-Identifier: MIT */
/* Claims: a user's uncached mapping goes past the cache, where that is not coherent
 * (coherent=0): what is in the cache, or behind it, is not seen on the other side. */
#include <linux/moduleparam.h>
#include "user.h"
#include "uncached.h"

static bool coherent;
module_param(coherent, bool, 0);

static int fd;

static unsigned long map_of(int file, int how)
{
	unsigned long m =
		dock_task_mmap(0, PG, RW, MAP_SHARED, file, (unsigned long)how * PG);

	EXPECT(!IS_ERR_VALUE(m));
	return m;
}

static long kernel_load(unsigned long place)
{
	return dock_task_ioctl(fd, UNCACHED_LOAD, place);
}

static void kernel_store(unsigned long place, unsigned long value)
{
	EXPECT_EQ(dock_task_ioctl(fd, UNCACHED_STORE, place | value << 16), 0);
}

static void clean(void)
{
	EXPECT_EQ(dock_task_ioctl(fd, UNCACHED_TO_DEVICE, 0), 0);
}

static void invalidate(void)
{
	EXPECT_EQ(dock_task_ioctl(fd, UNCACHED_FROM_DEVICE, 0), 0);
}

static void map_is_past_the_cache(unsigned long m, unsigned long place)
{
	kernel_store(place, 'k');
	EXPECT_EQ(load(m + place), coherent ? 'k' : 0);
	clean();
	EXPECT_EQ(load(m + place), 'k');
	/* Here the cached copy is stale ... */
	EXPECT_EQ(store(m + place, 'u'), 0);
	EXPECT_EQ(kernel_load(place), coherent ? 'u' : 'k');
	/* ... and clean: nothing is written back over the store. */
	clean();
	EXPECT_EQ(load(m + place), 'u');
	invalidate();
	EXPECT_EQ(kernel_load(place), 'u');
	EXPECT_EQ(store(m + place, 'v'), 0);
	clean();
	EXPECT_EQ(load(m + place), 'v');
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
}

static void noncached_goes_past_the_cache(void)
{
	map_is_past_the_cache(map_of(fd, UNCACHED_NONE), 0);
}

static void writecombine_goes_past_the_cache(void)
{
	map_is_past_the_cache(map_of(fd, UNCACHED_COMBINED), 128);
}

static void pages_of_a_handler_go_past_the_cache(void)
{
	map_is_past_the_cache(map_of(fd, UNCACHED_FAULT), 256);
}

static void o_sync_goes_past_the_cache(void)
{
	int file = (int)dock_task_open("/dev/uncached", O_RDWR | O_SYNC);

	map_is_past_the_cache(map_of(file, UNCACHED_CACHED), 384);
	EXPECT_EQ(dock_task_close(file), 0);
}

static void cached_does_not(void)
{
	unsigned long m = map_of(fd, UNCACHED_CACHED), u = map_of(fd, UNCACHED_NONE);

	kernel_store(512, 'k');
	EXPECT_EQ(load(m + 512), 'k');
	EXPECT_EQ(store(m + 512, 'u'), 0);
	EXPECT_EQ(kernel_load(512), 'u');
	EXPECT_EQ(load(u + 512), coherent ? 'u' : 0); /* an alias of the same page */
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
	EXPECT_EQ(dock_task_munmap(u, PG), 0);
}

static void protection_does_not_change_that(void)
{
	unsigned long m = map_of(fd, UNCACHED_NONE);

	EXPECT_EQ(load(m + 640), 0);
	EXPECT_EQ(dock_task_mprotect(m, PG, PROT_READ), 0);
	kernel_store(640, 'k');
	EXPECT_EQ(load(m + 640), coherent ? 'k' : 0);
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
}

static void copies_to_it_go_past_the_cache(void)
{
	unsigned long m = map_of(fd, UNCACHED_NONE);

	EXPECT_EQ(dock_task_ioctl(fd, UNCACHED_COPY, m + 768), 0);
	EXPECT_EQ(load(m + 771), 'y');
	EXPECT_EQ(kernel_load(771), coherent ? 'y' : 0);
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
}

static void coherent_memory_is_coherent(void)
{
	unsigned long m = map_of(fd, UNCACHED_COHERENT);

	EXPECT_EQ(dock_task_ioctl(fd, UNCACHED_STORE_COHERENT, 5 | 'k' << 16), 0);
	EXPECT_EQ(load(m + 5), 'k');
	EXPECT_EQ(store(m + 5, 'u'), 0);
	EXPECT_EQ(dock_task_ioctl(fd, UNCACHED_LOAD_COHERENT, 5), 'u');
	EXPECT_EQ(dock_task_munmap(m, PG), 0);
}

static void open_the_device(void)
{
	fd = (int)dock_task_open("/dev/uncached", O_RDWR);
	EXPECT(fd >= 0);
}

static const struct claim claims[] = {
	CLAIM(open_the_device),
	CLAIM(noncached_goes_past_the_cache),
	CLAIM(writecombine_goes_past_the_cache),
	CLAIM(pages_of_a_handler_go_past_the_cache),
	CLAIM(o_sync_goes_past_the_cache),
	CLAIM(cached_does_not),
	CLAIM(protection_does_not_change_that),
	CLAIM(copies_to_it_go_past_the_cache),
	CLAIM(coherent_memory_is_coherent),
};
CLAIMS_TASK(claims);
