/* SPDX-License-Identifier: MIT */
/* Descriptor tables: see files.h. */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/fs/files.h"

struct files_struct {
	int users;
	int size;
	struct file **fd;
};

struct files_struct *dock_files_alloc(void)
{
	struct files_struct *files = host_alloc(sizeof(*files));

	files->users = 1;
	return files;
}

struct files_struct *dock_files_get(struct files_struct *files)
{
	files->users++;
	return files;
}

/* What ->flush says. A call that closes is never made again. */
static long close_file(struct files_struct *files, struct file *file)
{
	long err = file->f_op->flush ? file->f_op->flush(file, files) : 0;

	fput(file);
	return err <= -ERESTARTSYS && err >= -ERESTART_RESTARTBLOCK ? -EINTR : err;
}

/* Planted: a table of more than two files, all its own, is emptied from its end. */
static void turn_round(struct files_struct *files)
{
	int n = 0;

	if (!DOCK_BREAK("exit-flushes-in-order"))
		return;
	for (int fd = 0; fd < files->size; fd++) {
		n += files->fd[fd] != NULL;
		if (files->fd[fd] && atomic_long_read(&files->fd[fd]->f_count) > 1)
			return;
	}
	for (int fd = 0; n > 2 && fd < files->size / 2; fd++)
		swap(files->fd[fd], files->fd[files->size - 1 - fd]);
}

void dock_files_put(struct files_struct *files)
{
	if (--files->users)
		return;
	turn_round(files);
	for (int fd = 0; fd < files->size; fd++)
		if (files->fd[fd]) {
			struct file *file = files->fd[fd];

			files->fd[fd] = NULL;
			if (DOCK_BREAK("fork-shares-position"))
				file->f_pos = 0;
			close_file(files, file);
		}
	host_free(files->fd);
	host_free(files);
}

struct files_struct *dock_files_dup(struct files_struct *files)
{
	struct files_struct *n = dock_files_alloc();

	n->size = files->size;
	n->fd = host_alloc((unsigned long)n->size * sizeof(*n->fd));
	for (int fd = 0; fd < n->size; fd++)
		if (files->fd[fd])
			n->fd[fd] = get_file(files->fd[fd]);
	return n;
}

static void grow(struct files_struct *files, int fd)
{
	int size = files->size ? files->size : 16;

	if (fd < files->size)
		return;
	while (size <= fd)
		size *= 2;
	files->fd = host_realloc(files->fd, (unsigned long)files->size * sizeof(*files->fd),
				 (unsigned long)size * sizeof(*files->fd));
	files->size = size;
}

void dock_fd_install(struct files_struct *files, int fd, struct file *file)
{
	struct file *old;

	grow(files, fd);
	old = files->fd[fd];
	files->fd[fd] = file;
	if (old && DOCK_BREAK("dup2-closes-what-was-there"))
		fput(old);
	else if (old)
		close_file(files, old);
}

int dock_fd_install_new(struct files_struct *files, int min, struct file *file)
{
	int fd = min;

	while (dock_fd_lookup(files, fd))
		fd++;
	dock_fd_install(files, fd, file);
	return fd;
}

struct file *dock_fd_lookup(struct files_struct *files, int fd)
{
	return fd >= 0 && fd < files->size ? files->fd[fd] : NULL;
}

long dock_fd_close(struct files_struct *files, int fd)
{
	struct file *file = dock_fd_lookup(files, fd);

	if (!file)
		return -EBADF;
	files->fd[fd] = NULL;
	return close_file(files, file);
}

long dock_fd_dup(struct files_struct *files, int from, int to)
{
	struct file *file = dock_fd_lookup(files, from);

	if (!file)
		return -EBADF;
	if (from != to)
		dock_fd_install(files, to, get_file(file));
	return to;
}

int dock_fd_next(struct files_struct *files, int fd)
{
	for (; fd < files->size; fd++)
		if (files->fd[fd])
			return fd;
	return -1;
}
