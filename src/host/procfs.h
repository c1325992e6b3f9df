/* SPDX-License-Identifier: MIT */
/*
 * What the host's /proc says of a traced thread. The host's own procfs is
 * used, opened before the machine's programs get theirs; ids are the host's.
 */
#ifndef DOCK_HOST_PROCFS_H
#define DOCK_HOST_PROCFS_H

/* Open the host's /proc. Returns 0 or -errno. */
int host_proc_init(void);
/* A descriptor of it; it stays this room's. */
int host_proc_dir(void);

/* Which file descriptor @fd of the thread names. Returns 0 or -errno. */
struct host_file_id {
	unsigned long dev, ino;
	int is_dir;
};
int host_proc_fd_id(int tid, int fd, struct host_file_id *id);
int host_proc_fd_is_open(int tid, int fd);
/* Its position; 0 also if there is no such. */
unsigned long host_proc_fd_position(int tid, int fd);
/* Is this device the programs' procfs? */
int host_proc_is_proc(unsigned long dev);
/* Its path; the length, or -errno. */
int host_proc_fd_path(int tid, int fd, char *buf, unsigned long len);
/* Write @len bytes into the file behind it. Returns 0 or -errno. */
int host_proc_fd_write(int tid, int fd, const void *text, unsigned long len);
/* Open the regular file behind it anew, for reading. Returns a descriptor, or
 * -EBADF (it is not open for reading), -EINVAL (no regular file, or an empty one). */
int host_proc_fd_reopen(int tid, int fd);
/* Effective user id, as this process sees it; -1: no such thread */
int host_proc_euid(int tid);

/* 'R' running, 'S' waiting, 'D', 'T', 't', 'Z', ...; 0: no such thread */
char host_proc_state(int tid);
/* Thread and process id in the innermost pid namespace. */
int host_proc_ns_ids(int tid, int *ns_tid, int *ns_tgid, int *tgid);

/* Is a signal pending for a thread, neither blocked nor ignored? @mask: what is
 * blocked; NULL: what it blocks itself. @held: signals that its tracer has taken, and
 * will give back. */
enum host_pending { HOST_PENDING_NONE, HOST_PENDING_SOME, HOST_PENDING_FATAL };
enum host_pending host_proc_pending(int tid, const unsigned long *mask, unsigned long held);
/* Does it ignore @signal? */
int host_proc_ignores(int tid, int signal);
/* Has it a handler for it? */
int host_proc_catches(int tid, int signal);
/* Does it have the capability of this number, in its own user namespace? */
int host_proc_capable(int tid, int capability);
/* 32 or 64: the class of the ELF file that it runs; 0: unknown */
int host_proc_exe_class(int tid);
/* Its name as of prctl; always terminated. */
void host_proc_comm(int tid, char *comm, unsigned long len);

/* One line of a maps file that replaces the host's. */
struct host_maps_line {
	unsigned long start, end, offset;
	int read, write, exec, shared;
	unsigned int major, minor;
	unsigned long ino;
	char path[128];	 /* empty: none */
	char more[1024]; /* lines that follow it, in smaps */
};
/* Gives the first line of the machine's at or above an address; 0: there is none */
typedef int (*host_maps_next)(void *arg, unsigned long addr, struct host_maps_line *line);

/*
 * host_proc_maps - the maps file of @tid, with lines of the machine's
 * @file: maps or smaps
 * @hide_start, @hide_end: a range that is left out
 *
 * Host lines inside the machine's ranges are left out. Returns text of
 * host_alloc(), and its length in *len; NULL if the file cannot be read.
 */
char *host_proc_maps(int tid, const char *file, host_maps_next next, void *arg,
		     unsigned long hide_start, unsigned long hide_end, unsigned long *len);

/* The smaps_rollup of @tid, with the machine's ranges taken out, and @ours, lines
 * of sums, put in. As above. */
char *host_proc_rollup(int tid, host_maps_next next, void *arg, const char *ours,
		       unsigned long *len);

/* What the file of status says that it has open as @fd, with another sum of locked memory.
 * As above. */
char *host_proc_status(int tid, int fd, unsigned long locked_kb, unsigned long *len);

/* An area of its memory. */
struct host_area {
	unsigned long start, end, offset;
	unsigned long ino; /* of the file; 0: there is none */
	int special;	   /* [vdso] and its kin */
	char flags[128];   /* as smaps has them: "rd wr mr " */
};
typedef void (*host_area_fn)(void *arg, const struct host_area *area);
/* Tell of each, by address. */
void host_proc_areas(int tid, host_area_fn each, void *arg);

/* Its memory, as a debugger reaches it. Returns how many bytes were copied. */
unsigned long host_proc_mem(int tid, unsigned long addr, void *buf, unsigned long n, int write);
/* Its pagemap from the page of @addr on, without the host's page frames. */
void host_proc_pagemap(int tid, unsigned long addr, unsigned long *entries, unsigned long nr);

#endif
