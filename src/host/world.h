/* SPDX-License-Identifier: MIT */
/*
 * The making of the programs' world, and what its parts ask of each other.
 *
 *   namespace.c   identity, namespaces, pid 1; calls the others
 *   inherited.c   descriptors and folder that come from outside
 *   world_dev.c   /dev
 *   world_sys.c   /sys
 *   world_modules.c  /lib/modules, sudo
 *   markers.c     files that stand for the machine's nodes
 *   mounts.c      which mounts the programs must leave as they are
 */
#ifndef DOCK_HOST_WORLD_H
#define DOCK_HOST_WORLD_H

#define HOST_WORLD_HINT                                                                  \
	"in Docker: --cap-add SYS_ADMIN --cap-add SYS_PTRACE --security-opt "            \
	"seccomp=unconfined --security-opt apparmor=unconfined"

/* The line that the user reads; returns -1. */
int host_world_fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Mount our own file systems. In the new namespaces, as root, before pid 1 is
 * started. Return 0, or host_world_fail(). */
int host_world_make_dev(void);
int host_world_make_sys(void);

/* The nodes of the host that are shown in /dev; NULL ends. */
extern const char *const host_world_shown_nodes[];

/* The descriptors and the folder that the program will have from outside: look at
 * them while the world is still the host's, and let them be the machine's when it
 * is there. Return 0, or host_world_fail(). */
int host_world_note_inherited(void);
int host_world_move_inherited(void);

/* A file system of ours is mounted @at: markers can be made in it (markers.c has
 * the list), and it is protected. Returns 0, or -1 with errno. */
int host_world_own(const char *at);

/* /lib/modules/RELEASE for the machine's kernel, and its own sudo. What cannot be
 * had is said in w->note. */
struct host_world;
void host_world_make_modules(struct host_world *w);

/* What is mounted @at stays there until the end. 0, or -1 with errno. */
int host_world_protect(const char *at);

/* Show file or directory @name of @dir, read-only, at the mount point @at, and
 * protect it. 0, or -1 with errno. */
int host_world_show(int dir, const char *name, const char *at);

#endif
