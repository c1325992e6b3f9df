/* SPDX-License-Identifier: MIT */
/* Claims: tasks load and store the registers and the memory of a device. */
#include "../../kernel/tasks/user.h"

static unsigned long map(const char *name, unsigned long pages, unsigned long flags)
{
	long fd = dock_task_open(name, O_RDWR);
	unsigned long at;

	EXPECT(fd >= 0);
	at = dock_task_mmap(0, pages * PG, RW, flags, (int)fd, 0);
	EXPECT(!IS_ERR_VALUE(at));
	EXPECT_EQ(dock_task_close((int)fd), 0);
	return at;
}

#define REG(type, at, off) (*(volatile type *)((at) + (off)))

static void registers_are_reached_in_every_width(void)
{
	unsigned long at = map("/dev/window_regs", 1, MAP_SHARED);
	unsigned long stores = REG(u64, at, 0xf08), loads = REG(u64, at, 0xf00);

	REG(u64, at, 0) = 0x1122334455667788UL;
	EXPECT_EQ(REG(u8, at, 1), 0x77);
	EXPECT_EQ(REG(u16, at, 2), 0x5566);
	EXPECT_EQ(REG(u32, at, 4), 0x11223344);
	EXPECT_EQ(REG(u64, at, 0xf10) & 0xffffffff, 0x08010204);
	EXPECT_EQ(REG(u64, at, 0xf08) - stores, 1);
	EXPECT_EQ(REG(u64, at, 0xf00) - loads, 3);
	REG(u32, at, 4) |= 0x80000000;
	EXPECT_EQ(REG(u32, at, 4), 0x91223344);
	EXPECT_EQ(dock_task_munmap(at, PG), 0);
}

static void a_polled_register_moves_on(void)
{
	unsigned long at = map("/dev/window_pages", 1, MAP_SHARED);
	unsigned int first = REG(u32, at, 0xf30);

	while (REG(u32, at, 0xf30) - first < 20)
		;
	EXPECT_EQ(REG(u32, at, 0xf30) - first, 21);
	EXPECT_EQ(dock_task_munmap(at, PG), 0);
}

static void kernel_copies_reach_registers(void)
{
	unsigned long at = map("/dev/window_regs", 1, MAP_SHARED);
	long fd = dock_task_open("/dev/window_regs", O_RDWR);

	REG(u64, at, 0x100) = 0x123456789abcdef0UL;
	EXPECT_EQ(dock_task_write((int)fd, (void *)(at + 0x100), 8), 8);
	EXPECT_EQ(REG(u64, at, 0x80), 0x123456789abcdef0UL);
	EXPECT_EQ(dock_task_read((int)fd, (void *)(at + 0x200), 4), 4);
	EXPECT_EQ(REG(u64, at, 0x200), 0x9abcdef0UL);
	EXPECT_EQ(dock_task_close((int)fd), 0);
	EXPECT_EQ(dock_task_munmap(at, PG), 0);
}

static void memory_is_the_devices(void)
{
	unsigned long at = map("/dev/window_memory", 16, MAP_SHARED);
	unsigned long regs = map("/dev/window_regs", 1, MAP_SHARED);

	EXPECT_EQ(load(at + 15 * PG), 'm');
	EXPECT_EQ(store(at + 15 * PG, 'p'), 0);
	EXPECT_EQ(load(at + 15 * PG), 'p');
	REG(u8, regs, 0xf20) = 'd';
	EXPECT_EQ(load(at + 15 * PG), 'd');
	REG(u8, regs, 0xf20) = 'm';
	EXPECT_EQ(dock_task_munmap(regs, PG), 0);
	EXPECT_EQ(dock_task_munmap(at, 16 * PG), 0);
}

static void private_mappings_copy_registers(void)
{
	unsigned long at = map("/dev/window_regs", 1, MAP_PRIVATE);
	unsigned long shared = map("/dev/window_regs", 1, MAP_SHARED);

	REG(u32, shared, 0x300) = 0xabcd;
	EXPECT_EQ(REG(u32, at, 0x300), 0xabcd);
	REG(u32, at, 0x304) = 7;
	EXPECT_EQ(REG(u32, shared, 0x304), 0);
	EXPECT_EQ(REG(u32, at, 0x300), 0xabcd);
	REG(u32, shared, 0x300) = 1; /* not seen any more */
	EXPECT_EQ(REG(u32, at, 0x300), 0xabcd);
	EXPECT_EQ(dock_task_munmap(shared, PG), 0);
	EXPECT_EQ(dock_task_munmap(at, PG), 0);
}

static void where_nothing_answers_all_bits_are_set(void)
{
	unsigned long at = map("/dev/window_nothing", 2, MAP_SHARED);

	EXPECT_EQ(REG(u32, at, 0), 0xffffffff);
	REG(u32, at, 0) = 5;
	EXPECT_EQ(REG(u32, at, 0), 0xffffffff);
	EXPECT_EQ(REG(u64, at, PG - 4), ~0UL); /* over the end of the page */
	EXPECT_EQ(dock_task_munmap(at, 2 * PG), 0);
}

static void protections_and_ends_hold(void)
{
	unsigned long at = map("/dev/window_pages", 2, MAP_SHARED);

	EXPECT_EQ(store(at + PG, 1), BUS_NO_ADDRESS);
	EXPECT_EQ(dock_task_mprotect(at, PG, PROT_READ), 0);
	EXPECT_EQ(store(at, 1), SEGV_NO_RIGHT);
	EXPECT_EQ(load(at), 0x88);
	EXPECT_EQ(dock_task_mprotect(at, PG, PROT_NONE), 0);
	EXPECT_EQ(load(at), SEGV_NO_RIGHT);
	EXPECT_EQ(dock_task_munmap(at, 2 * PG), 0);
	EXPECT_EQ(load(at), SEGV_NO_MAPPING);
}

static const struct claim claims[] = {
	CLAIM(registers_are_reached_in_every_width),
	CLAIM(a_polled_register_moves_on),
	CLAIM(kernel_copies_reach_registers),
	CLAIM(memory_is_the_devices),
	CLAIM(private_mappings_copy_registers),
	CLAIM(where_nothing_answers_all_bits_are_set),
	CLAIM(protections_and_ends_hold),
};

CLAIMS_TASK(claims);
