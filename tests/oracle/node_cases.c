// SPDX-License-Identifier: MIT
/* The device node and what is neither read, write nor mmap: stat, poll, fcntl, ioctl. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include "cases.h"
#include "scullp_ioctl.h"

/* The driver's major in /proc/devices, or -1. */
static int listed_major(void)
{
	char line[128], name[64];
	int major = -1, found = -1;
	FILE *f = fopen("/proc/devices", "r");

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%d %63s", &major, name) == 2 && !strcmp(name, "scullp"))
			found = major;
	if (f)
		fclose(f);
	return found;
}

static void say_node(const char *what, const struct stat *st)
{
	say("%s: mode %o, links %lu, uid %u, gid %u, size %ld, blksize %ld, blocks %ld",
	    what, st->st_mode, (unsigned long)st->st_nlink, st->st_uid, st->st_gid,
	    (long)st->st_size, (long)st->st_blksize, (long)st->st_blocks);
	say("%s: char device %d, minor %u, major as listed %d", what,
	    S_ISCHR(st->st_mode), minor(st->st_rdev),
	    (int)major(st->st_rdev) == listed_major());
}

static void stat_facts(void)
{
	int fd = dev_filled(2, 100, O_RDONLY);
	struct stat by_path, by_fd;

	say_result("stat", stat("/dev/scullp2", &by_path));
	say_node("stat", &by_path);
	say_result("fstat", fstat(fd, &by_fd));
	say_node("fstat", &by_fd);
	say_result("same inode",
		   by_path.st_ino == by_fd.st_ino && by_path.st_dev == by_fd.st_dev);
	say_result("lstat", lstat("/dev/scullp3", &by_path));
	say_node("lstat", &by_path);
}

static void access_facts(void)
{
	say_result("access R_OK | W_OK", access("/dev/scullp0", R_OK | W_OK));
	say_result("access X_OK", access("/dev/scullp0", X_OK));
	say_result("access of a fifth device", access("/dev/scullp4", F_OK));
	say_result("open of a fifth device", open("/dev/scullp4", O_RDONLY));
}

static void open_flags(void)
{
	say_result("O_DIRECTORY", open("/dev/scullp0", O_RDONLY | O_DIRECTORY));
	say_result("O_CREAT | O_EXCL",
		   open("/dev/scullp0", O_RDWR | O_CREAT | O_EXCL, 0600));
	say_result("O_CREAT", open("/dev/scullp0", O_RDWR | O_CREAT, 0600) >= 0);
	say_result("O_DIRECT", open("/dev/scullp0", O_RDONLY | O_DIRECT));
	say_result("as a folder", open("/dev/scullp0/x", O_RDONLY));
	say_result("O_NOFOLLOW", open("/dev/scullp0", O_RDONLY | O_NOFOLLOW) >= 0);
}

/* An O_PATH descriptor never reaches the driver. */
static void open_path(void)
{
	int fd = dev_open(0, O_PATH);
	struct stat st;
	char c;

	say_result("read", read(fd, &c, 1));
	say_result("mmap", (long)mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, 0));
	say_result("ioctl", ioctl(fd, SCULLP_IOCQORDER));
	say_result("fstat", fstat(fd, &st));
	say_node("fstat", &st);
}

static void poll_is_ready(void)
{
	struct pollfd p[2] = {
		{dev_open(0, O_RDONLY), POLLIN | POLLOUT | POLLPRI | POLLRDHUP, 0},
		{dev_open(1, O_RDWR), POLLIN, 0}};

	say_result("poll, no timeout", poll(p, 2, -1));
	say("revents %#x and %#x", p[0].revents, p[1].revents);
	p[0].events = 0;
	say_result("poll for nothing", poll(p, 1, 0));
	say("revents %#x", p[0].revents);
}

static void file_status_flags(void)
{
	int fd = dev_open(0, O_RDWR);

	say("F_GETFL %#o", fcntl(fd, F_GETFL));
	say_result("F_SETFL", fcntl(fd, F_SETFL, O_APPEND | O_NONBLOCK | O_WRONLY));
	say("F_GETFL %#o", fcntl(fd, F_GETFL));
	say_result("F_SETFL O_DIRECT", fcntl(fd, F_SETFL, O_DIRECT));
	say_result("F_GETFD", fcntl(fd, F_GETFD));
	say_result("F_SETFD", fcntl(fd, F_SETFD, FD_CLOEXEC));
	say_result("F_GETFD", fcntl(fd, F_GETFD));
	say("F_GETFL of O_WRONLY %#o", fcntl(dev_open(1, O_WRONLY), F_GETFL));
	say_result("F_GETFD of O_CLOEXEC",
		   fcntl(dev_open(1, O_RDONLY | O_CLOEXEC), F_GETFD));
}

static void sync_and_truncate(void)
{
	int fd = dev_filled(0, 100, O_RDWR);

	say_result("fsync", fsync(fd));
	say_result("fdatasync", fdatasync(fd));
	say_result("ftruncate", ftruncate(fd, 50));
	say_result("ftruncate, negative", ftruncate(fd, -1));
	say_result("truncate", truncate("/dev/scullp0", 50));
	say_result("size", dev_size(0));
}

