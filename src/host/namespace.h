/* SPDX-License-Identifier: MIT */
/*
 * The world that the machine's programs see: their own pid namespace with a
 * fresh /proc, their own /dev, and marker files for the machine's nodes. And
 * the start of the first program in it.
 *
 * Errors come back as one line that says what is missing and what allows it.
 */
#ifndef DOCK_HOST_NAMESPACE_H
#define DOCK_HOST_NAMESPACE_H

/* What the world is to show. All of it stays the caller's, and is kept. */
struct host_world {
	const char *release; /* of the machine's kernel */
	const char *kdir;    /* what drivers are built in, absolute; NULL: none */
	const char *sudo;    /* the program that stands for sudo; NULL: none */
	int user;	     /* programs are not root */
	int hosts_proc;	     /* filled: /proc is the host's, a new one was refused */
	char note[200];	     /* filled: what could not be had, and is not needed */
};

/*
 * host_world_create - put this process into the world, and start its pid 1
 *
 * Call once, with one thread. Programs started later are born in the pid
 * namespace; this process stays outside it but shares its mounts. Everything
 * ends when this process dies. Returns 0, or -1 with a line in @err.
 */
int host_world_create(struct host_world *w, char *err, unsigned long err_len);

/*
 * Programs are not root, and yet own every marker: a plain user can have no other
 * owner in a user namespace. A marker's permissions for its owner are then those
 * that the node gives to the programs, and who asks for a node's owner and mode
 * must be told the node's own.
 */
int host_world_owns_all(void);

/*
 * host_marker_create - the file that stands for a node of the machine
 * @path: absolute; below /dev or /sys it is created there, with the directories
 *	it needs; below /proc it is laid over the host's file of that name
 *
 * It is recognised by *dev and *ino (as in struct stat). Returns 0 or -errno
 * (-ENOENT: the host's /proc has no such name).
 */
int host_marker_create(const char *path, unsigned int mode, unsigned int uid,
		       unsigned int gid, unsigned long *dev, unsigned long *ino);
/* If a program has put something else in its place, that stays. Directories
 * below /dev that become empty go, too. Returns whether the file has no name any
 * more: a program may have renamed or linked it. */
int host_marker_remove(const char *path, unsigned long dev, unsigned long ino);

/* Is @dev (as in struct stat) the file system of our own at @at, "/dev" or "/sys"? */
int host_marker_is_in(const char *at, unsigned long dev);

/* A directory and a symbolic link below /dev or /sys, with the directories that
 * they need. They are the host's own, and shown as they are. 0 or -errno. */
int host_marker_mkdir(const char *path, unsigned int mode);
int host_marker_symlink(const char *path, const char *target);
/* Remove either, a directory if it is empty. */
void host_marker_remove_name(const char *path);

/*
 * host_program_prepare - fork the process of the first program, and trace it
 * @argv, @envp: as of execve; argv[0] is looked up in PATH; they stay the caller's
 * @ram_fd: a descriptor of this process that the program and all its children
 *	will hold
 * @user: it is not to be root
 *
 * The process waits, before any driver's code has run and before this one gives
 * up what a program may still do (host_machine_filter). Call it once, after
 * host_world_create(). Returns 0, or -1 with a line in @err.
 */
int host_program_prepare(const char *const *argv, const char *const *envp, int ram_fd,
			 int user, char *err, unsigned long err_len);
/*
 * host_program_exec - let the process become the program
 *
 * It holds @ram_fd at number *@ram_fd_there. Returns its tid, stopped at
 * HOST_STOP_EXEC, or -1 with a line in @err.
 */
int host_program_exec(int *ram_fd_there, char *err, unsigned long err_len);

#endif
