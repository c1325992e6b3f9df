/* SPDX-License-Identifier: MIT */
/*
 * The filters that stop a traced program's system calls.
 *
 * The first one stops what can concern the machine's files; the second, which
 * is stacked on it at a program's first device mapping, stops every call. Calls
 * made from the stub page (HOST_STUB) always pass.
 */
#ifndef DOCK_HOST_SECCOMP_H
#define DOCK_HOST_SECCOMP_H

/* The stub: two pages at a fixed address in every traced program. The first
 * holds `syscall; int3`, the second is for data. */
#define HOST_STUB	   0x70000000UL
#define HOST_STUB_DATA	   (HOST_STUB + 4096)
#define HOST_STUB_END	   (HOST_STUB + 8192)
#define HOST_STUB_CODE	   0xcc050fUL /* 0f 05 cc */
#define HOST_STUB_LEN	   3 /* rip is behind it at the int3's stop */

/* Install the first filter in the calling process, which has RAM as @ram_fd: fcntl
 * knows no such descriptor. Returns 0 or -errno. */
int host_filter_install(int ram_fd);

/*
 * host_filter_strict - the second filter, as bytes for the program's memory
 * @buf: gets a struct sock_fprog and what it points to
 * @addr: where in the program the bytes will lie
 *
 * Returns how many bytes, at most 256. The program is to call
 * seccomp(HOST_FILTER_SET, HOST_FILTER_ALL_THREADS, @addr).
 */
unsigned long host_filter_strict(unsigned char *buf, unsigned long addr);
#define HOST_FILTER_SET		1
#define HOST_FILTER_ALL_THREADS 1

#endif