static void ioctl_knobs(void)
{
	int fd = dev_open(0, O_RDONLY), value = 7;

	say_result("query order", ioctl(fd, SCULLP_IOCQORDER));
	say_result("query qset", ioctl(fd, SCULLP_IOCQQSET));
	say_result("set qset", ioctl(fd, SCULLP_IOCSQSET, &value));
	say_result("tell order", ioctl(fd, SCULLP_IOCTORDER, 2));
	say_result("get qset", ioctl(fd, SCULLP_IOCGQSET, &value));
	say_result("qset", value);
	say_result("get order", ioctl(fd, SCULLP_IOCGORDER, &value));
	say_result("order", value);
	value = 9;
	say_result("exchange qset", ioctl(fd, SCULLP_IOCXQSET, &value));
	say_result("qset before", value);
	say_result("shift order", ioctl(fd, SCULLP_IOCHORDER, 1));
	say_result("query order", ioctl(fd, SCULLP_IOCQORDER));
	say_result("reset", ioctl(fd, SCULLP_IOCRESET));
	say_result("query order", ioctl(fd, SCULLP_IOCQORDER));
	say_result("query qset", ioctl(fd, SCULLP_IOCQQSET));
}

static void ioctl_refused(void)
{
	int fd = dev_open(0, O_RDONLY), value = -1;
	struct termios termios;

	say_result("other letter", ioctl(fd, _IO('q', 0)));
	say_result("number too large", ioctl(fd, _IO('p', 99)));
	say_result("other size", ioctl(fd, _IOW('p', 1, long), &value));
	say_result("other direction", ioctl(fd, _IOR('p', 1, int), &value));
	say_result("zero", ioctl(fd, 0));
	say_result("isatty", isatty(fd));
	say_result("tcgetattr", tcgetattr(fd, &termios));
	say_result("FIONREAD", ioctl(fd, FIONREAD, &value));
	say_result("set from NULL", ioctl(fd, SCULLP_IOCSORDER, NULL));
	say_result("get to NULL", ioctl(fd, SCULLP_IOCGORDER, NULL));
	say_result("get to a kernel address",
		   ioctl(fd, SCULLP_IOCGORDER, 0xffff888000001000UL));
	say_result("exchange with NULL", ioctl(fd, SCULLP_IOCXORDER, NULL));
	say_result("set a bad value", ioctl(fd, SCULLP_IOCSORDER, &value));
	say_result("tell a bad value", ioctl(fd, SCULLP_IOCTQSET, 0));
	say_result("query order", ioctl(fd, SCULLP_IOCQORDER));
	close(fd);
	say_result("closed descriptor", ioctl(fd, SCULLP_IOCQORDER));
}

/* The file layer serves these before the driver is asked. */
static void ioctl_of_file_layer(void)
{
	int fd = dev_open(0, O_RDONLY), on = 1;

	say_result("FIONBIO", ioctl(fd, FIONBIO, &on));
	say("F_GETFL %#o", fcntl(fd, F_GETFL));
	say_result("FIOCLEX", ioctl(fd, FIOCLEX));
	say_result("F_GETFD", fcntl(fd, F_GETFD));
	say_result("FIONCLEX", ioctl(fd, FIONCLEX));
	say_result("F_GETFD", fcntl(fd, F_GETFD));
}

static void ioctl_pointer_in_mapping(void)
{
	int fd = dev_open(0, O_RDONLY), other = dev_filled(1, PAGE, O_RDWR);
	char *p = dev_map(other, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);

	say_result("get into a mapping", ioctl(fd, SCULLP_IOCGQSET, p));
	say_device("the other device", 1, 0, 8);
	say_result("get past the end of it", ioctl(fd, SCULLP_IOCGQSET, p + PAGE));
}

static void order_refuses_mmap(void)
{
	int fd = dev_open(0, O_RDWR), flat;

	say_result("tell order", ioctl(fd, SCULLP_IOCTORDER, 2));
	flat = dev_filled(0, 3 * PAGE, O_RDONLY);
	touch_get("the device was not truncated yet",
		  dev_map(flat, PAGE, PROT_READ, MAP_SHARED, 0), NULL);
	dev_empty(1);
	dev_fill(1, 0, 9 * PAGE);
	fd = dev_open(1, O_RDWR);
	say_result("mmap shared", (long)mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0));
	say_result("mmap private", (long)mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, 0));
	say_device("data", 1, 0, 9 * PAGE);
	dev_empty(2);
	dev_fill(2, 5 * PAGE, 10);
	say_device("hole", 2, 0, 4 * PAGE);
	say_device("hole of the same quantum", 2, 4 * PAGE, PAGE);
	say_result("reset", ioctl(fd, SCULLP_IOCRESET));
	say_result("mmap, order unchanged",
		   (long)mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0));
	dev_empty(1);
	dev_fill(1, 0, PAGE);
	touch_get("truncated", dev_map(fd, PAGE, PROT_READ, MAP_SHARED, 0), NULL);
}

static void small_quantum_sets(void)
{
	int fd = dev_open(0, O_RDWR);

	say_result("tell qset", ioctl(fd, SCULLP_IOCTQSET, 2));
	dev_empty(0);
	dev_fill(0, 0, 7 * PAGE + 5);
	say_device("data", 0, 0, 8 * PAGE);
	dev_fill(0, 12 * PAGE, 8);
	touch_get("page 12", dev_map(fd, 13 * PAGE, PROT_READ, MAP_SHARED, 0) + 12 * PAGE,
		  NULL);
}

const struct oracle_case node_cases[] = {
	{"stat", stat_facts},
	{"access", access_facts},
	{"open-flags", open_flags},
	{"open-path", open_path},
	{"poll-is-ready", poll_is_ready},
	{"file-status-flags", file_status_flags},
	{"sync-and-truncate", sync_and_truncate},
	{"ioctl-knobs", ioctl_knobs},
	{"ioctl-refused", ioctl_refused},
	{"ioctl-of-file-layer", ioctl_of_file_layer},
	{"ioctl-pointer-in-mapping", ioctl_pointer_in_mapping},
	{"order-refuses-mmap", order_refuses_mmap},
	{"small-quantum-sets", small_quantum_sets},
	{NULL, NULL},
};
