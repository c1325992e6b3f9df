/* SPDX-License-Identifier: MIT */
/* What the tasks of this folder have in common: memory, loads and stores that
 * may fault, and testdrv's counts. */
#ifndef TESTS_USER_H
#define TESTS_USER_H

#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/string.h>
#include <drydock/task.h>
#include "claims.h"
#include "testdrv.h"

#define PG 4096UL
#define RW (PROT_READ | PROT_WRITE)

struct access {
	unsigned long addr;
	bool store;
	unsigned char value;
};

static void access_now(void *arg)
{
	struct access *a = arg;

	if (a->store)
		*(volatile unsigned char *)a->addr = a->value;
	else
		a->value = *(volatile unsigned char *)a->addr;
}

/* The byte at @addr, or -1000 * signal - si_code; -1 if si_addr is wrong. */
static inline int load(unsigned long addr)
{
	struct access a = { .addr = addr };
	struct dock_task_fault f;

	if (!dock_task_try(access_now, &a, &f))
		return a.value;
	return f.si_addr == addr ? -1000 * f.signo - f.si_code : -1;
}

/* 0, or as load(). */
static inline int store(unsigned long addr, unsigned char value)
{
	struct access a = { .addr = addr, .store = true, .value = value };
	struct dock_task_fault f;

	if (!dock_task_try(access_now, &a, &f))
		return 0;
	return f.si_addr == addr ? -1000 * f.signo - f.si_code : -1;
}

#define SEGV_NO_MAPPING	 (-11001) /* SIGSEGV, SEGV_MAPERR */
#define SEGV_NO_RIGHT	 (-11002) /* SIGSEGV, SEGV_ACCERR */
#define BUS_NO_ADDRESS	 (-7002)  /* SIGBUS, BUS_ADRERR */
#define BUS_POISON	 (-7004)  /* SIGBUS, BUS_MCEERR_AR */

static inline unsigned long anon(unsigned long pages, unsigned long prot)
{
	return dock_task_mmap(0, pages * PG, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

/* --- testdrv --- */

static inline int drv_fd(void)
{
	long fd = dock_task_open("/dev/testdrv", O_RDWR);

	EXPECT(fd >= 0);
	EXPECT_EQ(dock_task_ioctl((int)fd, TESTDRV_RESET, 0), 0);
	return (int)fd;
}

static inline unsigned long drv_map(int fd, int kind, unsigned long pages, unsigned long prot,
				    unsigned long flags)
{
	return dock_task_mmap(0, pages * PG, prot, flags, fd, KIND_OFFSET(kind, 0));
}

static inline struct testdrv_counts drv_counts(int fd)
{
	unsigned long buf = anon(1, RW);
	struct testdrv_counts c;

	EXPECT_EQ(dock_task_ioctl(fd, TESTDRV_COUNTS, buf), 0);
	c = *(struct testdrv_counts *)buf;
	EXPECT_EQ(dock_task_munmap(buf, PG), 0);
	return c;
}

/* Open mappings of the device, after all that was done. */
static inline long drv_mapped(int fd)
{
	struct testdrv_counts c = drv_counts(fd);

	return c.opens - c.closes;
}

#endif
