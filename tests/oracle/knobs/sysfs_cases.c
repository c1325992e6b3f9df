// SPDX-License-Identifier: MIT
/* Attributes: /sys/kernel/knobs. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "knobs_cases.h"

static int attr_open(const char *path, int flags)
{
	int fd = open(path, flags);

	if (fd < 0)
		give_up(path);
	return fd;
}

static void attr_read(void)
{
	char buf[64] = "";
	int fd;

	knobs_load("");
	say_file(KNOBS "plain");
	say_file(KNOBS "empty");
	say_file(KNOBS "fails");
	say_file(KNOBS "full");
	fd = attr_open(KNOBS "plain", O_RDONLY);
	say_result("4 bytes", read(fd, buf, 4));
	say_result("the rest", read(fd, buf + 4, 60));
	say_bytes("text", buf, strlen(buf));
	say_result("at the end", read(fd, buf, 4));
	say_result("lseek", lseek(fd, 2, SEEK_SET));
	say_result("from there", read(fd, buf, 64));
	say_result("pread", pread(fd, buf, 3, 7));
	say_bytes("pread", buf, 3);
	say_result("SEEK_END", lseek(fd, 0, SEEK_END));
	say_result("zero bytes", read(fd, buf, 0));
	say_result("a bad address", pread(fd, BAD(char *, 8), 4, 0));
}

/* The text is made once for each time from the start. */
static void attr_read_again(void)
{
	char buf[16];
	int fd;

	knobs_load("");
	fd = attr_open(KNOBS "value", O_RDWR);
	say_result("read", read(fd, buf, 1));
	say_result("write", pwrite(fd, "123", 3, 0));
	say_result("read on", read(fd, buf, 16));
	say_bytes("it says", buf, 2);
	lseek(fd, 0, SEEK_SET);
	say_result("from the start", read(fd, buf, 16));
	say_bytes("it says", buf, 4);
}

static void attr_write(void)
{
	static char big[8192];
	int fd;

	knobs_load("");
	say_store(KNOBS "value", "5");
	say_file(KNOBS "value");
	say_store(KNOBS "value", "x");
	say_file(KNOBS "value");
	say_store(KNOBS "sizes", "some text");
	say_file(KNOBS "sizes");
	memset(big, 'b', sizeof(big));
	fd = attr_open(KNOBS "sizes", O_WRONLY);
	say_result("4095 bytes", write(fd, big, 4095));
	say_file(KNOBS "sizes");
	say_result("4096 bytes", pwrite(fd, big, 4096, 0));
	say_file(KNOBS "sizes");
	say_result("8192 bytes", pwrite(fd, big, 8192, 0));
	say_file(KNOBS "sizes");
	say_result("none", write(fd, big, 0));
	say_file(KNOBS "sizes");
	say_result("at 100", pwrite(fd, "at 100", 6, 100));
	say_file(KNOBS "sizes");
	say_result("a bad address", write(fd, BAD(char *, 8), 4));
	say_store(KNOBS "half", "12345678");
}

static void attr_refusals(void)
{
	int fd;

	knobs_load("");
	say_result("plain for writing", open(KNOBS "plain", O_WRONLY));
	say_result("plain for both", open(KNOBS "plain", O_RDWR));
	say_result("half for reading", open(KNOBS "half", O_RDONLY));
	say_result("methodless", open(KNOBS "methodless", O_RDONLY));
	say_result("methodless", open(KNOBS "methodless", O_WRONLY));
	fd = attr_open(KNOBS "value", O_WRONLY | O_TRUNC);
	say_result("read, for writing", read(fd, &fd, 1));
	say_result("truncate", truncate(KNOBS "value", 0));
	say_result("mmap", mmap(NULL, PAGE, PROT_READ, MAP_SHARED,
				open(KNOBS "value", O_RDONLY), 0) == MAP_FAILED
				   ? -1
				   : 0);
	say_result("rename", rename(KNOBS "value", KNOBS "other"));
	say_result("link", link(KNOBS "value", KNOBS "other"));
	say_result("symlink", symlink("value", KNOBS "other"));
	say_result("unlink", unlink(KNOBS "value"));
	say_file(KNOBS "value");
}

