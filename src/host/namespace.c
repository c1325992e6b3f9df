/* SPDX-License-Identifier: MIT */
/* The world of the machine's programs: see namespace.h. */
#include "host/namespace.h"
#include "host/procfs.h"
#include "host/world.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAMESPACE_HINT                                                                   \
	"allow user namespaces: sysctl kernel.unprivileged_userns_clone=1, "             \
	"kernel.apparmor_restrict_unprivileged_userns=0; in a chroot only root "         \
	"can; " HOST_WORLD_HINT

static struct host_world *world;
static int own_user_namespace;
static char *error_line;
static unsigned long error_len;

int host_world_fail(const char *fmt, ...)
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

/* Programs see uid 0: whoever runs drydock is root in its own user namespace. Or
 * they see who it is; this process may do everything there in both cases. */
static int map_ids(unsigned int uid, unsigned int gid)
{
	char map[64];

	write_file("/proc/self/setgroups", "deny");
	snprintf(map, sizeof(map), "%u %u 1", world->user ? uid : 0, uid);
	if (write_file("/proc/self/uid_map", map))
		return -1;
	snprintf(map, sizeof(map), "%u %u 1", world->user ? gid : 0, gid);
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

int host_world_owns_all(void)
{
	return own_user_namespace && world->user;
}

static int enter_namespaces(void)
{
	unsigned int uid = geteuid(), gid = getegid();

	if (!uid && !unshare(CLONE_NEWNS | CLONE_NEWPID))
		return 0;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID))
		return host_world_fail(
			"cannot make namespaces for the program: %s (" NAMESPACE_HINT ")",
			strerror(errno));
	if (map_ids(uid, gid))
		return host_world_fail("cannot map user %u: %s", uid, strerror(errno));
	own_user_namespace = 1;
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
	if (chdir("/")) /* not in the host's /dev: programs see /proc/1/cwd */
		_exit(1);
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
		return host_world_fail("cannot make a pipe: %s", strerror(errno));
	pid = fork();
	if (!pid)
		be_init(news[1]);
	close(news[1]);
	if (pid < 0 || read(news[0], &ok, 1) != 1) {
		close(news[0]);
		return host_world_fail("cannot start the program's init: %s",
				       strerror(errno));
	}
	close(news[0]);
	world->hosts_proc = !ok;
	return 0;
}

int host_world_create(struct host_world *w, char *err, unsigned long err_len)
{
	world = w;
	error_line = err;
	error_len = err_len;
	if (host_proc_init())
		return host_world_fail("cannot open /proc: %s", strerror(errno));
	if (host_world_note_inherited() || enter_namespaces())
		return -1;
	if (make_mounts_private())
		return host_world_fail(
			"cannot make the mounts private: %s (" HOST_WORLD_HINT ")",
			strerror(errno));
	if (host_world_make_dev() || host_world_make_sys())
		return -1;
	host_world_make_modules(w);
	if (start_init())
		return -1;
	if (host_world_protect("/") || host_world_protect("/proc"))
		return host_world_fail("cannot look at the program's mounts: %s",
				       strerror(errno));
	return host_world_move_inherited();
}
