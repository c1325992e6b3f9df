/* SPDX-License-Identifier: MIT */
/* What the host's /proc says of a traced thread: see procfs.h. */
#include "host/procfs.h"
#include "host/mem.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int proc_fd = -1;

int host_proc_init(void)
{
	proc_fd = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
	return proc_fd < 0 ? -errno : 0;
}

int host_proc_dir(void)
{
	return proc_fd;
}

int host_proc_fd_id(int tid, int fd, struct host_file_id *id)
{
	struct stat st;
	char path[40];

	snprintf(path, sizeof(path), "%d/fd/%d", tid, fd);
	if (fstatat(proc_fd, path, &st, 0) < 0)
		return -errno;
	id->dev = st.st_dev;
	id->ino = st.st_ino;
	id->is_dir = S_ISDIR(st.st_mode);
	return 0;
}

int host_proc_fd_is_open(int tid, int fd)
{
	struct stat st;
	char path[40];

	snprintf(path, sizeof(path), "%d/fd/%d", tid, fd);
	return !fstatat(proc_fd, path, &st, AT_SYMLINK_NOFOLLOW);
}

int host_proc_is_proc(unsigned long dev)
{
	static unsigned long proc_dev;
	struct stat st;

	if (!proc_dev && !stat("/proc", &st))
		proc_dev = st.st_dev;
	return dev == proc_dev;
}

int host_proc_fd_path(int tid, int fd, char *buf, unsigned long len)
{
	char path[40];
	ssize_t n;

	snprintf(path, sizeof(path), "%d/fd/%d", tid, fd);
	n = readlinkat(proc_fd, path, buf, len - 1);
	if (n < 0)
		return -errno;
	buf[n] = 0;
	return (int)n;
}

int host_proc_fd_write(int tid, int fd, const void *text, unsigned long len)
{
	char path[40];
	int f, err = 0;

	snprintf(path, sizeof(path), "%d/fd/%d", tid, fd);
	f = openat(proc_fd, path, O_WRONLY | O_CLOEXEC);
	if (f < 0)
		return -errno;
	while (len && !err) {
		ssize_t n = write(f, text, len);

		if (n < 0)
			err = -errno;
		else
			text = (const char *)text + n, len -= (unsigned long)n;
	}
	close(f);
	return err;
}

/* A small file of the thread's, as a string. Returns its length or -1. */
static long slurp(int tid, const char *name, char *buf, unsigned long len)
{
	char path[40];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "%d/%s", tid, name);
	fd = openat(proc_fd, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	n = read(fd, buf, len - 1);
	close(fd);
	if (n < 0)
		return -1;
	buf[n] = 0;
	return n;
}

/* The flags that a descriptor was opened with, or -EBADF. */
static int fd_flags(int tid, int fd)
{
	char path[40], buf[512], *p;

	snprintf(path, sizeof(path), "fdinfo/%d", fd);
	if (slurp(tid, path, buf, sizeof(buf)) < 0)
		return -EBADF;
	p = strstr(buf, "flags:");
	return p ? (int)strtoul(p + strlen("flags:"), NULL, 8) : -EBADF;
}

unsigned long host_proc_fd_position(int tid, int fd)
{
	char path[40], buf[512];

	snprintf(path, sizeof(path), "fdinfo/%d", fd);
	if (slurp(tid, path, buf, sizeof(buf)) < 0 || strncmp(buf, "pos:", 4))
		return 0;
	return strtoul(buf + 4, NULL, 10);
}

int host_proc_fd_reopen(int tid, int fd)
{
	int flags = fd_flags(tid, fd), f;
	struct stat st;
	char path[40];

	if (flags < 0 || (flags & O_PATH) || (flags & O_ACCMODE) == O_WRONLY)
		return -EBADF;
	snprintf(path, sizeof(path), "%d/fd/%d", tid, fd);
	if (fstatat(proc_fd, path, &st, 0) < 0)
		return -errno;
	if (!S_ISREG(st.st_mode) || !st.st_size)
		return -EINVAL;
	f = openat(proc_fd, path, O_RDONLY | O_CLOEXEC);
	return f < 0 ? -errno : f;
}

char host_proc_state(int tid)
{
	char buf[256], *p;

	if (slurp(tid, "stat", buf, sizeof(buf)) < 0)
		return 0;
	p = strrchr(buf, ')'); /* the name before it may hold anything */
	return p && p[1] ? p[2] : 0;
}

/* The last of the numbers on the line that @key begins. */
static int last_number(const char *text, const char *key)
{
	const char *p = strstr(text, key), *end;
	int value = 0;

	if (!p)
		return 0;
	p += strlen(key);
	end = strchr(p, '\n');
	while (p < end) {
		char *next;
		long n = strtol(p, &next, 10);

		if (next == p || next > end)
			break;
		value = (int)n;
		p = next;
	}
	return value;
}

static unsigned long hex_field(const char *text, const char *key)
{
	const char *p = strstr(text, key);

	return p ? strtoul(p + strlen(key), NULL, 16) : 0;
}

int host_proc_ns_ids(int tid, int *ns_tid, int *ns_tgid, int *tgid)
{
	char buf[4096], *p;

	if (slurp(tid, "status", buf, sizeof(buf)) < 0)
		return -ESRCH;
	*ns_tid = last_number(buf, "\nNSpid:");
	*ns_tgid = last_number(buf, "\nNStgid:");
	p = strstr(buf, "\nTgid:");
	*tgid = p ? atoi(p + strlen("\nTgid:")) : tid;
	return 0;
}

int host_proc_euid(int tid)
{
	char buf[4096], *p;
	int euid;

	if (slurp(tid, "status", buf, sizeof(buf)) < 0)
		return -1;
	p = strstr(buf, "\nUid:");
	return p && sscanf(p, "\nUid: %*d %d", &euid) == 1 ? euid : -1;
}

