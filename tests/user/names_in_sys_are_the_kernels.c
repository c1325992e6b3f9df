// SPDX-License-Identifier: MIT
/* No program gives, takes or changes a name in /sys, whatever path leads there;
 * Linux's errors say so. Elsewhere the same calls do what they do. */
#include "claim.h"
#include <dirent.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define MODULE "/sys/module/scullp/"

#define FAILS(error, call) CHECK((call) == -1 && errno == (error))

static int names_in(const char *path)
{
	DIR *dir = opendir(path);
	int n = 0;

	CHECK(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

static void by_absolute_path(void)
{
	FAILS(EPERM, mkdir(MODULE "new", 0755));
	FAILS(EEXIST, mkdir(MODULE "holders", 0755));
	FAILS(EPERM, rmdir(MODULE "holders"));
	FAILS(ENOTDIR, rmdir(MODULE "refcnt"));
	FAILS(ENOENT, rmdir(MODULE "nothing"));
	FAILS(EPERM, unlink(MODULE "refcnt"));
	FAILS(EISDIR, unlink(MODULE "holders"));
	FAILS(ENOENT, unlink(MODULE "nothing"));
	FAILS(EPERM, rename(MODULE "refcnt", MODULE "new"));
	FAILS(EPERM, rename(MODULE "holders", MODULE "new"));
	FAILS(EPERM, rename(MODULE "refcnt", MODULE "taint"));
	FAILS(ENOENT, rename(MODULE "nothing", MODULE "new"));
	FAILS(EPERM, link(MODULE "refcnt", MODULE "new"));
	FAILS(EEXIST, link(MODULE "refcnt", MODULE "taint"));
	FAILS(EPERM, symlink("refcnt", MODULE "new"));
}

static void by_others(void)
{
	int dir = open(MODULE, O_RDONLY | O_DIRECTORY);

	FAILS(EPERM, mkdirat(dir, "new", 0755));
	FAILS(EPERM, unlinkat(dir, "refcnt", 0));
	FAILS(EPERM, unlinkat(dir, "holders", AT_REMOVEDIR));
	FAILS(EPERM, renameat(dir, "refcnt", dir, "new"));
	FAILS(EPERM, syscall(SYS_renameat2, dir, "refcnt", dir, "taint", 2));
	FAILS(EPERM, linkat(dir, "refcnt", dir, "new", 0));
	FAILS(EPERM, symlinkat("refcnt", dir, "new"));
	FAILS(EPERM, unlink("/sys/class/scullp/scullp0/uevent"));
	CHECK(!chdir(MODULE));
	FAILS(EPERM, mkdir("new", 0755));
	FAILS(EPERM, unlink("./refcnt"));
	FAILS(EACCES, open("new", O_CREAT | O_RDWR, 0644));
	CHECK(!chdir("/") && !close(dir));
}

static void by_open(void)
{
	int fd;

	FAILS(EACCES, creat(MODULE "new", 0644));
	FAILS(EACCES, open(MODULE "new", O_CREAT | O_EXCL | O_RDONLY, 0644));
	FAILS(EEXIST, open(MODULE "refcnt", O_CREAT | O_EXCL | O_RDONLY, 0644));
	FAILS(EOPNOTSUPP, open(MODULE, O_TMPFILE | O_RDWR, 0644));
	fd = open(MODULE "refcnt", O_CREAT | O_RDONLY, 0644);
	CHECK(fd >= 0);
	FAILS(EINVAL, ftruncate(fd, 0));
	close(fd);
	fd = open(MODULE "uevent", O_WRONLY | O_TRUNC);
	CHECK(fd >= 0 && !ftruncate(fd, 7) && !truncate(MODULE "uevent", 7));
	FAILS(EINVAL, ftruncate(fd, -1));
	FAILS(EINVAL, truncate(MODULE "uevent", -1));
	CHECK(!close(fd));
}

static void elsewhere(void)
{
	char folder[] = "/tmp/drydock-XXXXXX";

	CHECK(mkdtemp(folder));
	CHECK(!chdir(folder) && !mkdir("d", 0755) && !symlink("d", "s"));
	CHECK(!close(creat("s/f", 0600)) && !link("d/f", "g") && !rename("g", "h"));
	FAILS(EXDEV, rename("h", MODULE "new"));
	FAILS(EXDEV, rename(MODULE "refcnt", "new"));
	FAILS(EXDEV, link(MODULE "refcnt", "new"));
	FAILS(EXDEV, link("h", MODULE "new"));
	CHECK(!symlink(MODULE "refcnt", "t") && !unlink("t")); /* the link itself */
	FAILS(ENOTEMPTY, rmdir("d"));
	CHECK(!unlink("h") && !unlink("d/f") && !unlink("s") && !rmdir("d"));
	CHECK(!chdir("/") && !rmdir(folder));
}

int main(void)
{
	int names = names_in(MODULE);

	by_absolute_path();
	by_others();
	by_open();
	elsewhere();
	CHECK(names_in(MODULE) == names && !access(MODULE "refcnt", R_OK));
	CHECK(!chmod(MODULE "refcnt", 0400)); /* which is allowed */
	return 0;
}
