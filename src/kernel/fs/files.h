/* SPDX-License-Identifier: MIT */
/*
 * Descriptor tables, and the system calls on them.
 *
 * A table (struct files_struct) holds the machine's open files of a process.
 * For a traced program the host's own table holds everything else; the numbers
 * are the host's.
 *
 * All of it acts on current, on its fiber, and may sleep.
 */
#ifndef DOCK_KERNEL_FS_FILES_H
#define DOCK_KERNEL_FS_FILES_H

#include <linux/types.h>

struct file;
struct files_struct;

struct files_struct *dock_files_alloc(void); /* one reference; NULL: no memory */
struct files_struct *dock_files_get(struct files_struct *files);
/* The last reference closes every descriptor (flush, then release). */
void dock_files_put(struct files_struct *files);
/* fork without CLONE_FILES: a copy that shares the open files. */
struct files_struct *dock_files_dup(struct files_struct *files);

/* Takes over the caller's reference to @file. What stood there is closed. */
void dock_fd_install(struct files_struct *files, int fd, struct file *file);
/* The lowest free number at or above @min, installed; for tasks. */
int dock_fd_install_new(struct files_struct *files, int min, struct file *file);
/* Borrowed: valid while the table holds it. NULL: not one of the machine's. */
struct file *dock_fd_lookup(struct files_struct *files, int fd);
/* flush, and what it says; release if it was the last reference. -EBADF: not
 * one of ours. */
long dock_fd_close(struct files_struct *files, int fd);
/* dup: @to now names the same open file as @from. */
long dock_fd_dup(struct files_struct *files, int from, int to);
/* The next descriptor in use at or above @fd, or -1. */
int dock_fd_next(struct files_struct *files, int fd);

/* System calls on a descriptor of current->files; results as Linux returns
 * them. @buf and @iov are user addresses of current->mm. @pos: -1 means the
 * file's own position. */
long dock_sys_read(int fd, unsigned long buf, unsigned long count, long long pos);
long dock_sys_write(int fd, unsigned long buf, unsigned long count, long long pos);
long dock_sys_readv(int fd, unsigned long iov, unsigned long nr, long long pos);
long dock_sys_writev(int fd, unsigned long iov, unsigned long nr, long long pos);
long dock_sys_lseek(int fd, long long offset, int whence);
long dock_sys_ioctl(int fd, unsigned int cmd, unsigned long arg);
long dock_sys_fsync(int fd);
long dock_sys_ftruncate(int fd, long long length);
/* F_GETFL, F_SETFL, F_GETOWN...; F_DUPFD and F_GETFD are the caller's. */
long dock_sys_fcntl(int fd, unsigned int cmd, unsigned long arg);

/* What stat(2) says of an open file of the machine. */
struct dock_stat {
	unsigned long ino;
	unsigned int mode, nlink, uid, gid;
	unsigned int rdev_major, rdev_minor;
	unsigned long size;
};
long dock_fd_stat(int fd, struct dock_stat *st);

/* For tasks: path lookup in the machine's own nodes. */
long dock_sys_open(const char *kernel_path, int flags, int mode);

#endif