#define BIT_OF(signal) (1UL << ((signal) - 1))
#define BY_DEFAULT_IGNORED                                                               \
	(BIT_OF(SIGCHLD) | BIT_OF(SIGCONT) | BIT_OF(SIGURG) | BIT_OF(SIGWINCH))
#define BY_DEFAULT_STOP                                                                  \
	(BIT_OF(SIGSTOP) | BIT_OF(SIGTSTP) | BIT_OF(SIGTTIN) | BIT_OF(SIGTTOU))
/* A thread that is about to leave a core is not killed at once. */
#define BY_DEFAULT_CORE                                                                  \
	(BIT_OF(SIGQUIT) | BIT_OF(SIGILL) | BIT_OF(SIGTRAP) | BIT_OF(SIGABRT) |          \
	 BIT_OF(SIGBUS) | BIT_OF(SIGFPE) | BIT_OF(SIGSEGV) | BIT_OF(SIGXCPU) |           \
	 BIT_OF(SIGXFSZ) | BIT_OF(SIGSYS))

enum host_pending host_proc_pending(int tid, const unsigned long *mask, unsigned long held)
{
	char buf[4096];
	unsigned long pending, caught;

	if (slurp(tid, "status", buf, sizeof(buf)) < 0)
		return HOST_PENDING_NONE;
	caught = hex_field(buf, "\nSigCgt:");
	pending = held | hex_field(buf, "\nSigPnd:") | hex_field(buf, "\nShdPnd:");
	pending &= ~(mask ? *mask : hex_field(buf, "\nSigBlk:")) & ~hex_field(buf, "\nSigIgn:");
	pending &= ~(BY_DEFAULT_IGNORED & ~caught);
	if (pending & ~caught & ~BY_DEFAULT_STOP & ~BY_DEFAULT_CORE)
		return HOST_PENDING_FATAL;
	return pending ? HOST_PENDING_SOME : HOST_PENDING_NONE;
}

int host_proc_ignores(int tid, int signal)
{
	char buf[4096];

	if (slurp(tid, "status", buf, sizeof(buf)) < 0)
		return 0;
	return hex_field(buf, "\nSigIgn:") >> (signal - 1) & 1;
}

int host_proc_catches(int tid, int signal)
{
	char buf[4096];

	if (slurp(tid, "status", buf, sizeof(buf)) < 0)
		return 0;
	return hex_field(buf, "\nSigCgt:") >> (signal - 1) & 1;
}

int host_proc_capable(int tid, int capability)
{
	char buf[4096];

	if (slurp(tid, "status", buf, sizeof(buf)) < 0)
		return 0;
	return hex_field(buf, "\nCapEff:") >> capability & 1;
}

int host_proc_exe_class(int tid)
{
	char ident[EI_NIDENT + 1];

	if (slurp(tid, "exe", ident, sizeof(ident)) <= EI_CLASS)
		return 0;
	if (memcmp(ident, ELFMAG, SELFMAG))
		return 0;
	return ident[EI_CLASS] == ELFCLASS32 ? 32 : 64;
}

void host_proc_comm(int tid, char *comm, unsigned long len)
{
	comm[0] = 0;
	if (slurp(tid, "comm", comm, len) >= 0)
		comm[strcspn(comm, "\n")] = 0;
}

/* --- maps --- */

static void put_line(FILE *out, const struct host_maps_line *l)
{
	int n = fprintf(out, "%08lx-%08lx %c%c%c%c %08lx %02x:%02x %lu ", l->start,
			l->end, l->read ? 'r' : '-', l->write ? 'w' : '-',
			l->exec ? 'x' : '-', l->shared ? 's' : 'p', l->offset, l->major,
			l->minor, l->ino);

	/* Paths stand in column 74, as Linux puts them. */
	if (l->path[0])
		fprintf(out, "%*s%s", n < 73 ? 73 - n : 0, "", l->path);
	fprintf(out, "\n%s", l->more);
}

static void merge(FILE *out, FILE *in, host_maps_next next, void *arg,
		  unsigned long hide_start, unsigned long hide_end)
{
	unsigned long start, end;
	struct host_maps_line ours;
	int have = next(arg, 0, &ours);
	char *line = NULL;
	size_t size = 0;
	int keep = 0;

	while (getline(&line, &size, in) > 0) {
		struct host_maps_line in_it;

		if (sscanf(line, "%lx-%lx", &start, &end) != 2) {
			if (keep) /* a line about the area before */
				fputs(line, out);
			continue;
		}
		keep = 0;
		while (have && ours.start <= start) {
			put_line(out, &ours);
			have = next(arg, ours.end, &ours);
		}
		if (start >= hide_start && start < hide_end)
			continue;
		if (next(arg, start, &in_it) && in_it.start <= start && start < in_it.end)
			continue;
		fputs(line, out);
		keep = 1;
	}
	for (; have; have = next(arg, ours.end, &ours))
		put_line(out, &ours);
	free(line);
}

char *host_proc_maps(int tid, const char *file, host_maps_next next, void *arg,
		     unsigned long hide_start, unsigned long hide_end, unsigned long *len)
{
	char path[40], *text = NULL;
	FILE *in, *out;
	size_t size = 0;
	int fd;

	snprintf(path, sizeof(path), "%d/%s", tid, file);
	fd = openat(proc_fd, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	in = fdopen(fd, "r");
	out = open_memstream(&text, &size);
	if (!in || !out)
		host_die("no memory for a maps file");
	merge(out, in, next, arg, hide_start, hide_end);
	fclose(in);
	fclose(out);
	*len = size;
	return text;
}
