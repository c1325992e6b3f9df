/* SPDX-License-Identifier: MIT */
/* The world of the machine's programs: see namespace.h. */
#include "host/namespace.h"
#include "host/procfs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SCRATCH "/dev/.drydock" /* markers of /proc files, until they are mounted */

#define PERMISSION_HINT                                                                  \
	"in Docker: --cap-add SYS_ADMIN --cap-add SYS_PTRACE --security-opt "            \
	"seccomp=unconfined --security-opt apparmor=unconfined"

#define NAMESPACE_HINT                                                                   \
	"allow user namespaces: sysctl kernel.unprivileged_userns_clone=1, "             \
	"kernel.apparmor_restrict_unprivileged_userns=0; in a chroot only root can; "    \
	PERMISSION_HINT

static char *error_line;
static unsigned long error_len;

static int fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static int fail(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(error_line, error_len, fmt, args);
	va_end(args);
	return -1;
}

/* --- identity --- */

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -errno;
	n = write(fd, text, strlen(text));
	close(fd);
	return n < 0 ? -errno : 0;
}

/* Programs see uid 0: whoever runs drydock is root in its own user namespace. */
static int become_root(unsigned int uid, unsigned int gid)
{
	char map[64];

	write_file("/proc/self/setgroups", "deny");
	snprintf(map, sizeof(map), "0 %u 1", uid);
	if (write_file("/proc/self/uid_map", map))
		return -1;
	snprintf(map, sizeof(map), "0 %u 1", gid);
	return write_file("/proc/self/gid_map", map);
}

/* In a chroot "/" is the root of no mount, so its mount cannot be named. Entering
 * the namespace that we are in already leads to its real root; from there it can,
 * and then we go back. */
static int make_private_from_chroot(void)
{
	int ns = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	int cwd = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	int err = ns < 0 || root < 0 || cwd < 0 || setns(ns, CLONE_NEWNS) ||
		  mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) || fchdir(root) ||
		  chroot(".") || fchdir(cwd);
	int why = errno;

	if (ns >= 0)
		close(ns);
	if (root >= 0)
		close(root);
	if (cwd >= 0)
		close(cwd);
	errno = why;
	return err ? -1 : 0;
}

/* What is mounted from now on is seen by the programs alone. */
static int make_mounts_private(void)
{
	if (!mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return 0;
	return errno == EINVAL ? make_private_from_chroot() : -1;
}

static int enter_namespaces(void)
{
	unsigned int uid = geteuid(), gid = getegid();

	if (!uid && !unshare(CLONE_NEWNS | CLONE_NEWPID))
		return 0;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID))
		return fail("cannot make namespaces for the program: %s (" NAMESPACE_HINT ")",
			    strerror(errno));
	if (become_root(uid, gid))
		return fail("cannot map user %u to root: %s", uid, strerror(errno));
	return 0;
}

/* --- /dev --- */

static int old_dev = -1; /* the host's /dev, under ours */

static int bind_old(const char *name)
{
	char from[PATH_MAX], to[PATH_MAX];
	struct stat st;
	int fd;

	if (fstatat(old_dev, name, &st, 0))
		return 0; /* the host has none: nor have we */
	snprintf(from, sizeof(from), "/proc/self/fd/%d/%s", old_dev, name);
	snprintf(to, sizeof(to), "/dev/%s", name);
	if (S_ISDIR(st.st_mode)) {
		if (mkdir(to, 0755))
			return -1;
	} else {
		fd = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return -1;
		close(fd);
	}
	return mount(from, to, NULL, MS_BIND | MS_REC, NULL);
}

static int link_ptmx(void)
{
	struct stat st;

	if (!fstatat(old_dev, "ptmx", &st, AT_SYMLINK_NOFOLLOW) && !S_ISLNK(st.st_mode))
		return bind_old("ptmx");
	return symlink("pts/ptmx", "/dev/ptmx");
}

