// SPDX-License-Identifier: MIT
/* Loading and unloading: what comes back, and what is seen of it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "knobs_cases.h"

/* The line of /proc/modules without size and address. */
static void say_proc_modules(const char *wanted)
{
	char line[256], name[64], users[64], state[32];
	FILE *f = fopen("/proc/modules", "r");
	unsigned long long address;
	int size, refs, found = 0;

	while (f && fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%63s %d %d %63s %31s 0x%llx", name, &size, &refs, users,
			   state, &address) != 6 ||
		    strcmp(name, wanted))
			continue;
		say("/proc/modules: %s refs %d users %s state %s, size %s, address %s",
		    name, refs, users, state, size > 0 ? "positive" : "not positive",
		    address ? "known" : "zero");
		found = 1;
	}
	if (f)
		fclose(f);
	if (!found)
		say("/proc/modules: no %s", wanted);
}

static void load_and_unload(void)
{
	say_proc_modules("knobs");
	say_result("load", module_load("knobs", "", 0));
	say_proc_modules("knobs");
	say_result("unload", module_unload("knobs"));
	say_proc_modules("knobs");
	say_result("unload again", module_unload("knobs"));
}

static void load_twice(void)
{
	knobs_load("");
	say_result("again", module_load("knobs", "number=9", 0));
	say_file(PARAMS "number");
}

static void load_by_name_needed(void)
{
	say_result("without knobs", module_load("knobs_user", "", 0));
	knobs_load("");
	say_result("with knobs", module_load("knobs_user", "", 0));
	say_file("/sys/module/knobs_user/parameters/seen");
	say_proc_modules("knobs");
	say_proc_modules("knobs_user");
	say_directory("/sys/module/knobs/holders");
	say_link("/sys/module/knobs/holders/knobs_user");
	say_file("/sys/module/knobs/refcnt");
	say_result("unload the one that is needed", module_unload("knobs"));
	say_result("unload the one that needs", module_unload("knobs_user"));
	say_file("/sys/module/knobs/refcnt");
	say_directory("/sys/module/knobs/holders");
	say_result("unload", module_unload("knobs"));
}

static void load_while_open(void)
{
	int fd;

	knobs_load("");
	fd = open("/dev/knobs0", O_RDWR);
	say_result("open", fd < 0 ? -1 : 0);
	say_file("/sys/module/knobs/refcnt");
	say_result("unload", module_unload("knobs"));
	say_file("/sys/module/knobs/initstate");
	close(fd);
	say_file("/sys/module/knobs/refcnt");
	say_result("unload, closed", module_unload("knobs"));
	say_stat("/sys/module/knobs");
}

static void init_fails(void)
{
	say_load("knobs_fail", "result=-19");
	say_load("knobs_fail", "result=-1");
	say_load("knobs_fail", "result=-517");
	say_proc_modules("knobs_fail");
	say_stat("/sys/module/knobs_fail");
}

/* Without an exit a module stays, but for force. */
static void no_exit(void)
{
	say_result("load", module_load("knobs_fail", "result=0", 0));
	say_proc_modules("knobs_fail");
	say_result("unload", module_unload("knobs_fail"));
	say_file("/sys/module/knobs_fail/initstate");
	say_stat("/sys/module/knobs_fail/parameters");
	say_result("by force",
		   syscall(SYS_delete_module, "knobs_fail", O_NONBLOCK | O_TRUNC));
	say_proc_modules("knobs_fail");
}

static void unload_bad_arguments(void)
{
	char name[100];

	memset(name, 'n', sizeof(name));
	name[99] = '\0';
	say_result("a long name", module_unload(name));
	say_result("no name", module_unload(""));
	say_result("NULL", module_unload(BAD(const char *, 0)));
	say_result("with a dash", module_unload("knobs-user"));
}

static void sysfs_of_a_module(void)
{
	knobs_load("");
	say_file("/sys/module/knobs/initstate");
	say_file("/sys/module/knobs/refcnt");
	say_file("/sys/module/knobs/version");
	say_stat("/sys/module/knobs");
	say_stat("/sys/module/knobs/refcnt");
	say_stat("/sys/module/knobs/coresize");
	say_stat("/sys/module/knobs/taint");
	say_stat("/sys/module/knobs/uevent");
	say_stat("/sys/module/knobs/holders");
	say_stat("/sys/module/knobs/parameters");
	say_store("/sys/module/knobs/refcnt", "5");
	say_result("mkdir", mkdir("/sys/module/knobs/dir", 0755));
	say_result("unlink", unlink("/sys/module/knobs/refcnt"));
	say_result("rmdir", rmdir("/sys/module/knobs"));
	say_result("creat", open("/sys/module/knobs/new", O_CREAT | O_WRONLY, 0644));
}

