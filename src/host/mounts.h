/* SPDX-License-Identifier: MIT */
/*
 * The mounts that make the programs' world. A program that is root could take
 * them away, or change them, and would then be on the host: its calls are asked
 * about here first.
 */
#ifndef DOCK_HOST_MOUNTS_H
#define DOCK_HOST_MOUNTS_H

/* Would a call that unmounts or moves the mount of descriptor @fd of thread @tid
 * (its root, or any file on it) touch the world? */
int host_mount_is_protected(int tid, int fd);

/* Does @fd show what such a mount shows, itself or a copy of it? A copy may go, and
 * must not become writable. */
int host_mount_shows_protected(int tid, int fd);

/* Does it name the root directory, of whatever mount? */
int host_mount_is_root(int tid, int fd);

/* A file system of this type is one for the whole host. */
int host_mount_type_is_global(const char *type);

#endif
