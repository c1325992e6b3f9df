// SPDX-License-Identifier: MIT
/* A node looks like a character device to every call that asks. */
#include "claim.h"
#include <dirent.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

static void check(const struct stat *st)
{
	CHECK(S_ISCHR(st->st_mode) && (st->st_mode & 0777) == 0666);
	CHECK(major(st->st_rdev) >= 200 && minor(st->st_rdev) == 0);
	CHECK(st->st_uid == 0 && st->st_size == 0 && st->st_nlink == 1);
}

int main(void)
{
	int fd = open(DEVICE, O_RDONLY), path = open(DEVICE, O_PATH), types = 0;
	struct stat st;
	struct statx stx;
	struct dirent *d;
	DIR *dir;

	CHECK(!stat(DEVICE, &st));
	check(&st);
	CHECK(!lstat("/dev/../dev/scullp0", &st));
	check(&st);
	CHECK(!fstat(fd, &st));
	check(&st);
	CHECK(!fstat(path, &st));
	check(&st);
	CHECK(read(path, &st, 1) == -1 && errno == EBADF);
	CHECK(!statx(AT_FDCWD, DEVICE, 0, STATX_BASIC_STATS, &stx));
	CHECK(S_ISCHR(stx.stx_mode) && stx.stx_rdev_major == major(st.st_rdev));
	CHECK(!chdir("/dev") && !stat("scullp0", &st));
	check(&st);
	dir = opendir("/dev");
	CHECK(dir);
	while ((d = readdir(dir)))
		types += !strncmp(d->d_name, "scullp", 6) && d->d_type == DT_CHR;
	CHECK(types == 4);
	CHECK(open(DEVICE, O_CREAT | O_EXCL, 0600) == -1 && errno == EEXIST);
	CHECK(open(DEVICE "/x", O_RDONLY) == -1 && errno == ENOTDIR);
	CHECK(ftruncate(open(DEVICE, O_RDWR), 5) == -1 && errno == EINVAL);
	return 0;
}