const struct oracle_case knobs_module_cases[] = {
	{"load-and-unload", load_and_unload},
	{"load-twice", load_twice},
	{"load-what-is-needed", load_by_name_needed},
	{"unload-while-node-is-open", load_while_open},
	{"init-fails", init_fails},
	{"unload-bad-arguments", unload_bad_arguments},
	{"sysfs-of-a-module", sysfs_of_a_module},
	{NULL, NULL},
};

/* --- what is not a module, and how it is handed over --- */

static void finit_arguments(void)
{
	int fd = module_file("knobs", O_RDONLY), pipes[2];

	say_result("no descriptor", syscall(SYS_finit_module, -1, "", 0));
	say_result("unknown flags", syscall(SYS_finit_module, fd, "", 64));
	say_result("parameters at a bad address", syscall(SYS_finit_module, fd, 8L, 0));
	say_result("a directory", syscall(SYS_finit_module, open("/", O_RDONLY), "", 0));
	say_result("O_PATH", syscall(SYS_finit_module, open("/", O_PATH), "", 0));
	if (!pipe(pipes))
		say_result("a pipe", syscall(SYS_finit_module, pipes[0], "", 0));
	say_result("a device",
		   syscall(SYS_finit_module, open("/dev/zero", O_RDONLY), "", 0));
	say_result("for writing only",
		   syscall(SYS_finit_module, open("/dev/null", O_WRONLY), "", 0));
	say_stat("/sys/module/knobs");
}

/* The module's bytes, changed by a case and loaded. */
static unsigned char image[4 << 20];
static size_t image_size;

static void image_read(const char *file)
{
	int fd = module_file(file, O_RDONLY);
	ssize_t n = read(fd, image, sizeof(image));

	if (n <= 0)
		give_up("reading a module");
	image_size = (size_t)n;
	close(fd);
}

static long image_load(size_t len, const char *params)
{
	return syscall(SYS_init_module, image, len, params);
}

static void init_module_loads(void)
{
	image_read("knobs");
	say_result("init_module", image_load(image_size, "number=11"));
	say_file(PARAMS "number");
	say_file("/sys/module/knobs/initstate");
	say_result("again", image_load(image_size, ""));
	say_result("unload", module_unload("knobs"));
}

static void init_module_arguments(void)
{
	image_read("knobs");
	say_result("no length", image_load(0, ""));
	say_result("a header's part", image_load(20, ""));
	say_result("a bad address", syscall(SYS_init_module, 8L, image_size, ""));
	say_result("parameters at a bad address",
		   syscall(SYS_init_module, image, image_size, 8L));
}

static void damaged_images(void)
{
	image_read("knobs");
	say_result("half of it", image_load(image_size / 2, ""));
	say_result("all but a byte", image_load(image_size - 1, ""));
	image[0] = 'X';
	say_result("another magic", image_load(image_size, ""));
	image_read("knobs");
	image[18] = 0x28;
	image[19] = 0;
	say_result("another processor", image_load(image_size, ""));
	memset(image, 0, 4096);
	say_result("zeros", image_load(4096, ""));
	memset(image, '#', 100);
	say_result("text", image_load(100, ""));
	say_stat("/sys/module/knobs");
}

/* A module goes on when its file changes or goes. */
static void file_goes(void)
{
	char path[] = "/tmp/knobs-XXXXXX";
	int fd;

	mkdir("/tmp", 01777);
	fd = mkstemp(path);
	image_read("knobs");
	if (fd < 0 || write(fd, image, image_size) != (ssize_t)image_size)
		give_up("a copy of the module");
	close(fd);
	fd = open(path, O_RDONLY);
	say_result("load", syscall(SYS_finit_module, fd, "", 0));
	close(fd);
	say_result("unlink", unlink(path));
	say_file(KNOBS "plain");
	say_result("unload", module_unload("knobs"));
}

const struct oracle_case knobs_image_cases[] = {
	{"finit-module-arguments", finit_arguments},
	{"init-module-loads", init_module_loads},
	{"init-module-arguments", init_module_arguments},
	{"damaged-images", damaged_images},
	{"module-file-goes", file_goes},
	{"module-without-exit", no_exit},
	{NULL, NULL},
};