static int make_dev(void)
{
	static const char *const names[] = { "null", "zero", "full", "random", "urandom",
					     "tty", "console", "pts", "shm" };

	old_dev = open("/dev", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (old_dev < 0)
		return fail("cannot open /dev: %s", strerror(errno));
	if (mount("drydock", "/dev", "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=755"))
		return fail("cannot mount a /dev for the program: %s (" PERMISSION_HINT ")",
			    strerror(errno));
	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (bind_old(names[i]))
			return fail("cannot show /dev/%s to the program: %s", names[i],
				    strerror(errno));
	if (link_ptmx() || symlink("/proc/self/fd", "/dev/fd") ||
	    symlink("/proc/self/fd/0", "/dev/stdin") ||
	    symlink("/proc/self/fd/1", "/dev/stdout") ||
	    symlink("/proc/self/fd/2", "/dev/stderr"))
		return fail("cannot fill /dev: %s", strerror(errno));
	return 0;
}

/* --- pid 1 --- */

static void close_all_but(int keep)
{
	if (keep)
		close_range(0, (unsigned int)keep - 1, 0);
	close_range((unsigned int)keep + 1, ~0U, 0);
}

static void default_signals(void)
{
	sigset_t none;

	for (int sig = 1; sig < NSIG; sig++)
		if (sig != SIGCHLD && sig != SIGKILL && sig != SIGSTOP)
			signal(sig, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* pid 1 of the namespace: mounts its /proc, then reaps orphans for ever. When
 * it dies the kernel kills everybody in the namespace. */
static void __attribute__((noreturn)) be_init(int news)
{
	char ok;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "init");
	default_signals();
	setsid();
	close_all_but(news);
	/* If this is refused (a container with a masked /proc), the host's stays. */
	ok = !mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
	if (write(news, &ok, 1) != 1)
		_exit(1);
	close(news);
	for (;;)
		if (waitpid(-1, NULL, 0) < 0)
			pause();
}

static int start_init(void)
{
	int news[2];
	pid_t pid;
	char ok;

	if (pipe2(news, O_CLOEXEC))
		return fail("cannot make a pipe: %s", strerror(errno));
	pid = fork();
	if (!pid)
		be_init(news[1]);
	close(news[1]);
	if (pid < 0 || read(news[0], &ok, 1) != 1) {
		close(news[0]);
		return fail("cannot start the program's init: %s", strerror(errno));
	}
	close(news[0]);
	return 0;
}

int host_world_create(char *err, unsigned long err_len)
{
	error_line = err;
	error_len = err_len;
	if (host_proc_init())
		return fail("cannot open /proc: %s", strerror(errno));
	if (enter_namespaces())
		return -1;
	if (make_mounts_private())
		return fail("cannot make the mounts private: %s (" PERMISSION_HINT ")",
			    strerror(errno));
	if (make_dev())
		return -1;
	return start_init();
}

/* --- marker files --- */

/* The directories above @path, none of them outside our own /dev: names come
 * from drivers and users, and may have .. in them, or lead into what is the
 * host's (/dev/shm, the links). */
static int make_parents(const char *path)
{
	char dir[PATH_MAX];
	size_t len = strlen(path);
	struct stat dev, st;

	if (len >= sizeof(dir))
		return -ENAMETOOLONG;
	if (stat("/dev", &dev))
		return -errno;
	for (size_t i = 1; i < len; i++) {
		if (path[i] != '/')
			continue;
		memcpy(dir, path, i);
		dir[i] = 0;
		if (i < sizeof("/dev"))
			continue;
		if ((mkdir(dir, 0755) && errno != EEXIST) || lstat(dir, &st))
			return -errno;
		if (!S_ISDIR(st.st_mode))
			return -ENOTDIR;
		if (st.st_dev != dev.st_dev)
			return -EXDEV;
	}
	return 0;
}

static int make_file(const char *path, unsigned int mode, unsigned int uid,
		     unsigned int gid, unsigned long *dev, unsigned long *ino)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct stat st;
	int err;

	if (fd < 0)
		return -errno;
	/* Another owner cannot be had in a user namespace of one user. */
	err = (uid || gid) && fchown(fd, uid, gid) && errno != EINVAL && errno != EPERM;
	err = err || fchmod(fd, mode & 07777) || fstat(fd, &st) ? -errno : 0;
	close(fd);
	if (err) {
		unlink(path);
		return err;
	}
	*dev = st.st_dev;
	*ino = st.st_ino;
	return 0;
}

static int lay_over(const char *path, unsigned int mode, unsigned int uid,
		    unsigned int gid, unsigned long *dev, unsigned long *ino)
{
	struct stat st;
	int err;

	if (stat(path, &st))
		return -errno;
	if (!S_ISREG(st.st_mode))
		return -ENOENT;
	err = make_file(SCRATCH, mode, uid, gid, dev, ino);
	if (err)
		return err;
	if (mount(SCRATCH, path, NULL, MS_BIND, NULL))
		err = -errno;
	unlink(SCRATCH);
	return err;
}

int host_marker_create(const char *path, unsigned int mode, unsigned int uid,
		       unsigned int gid, unsigned long *dev, unsigned long *ino)
{
	int err;

	if (!strncmp(path, "/proc/", 6))
		return lay_over(path, mode, uid, gid, dev, ino);
	if (strncmp(path, "/dev/", 5))
		return -EINVAL;
	err = make_parents(path);
	return err ? err : make_file(path, mode, uid, gid, dev, ino);
}

/* Directories that have become empty go, too. */
void host_marker_remove(const char *path)
{
	char dir[PATH_MAX], *slash;

	if (!strncmp(path, "/proc/", 6)) {
		umount2(path, MNT_DETACH);
		return;
	}
	unlink(path);
	snprintf(dir, sizeof(dir), "%s", path);
	while ((slash = strrchr(dir, '/')) && slash > dir + 4) {
		*slash = 0;
		if (rmdir(dir))
			break;
	}
}
