/* SPDX-License-Identifier: MIT */
/*
 * A core file of this process, that gdb reads: its contexts as threads, and the
 * memory that was touched.
 */
#ifndef DOCK_HOST_CORE_H
#define DOCK_HOST_CORE_H

struct host_context; /* fiber.h */

struct host_core_thread {
	int tid; /* each its own, not 0 */
	const struct host_context *context;
};

/* Say where it will be, before this process gets folders of its own. @path is kept. */
void host_core_prepare(const char *path);

/*
 * host_core_write - write the core file, replacing a file that is there
 * @threads: the first is the one that gdb shows first
 * @signo: what it ended by; 0: no signal
 *
 * Uses no heap, which may be broken. Returns 0; or -errno, and there is no file.
 */
int host_core_write(const struct host_core_thread *threads, int nr_threads, int signo);

#endif
