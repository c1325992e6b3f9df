/* SPDX-License-Identifier: MIT */
/*
 * A run in which much happens at once, for same_seed_test.sh: processes and
 * threads that write lines, share memory and a device, and a report at the end.
 * What it prints depends on the order of things, and on nothing else.
 */
#include "user.h"

static unsigned long m;
static int fd;

/* System calls are where others come in between. */
static int speak(void *arg)
{
	long who = (long)arg;

	for (int i = 0; i < 6; i++) {
		unsigned long spare = anon(1 + (who & 1), RW);

		store(spare, (unsigned char)who);
		store(m + (unsigned long)(who & 3), (unsigned char)(16 * who + i));
		load(m + PG + (unsigned long)i % 8 * PG);
		dock_task_print("%ld: round %d, shared %x at %lx\n", who, i, load(m + 1), spare);
		if (who & 1)
			dock_task_munmap(spare, 2 * PG);
	}
	return (int)who;
}

int task_main(void)
{
	long pid[6];
	int sum = 0;

	fd = drv_fd();
	m = drv_map(fd, KIND_FAULT, 8, RW, MAP_SHARED);
	dock_task_print("mapped at %lx\n", m);
	for (long i = 0; i < 6; i++)
		pid[i] = i < 3 ? dock_task_fork(speak, (void *)i) : dock_task_clone(speak, (void *)i);
	for (int i = 0; i < 6; i++)
		sum += (int)dock_task_wait(pid[i]);
	dock_task_close(fd);
	dock_task_print("sum %d\n", sum);
	return sum == 15 ? 0 : 1;
}
MODULE_LICENSE("GPL");