static void attr_stat(void)
{
	knobs_load("");
	say_directory(KNOBS);
	say_stat("/sys/kernel/knobs");
	say_stat(KNOBS "value");
	say_stat(KNOBS "plain");
	say_stat(KNOBS "half");
	say_stat(KNOBS "blob");
	say_stat(KNOBS "inner");
	say_stat(KNOBS "inner/up");
	say_link(KNOBS "inner/up");
	say_result("chmod", chmod(KNOBS "value", 0600));
	say_stat(KNOBS "value");
}

static void attr_group(void)
{
	knobs_load("");
	say_directory(KNOBS "sub");
	say_file(KNOBS "sub/plain");
	say_file(KNOBS "sub/empty");
	say_file(KNOBS "sub/value");
	say_file(KNOBS "inner/up/value");
}

static void attr_binary(void)
{
	static char buf[12000];
	int fd;

	knobs_load("");
	say_file(KNOBS "blob");
	fd = attr_open(KNOBS "blob", O_RDWR);
	say_result("read across a page", pread(fd, buf, 100, 4090));
	say_bytes("bytes", buf, 10);
	say_result("read all", pread(fd, buf, 12000, 0));
	say_result("read at the end", pread(fd, buf, 10, 9995));
	say_result("read behind", pread(fd, buf, 10, 10000));
	say_result("write", pwrite(fd, "HELLO", 5, 5000));
	say_result("read", pread(fd, buf, 7, 4999));
	say_bytes("bytes", buf, 7);
	say_result("write over the end", pwrite(fd, "0123456789", 10, 9995));
	say_result("write behind", pwrite(fd, "0123456789", 10, 10000));
	memset(buf, 'w', sizeof(buf));
	say_result("write all", pwrite(fd, buf, 10000, 0));
	say_result("SEEK_END", lseek(fd, 0, SEEK_END));
}

/* The attribute goes while a file of it is open, and comes back. */
static void attr_removed(void)
{
	char buf[16];
	int fd, twin;

	knobs_load("");
	fd = attr_open(KNOBS "value", O_RDWR);
	twin = attr_open(KNOBS "value", O_RDONLY);
	say_result("read", read(twin, buf, 1));
	say_store(KNOBS "absent", "1");
	say_file(KNOBS "value");
	say_result("read", read(fd, buf, 16));
	say_result("read on", read(twin, buf, 16));
	say_result("write", write(fd, "1", 1));
	say_store(KNOBS "absent", "0");
	say_file(KNOBS "value");
	say_result("the old file", pread(fd, buf, 16, 0));
	close(fd);
	close(twin);
}

/* Files of a module's attributes do not keep it. */
static void attr_of_a_module_gone(void)
{
	char buf[64];
	int fd, param;

	knobs_load("");
	fd = attr_open(KNOBS "plain", O_RDONLY);
	param = attr_open(PARAMS "number", O_RDONLY);
	say_file("/sys/module/knobs/refcnt");
	say_result("unload", module_unload("knobs"));
	say_result("read the attribute", read(fd, buf, sizeof(buf)));
	say_result("read the parameter", read(param, buf, sizeof(buf)));
	say_stat("/sys/kernel/knobs");
	say_result("close", close(fd));
}

const struct oracle_case knobs_sysfs_cases[] = {
	{"attr-read", attr_read},
	{"attr-read-again", attr_read_again},
	{"attr-write", attr_write},
	{"attr-refusals", attr_refusals},
	{"attr-stat", attr_stat},
	{"attr-group", attr_group},
	{"attr-binary", attr_binary},
	{"attr-removed", attr_removed},
	{"attr-of-a-module-gone", attr_of_a_module_gone},
	{NULL, NULL},
};
