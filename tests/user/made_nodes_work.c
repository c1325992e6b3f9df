// SPDX-License-Identifier: MIT
/* mknod, however it names its place, makes a node of the machine; chmod, mv, ln
 * and rm do with it what they do on Linux. */
#include "claim.h"
#include <dirent.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

static dev_t number;

static int works(const char *path)
{
	char byte = 0;
	int fd = open(path, O_RDWR);

	if (fd < 0)
		return 0;
	CHECK(read(fd, &byte, 1) == 1 && byte == 'a' && !close(fd));
	return 1;
}

static void check_stat(const char *path, mode_t mode, dev_t rdev)
{
	struct stat st;

	CHECK(!lstat(path, &st) && st.st_mode == mode && st.st_rdev == rdev);
	CHECK(st.st_size == 0 && st.st_nlink == 1);
}

static int type_in_dev(const char *name)
{
	DIR *dir = opendir("/dev");
	struct dirent *d;
	int type = -1;

	CHECK(dir);
	while ((d = readdir(dir)))
		if (!strcmp(d->d_name, name))
			type = d->d_type;
	closedir(dir);
	return type;
}

static void make_in_every_way(void)
{
	int dir = open("/dev", O_RDONLY | O_DIRECTORY);

	umask(022);
	CHECK(!mknod("/dev/absolute", S_IFCHR | 0666, number) && works("/dev/absolute"));
	check_stat("/dev/absolute", S_IFCHR | 0644, number);
	CHECK(type_in_dev("absolute") == DT_CHR);
	CHECK(mknod("/dev/absolute", S_IFCHR | 0666, number) == -1 && errno == EEXIST);
	CHECK(!mknodat(dir, "by-descriptor", S_IFCHR | 0600, number));
	CHECK(works("/dev/by-descriptor"));
	CHECK(!chdir("/dev") && !mkdir("folder", 0755) && !chdir("folder"));
	CHECK(!mknod("relative", S_IFCHR | 0600, number) && works("/dev/folder/relative"));
	CHECK(!symlink("/dev", "/dev/shm/link"));
	CHECK(!mknod("/dev/shm/link/by-link", S_IFCHR | 0600, number));
	CHECK(works("/dev/by-link") && !unlink("/dev/shm/link"));
}

static void change(void)
{
	CHECK(!chmod("/dev/absolute", 0640));
	check_stat("/dev/absolute", S_IFCHR | 0640, number);
	CHECK(!rename("/dev/absolute", "/dev/renamed") && works("/dev/renamed"));
	CHECK(!works("/dev/absolute") && errno == ENOENT);
	CHECK(!link("/dev/renamed", "/dev/linked") && works("/dev/linked"));
	CHECK(!unlink("/dev/linked") && !unlink("/dev/renamed"));
	/* Anew, with another number: the old one is forgotten. */
	CHECK(!mknod("/dev/renamed", S_IFCHR | 0600, makedev(77, 7)));
	check_stat("/dev/renamed", S_IFCHR | 0600, makedev(77, 7));
	CHECK(open("/dev/renamed", O_RDONLY) == -1 && errno == ENXIO);
	/* The driver's own. */
	CHECK(!unlink(DEVICE) && open(DEVICE, O_RDONLY) == -1 && errno == ENOENT);
	CHECK(!mknod(DEVICE, S_IFCHR | 0600, number) && works(DEVICE));
	CHECK(!rename("/dev/scullp1", "/dev/moved"));
}

static void refuse(void)
{
	struct stat st;
	char name[64];

	CHECK(!mknod("/dev/disk", S_IFBLK | 0600, makedev(8, 0x12345)));
	check_stat("/dev/disk", S_IFBLK | 0600, makedev(8, 0x12345));
	CHECK(type_in_dev("disk") == DT_BLK);
	CHECK(open("/dev/disk", O_RDONLY) == -1 && errno == ENXIO);
	snprintf(name, sizeof(name), "/tmp/drydock-node-%d-%ld", getpid(), random());
	CHECK(mknod(name, S_IFCHR | 0600, number) == -1 && errno == EPERM);
	CHECK(stat(name, &st) == -1 && errno == ENOENT);
	CHECK(mknod("/dev/nowhere/x", S_IFCHR | 0600, number) == -1 && errno == ENOENT);
	CHECK(mknod("/dev/shm/x", S_IFCHR | 0600, number) == -1 && errno == EPERM);
	/* What is no device is the host's business. */
	CHECK(!mknod("/dev/fifo", S_IFIFO | 0600, 0) && type_in_dev("fifo") == DT_FIFO);
	CHECK(!mknod("/dev/file", 0600, 0) && type_in_dev("file") == DT_REG);
}

int main(void)
{
	struct stat st;
	int fd = open_filled(1);

	CHECK(!stat(DEVICE, &st) && !close(fd));
	number = st.st_rdev;
	make_in_every_way();
	change();
	refuse();
	CHECK(system("busybox rmmod scullp") == 0);
	/* devtmpfs takes away what the driver made, if it is where it was. */
	check_stat(DEVICE, S_IFCHR | 0600, number);
	CHECK(open(DEVICE, O_RDONLY) == -1 && errno == ENXIO);
	CHECK(!stat("/dev/moved", &st) && S_ISCHR(st.st_mode));
	CHECK(open("/dev/moved", O_RDONLY) == -1 && errno == ENXIO);
	CHECK(stat("/dev/scullp2", &st) == -1 && errno == ENOENT);
	return 0;
}
