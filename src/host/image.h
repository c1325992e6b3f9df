/* SPDX-License-Identifier: MIT */
/*
 * Module images that a traced program hands over: copied, so that neither the
 * program nor anybody else can change what has been checked.
 */
#ifndef DOCK_HOST_IMAGE_H
#define DOCK_HOST_IMAGE_H

/* A copy of the regular file behind descriptor @fd of thread @tid; @path names it
 * for debuggers, in the list of what is mapped. Returns a
 * descriptor of ours, or -EBADF (not open for reading), -EINVAL (no regular file,
 * or an empty one), another -errno. */
int host_image_of_fd(int tid, int fd, const char *path);
/* A copy of @len bytes of its memory. -EFAULT: not all of them are there. */
int host_image_of_memory(int tid, unsigned long addr, unsigned long len);
/* A path at which the supervisor can open @fd, a descriptor of ours. */
void host_image_path(int fd, char *buf, unsigned long len);

#endif
