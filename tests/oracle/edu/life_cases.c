// SPDX-License-Identifier: MIT
/*
 * The driver leaves its device: unbound and bound again through sysfs, with
 * files open; unloaded. The last case succeeds: no device is left after it.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "edu_cases.h"

#define DRIVER "/sys/bus/pci/drivers/edu"

char edu_bound[32]; /* the name of the device, as 0000:00:02.0 */

/* The driver's one device; a link in the folder has its name. */
int edu_find_bound(void)
{
	DIR *dir = opendir(DRIVER);
	struct dirent *d;
	int found = 0;

	while (dir && (d = readdir(dir)))
		if (strchr(d->d_name, ':') && strlen(d->d_name) < sizeof(edu_bound))
			found++, strcpy(edu_bound, d->d_name);
	if (dir)
		closedir(dir);
	return found;
}

long edu_sysfs_write(const char *file)
{
	char path[64];
	long ret;
	int fd;

	snprintf(path, sizeof(path), DRIVER "/%s", file);
	fd = open(path, O_WRONLY);
	if (fd < 0)
		return -1;
	ret = write(fd, edu_bound, strlen(edu_bound)) == (long)strlen(edu_bound) ? 0 : -1;
	close(fd);
	return ret;
}

static void unbind_and_bind(void)
{
	char got[16] = "";
	int fd = edu_open();

	say_result("put", edu_put(fd, WAY_STREAMING, "kept there", 10, 0));
	close(fd);
	say("devices of the driver: %d", edu_find_bound());
	say_result("unbind", edu_sysfs_write("unbind"));
	say("devices of the driver: %d", edu_find_bound());
	say_result("open", open(EDU_NODE, O_RDWR));
	say_result("unbind again", edu_sysfs_write("unbind"));
	say_result("bind", edu_sysfs_write("bind"));
	fd = edu_open();
	say_result("get", edu_get(fd, WAY_SYNC, got, 10, 0));
	say_bytes("the device's buffer", got, 10);
	say_result("bind again", edu_sysfs_write("bind"));
}

static void unbind_while_open(void)
{
	char byte = 'u';
	int old = edu_open_mode(EDU_SYNC), fd;
	__u32 word = 3;

	pwrite(old, &byte, 1, 0);
	say("devices of the driver: %d", edu_find_bound());
	say_result("unbind", edu_sysfs_write("unbind"));
	say("use count %d", module_use_count("edu"));
	say_result("write", pwrite(old, &byte, 1, 0));
	say_result("read", pread(old, &byte, 1, 0));
	say_result("factorial", ioctl(old, EDU_IOC_FACTORIAL, &word));
	say_result("mode", ioctl(old, EDU_IOC_MODE, EDU_STREAMING));
	say_result("no bytes", pwrite(old, &byte, 0, 0));
	say_result("lseek", lseek(old, 9, SEEK_SET));
	say_result("bind", edu_sysfs_write("bind"));
	fd = edu_open();
	say_result("write, old", pwrite(old, &byte, 1, 0));
	say_result("write, new", pwrite(fd, &byte, 1, 0));
	say("use count %d", module_use_count("edu"));
	close(old);
	say_result("write, new", pwrite(fd, &byte, 1, 0));
	say("use count %d", module_use_count("edu"));
}

static void counts_after_bind(void)
{
	struct edu_counts none = {0};

	say("devices of the driver: %d", edu_find_bound());
	say_result("unbind", edu_sysfs_write("unbind"));
	say_result("bind", edu_sysfs_write("bind"));
	say_counts("counted", edu_open(), &none);
	say("no more was counted");
}

static void unload_while_open(void)
{
	int fd = edu_open(), twin;

	say("use count %d", module_use_count("edu"));
	say_result("delete_module", module_unload("edu"));
	twin = dup(fd);
	close(fd);
	say_result("delete_module, the dup open", module_unload("edu"));
	say_result("put", edu_put(twin, WAY_STREAMING, "x", 1, 0));
	close(twin);
	say("use count, closed %d", module_use_count("edu"));
}

static void unload_at_last(void)
{
	int fd = edu_open_mode(EDU_SYNC);
	char byte = 'l';

	say_result("write", pwrite(fd, &byte, 1, 0));
	close(fd);
	say_result("delete_module", module_unload("edu"));
	say("use count %d", module_use_count("edu"));
	say_result("open", open(EDU_NODE, O_RDONLY));
	say_result("access", access(EDU_NODE, F_OK));
	say_result("delete_module again", module_unload("edu"));
}

const struct oracle_case edu_life_cases[] = {
	{"unbind-and-bind", unbind_and_bind},
	{"unbind-while-open", unbind_while_open},
	{"counts-after-bind", counts_after_bind},
	{"unload-while-open", unload_while_open},
	{"unload-at-last", unload_at_last},
	{NULL, NULL},
};
