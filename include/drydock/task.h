/* SPDX-License-Identifier: MIT */
/*
 * Tasks: the machine's user processes that are C functions in the machine's
 * own process, for tests, benches and fuzzing.
 *
 * A task is built like a module (drydock kdir) and run by `drydock run --task
 * FILE.ko`; its entry is `int task_main(void)`, whose result is the exit status.
 * Its addresses are real: what dock_task_mmap() returned can be loaded from and
 * stored to, and faults as a program's memory would. Buffers of system calls
 * must be such user memory. Results are the system calls': >= 0, or -errno.
 */
#ifndef _DRYDOCK_TASK_H
#define _DRYDOCK_TASK_H

#include <linux/types.h>

int task_main(void);

long dock_task_open(const char *path, int flags);
long dock_task_close(int fd);
long dock_task_read(int fd, void *buf, unsigned long count);
long dock_task_write(int fd, const void *buf, unsigned long count);
long dock_task_pread(int fd, void *buf, unsigned long count, long long pos);
long dock_task_pwrite(int fd, const void *buf, unsigned long count, long long pos);
long dock_task_lseek(int fd, long long offset, int whence);
long dock_task_ioctl(int fd, unsigned int cmd, unsigned long arg);
long dock_task_dup(int fd);

/* The address, or -errno (test with IS_ERR_VALUE). @fd -1: anonymous. */
unsigned long dock_task_mmap(unsigned long addr, unsigned long len, unsigned long prot,
			     unsigned long flags, int fd, unsigned long offset);
long dock_task_munmap(unsigned long addr, unsigned long len);
long dock_task_mprotect(unsigned long addr, unsigned long len, unsigned long prot);
unsigned long dock_task_mremap(unsigned long addr, unsigned long old_len, unsigned long new_len,
			       unsigned long flags, unsigned long new_addr);
long dock_task_madvise(unsigned long addr, unsigned long len, int advice);
/* @flags: MLOCK_ONFAULT or 0 */
long dock_task_mlock(unsigned long addr, unsigned long len, int flags);
long dock_task_munlock(unsigned long addr, unsigned long len);

/* fork: the child starts at @fn, with a copy of the memory and descriptors.
 * Returns its pid or -errno. */
long dock_task_fork(int (*fn)(void *), void *arg);
/* A thread: shares memory and descriptors. */
long dock_task_clone(int (*fn)(void *), void *arg);
/* Wait for the end of a child; its exit status, or -ECHILD. */
long dock_task_wait(long pid);

struct dock_task_fault {
	int signo, si_code;
	unsigned long si_addr;
};

/* Run @fn(@arg); a SIGSEGV or SIGBUS in it ends it. Returns 0, or the signal
 * with its facts in @fault (may be NULL). */
int dock_task_try(void (*fn)(void *), void *arg, struct dock_task_fault *fault);

long dock_task_delete_module(const char *name, unsigned int flags);
/* A line of the log. */
void dock_task_print(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Nanoseconds of the host's clock: for benches only, never for decisions. */
unsigned long dock_task_wall_ns(void);

#endif
