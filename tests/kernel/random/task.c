/* SPDX-License-Identifier: MIT */
/* Random calls (sequence.h), answered by the machine: with mapdrv's pages as the
 * file. Parameters: seed, steps. */
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <drydock/task.h>
#include "../tasks/mapdrv.h"
#include "sequence.h"

#define BASE 0x110000100000UL

static unsigned long seed = 1;
module_param(seed, ulong, 0);
static unsigned long steps = 10000;
module_param(steps, ulong, 0);

static int fd;

struct byte_access {
	unsigned long addr;
	bool store;
	unsigned char value;
};

static void access_now(void *arg)
{
	struct byte_access *a = arg;

	if (a->store)
		*(volatile unsigned char *)a->addr = a->value;
	else
		a->value = *(volatile unsigned char *)a->addr;
}

static int access_byte(struct byte_access *a)
{
	struct dock_task_fault f;

	if (!dock_task_try(access_now, a, &f))
		return a->store ? 0 : a->value;
	return f.si_addr == a->addr ? -1000 * f.signo - f.si_code : -1;
}

static int task_load(unsigned long addr)
{
	return access_byte(&(struct byte_access){.addr = addr});
}

static int task_store(unsigned long addr, unsigned char value)
{
	return access_byte(
		&(struct byte_access){.addr = addr, .store = true, .value = value});
}

static long task_mmap(unsigned long addr, unsigned long len, unsigned long prot,
		      unsigned long flags, unsigned long offset)
{
	return (long)dock_task_mmap(addr, len, prot, flags,
				    flags & MAP_ANONYMOUS ? -1 : fd, offset);
}

static long task_mremap(unsigned long addr, unsigned long old_len, unsigned long new_len,
			unsigned long flags, unsigned long new_addr)
{
	return (long)dock_task_mremap(addr, old_len, new_len, flags, new_addr);
}

static long task_mlock(unsigned long addr, unsigned long len, int lock)
{
	return lock ? dock_task_mlock(addr, len, 0) : dock_task_munlock(addr, len);
}

static int run_child(void *fn)
{
	return ((int (*)(void *))fn)(NULL);
}

static long task_child(int (*fn)(void *))
{
	return dock_task_wait(dock_task_fork(run_child, fn));
}

static void task_say(const char *text, unsigned long s, unsigned long step, long have,
		     long want)
{
	dock_task_print("seed %lu, step %lu: %s gives %ld, not %ld\n", s, step, text,
			have, want);
}

static const struct seq_env task_env = {
	.base = BASE,
	.file_offset = MAPDRV_OFFSET(MAP_FAULT, 0),
	.mmap = task_mmap,
	.munmap = dock_task_munmap,
	.mprotect = dock_task_mprotect,
	.mremap = task_mremap,
	.madvise = dock_task_madvise,
	.mlock = task_mlock,
	.load = task_load,
	.store = task_store,
	.child = task_child,
	.say = task_say,
};

/* A page on each side that nothing grows into. */
static void guard(unsigned long addr)
{
	dock_task_mmap(addr, SEQ_PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
		       -1, 0);
}

int task_main(void)
{
	fd = (int)dock_task_open("/dev/mapdrv", O_RDWR);
	if (fd < 0)
		return 2;
	guard(BASE - SEQ_PAGE);
	guard(BASE + SEQ_PAGES * SEQ_PAGE);
	if (seq_run(&task_env, seed, steps))
		return 1;
	dock_task_print("seed %lu: %lu steps as in the model\n", seed, steps);
	return 0;
}
MODULE_LICENSE("GPL");
