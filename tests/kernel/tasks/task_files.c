/* SPDX-License-Identifier: MIT */
/* Claims: files of kernel_devices.ko as a process sees them. */
#include <linux/fs.h>
#include "user.h"

#define LINES_BYTES (2000 / 100 * 99 * 10)

static char *buf;

static long open_ro(const char *path)
{
	return dock_task_open(path, O_RDONLY);
}

/* The whole file in pieces of @piece bytes; returns its size. */
static long read_all(const char *path, unsigned long piece)
{
	long fd = open_ro(path), done = 0, n;

	EXPECT(fd >= 0);
	while ((n = dock_task_read((int)fd, buf + done, piece)) > 0)
		done += n;
	EXPECT_EQ(n, 0);
	dock_task_close((int)fd);
	return done;
}

static void seq_file_of_many_pages_in_any_pieces(void)
{
	static const unsigned long pieces[] = { 1, 7, 4096, 60000 };

	for (int i = 0; i < ARRAY_SIZE(pieces); i++) {
		memset(buf, 0, 60000);
		EXPECT_EQ(read_all("/proc/claims/lines", pieces[i]), LINES_BYTES);
		EXPECT(!strncmp(buf, "line 0000\nline 0001\n", 20));
		EXPECT(!strncmp(buf + 980, "line 0098\nline 0100\n", 20));
		EXPECT(!strncmp(buf + LINES_BYTES - 10, "line 1998\n", 10));
	}
}

static void seq_file_starts_anywhere(void)
{
	long fd = open_ro("/proc/claims/lines");

	EXPECT_EQ(dock_task_pread((int)fd, buf, 9, 9900 + 5), 9);
	EXPECT(!strncmp(buf, "1000\nline", 9)); /* 10 records of 1000 are not there */
	EXPECT_EQ(dock_task_lseek((int)fd, 15, SEEK_SET), 15);
	EXPECT_EQ(dock_task_read((int)fd, buf, 5), 5);
	EXPECT(!strncmp(buf, "0001\n", 5));
	EXPECT_EQ(dock_task_lseek((int)fd, -10, SEEK_CUR), 10);
	EXPECT_EQ(dock_task_read((int)fd, buf, 9), 9);
	EXPECT(!strncmp(buf, "line 0001", 9));
	EXPECT_EQ(dock_task_pread((int)fd, buf, 9, 1000000), 0);
	EXPECT_EQ(dock_task_lseek((int)fd, -1, SEEK_SET), -EINVAL);
	dock_task_close((int)fd);
}

static void record_larger_than_a_page_is_whole(void)
{
	EXPECT_EQ(read_all("/proc/claims/long", 60000), 3 * 4096);
	EXPECT(!strncmp(buf + 3 * 4096 - 16, "000000000000767\n", 16));
	EXPECT_EQ(read_all("/proc/claims/long", 100), 3 * 4096);
}

static void read_into_bad_memory_is_efault(void)
{
	long fd = open_ro("/proc/claims/lines");

	EXPECT_EQ(dock_task_read((int)fd, NULL, 10), -EFAULT);
	EXPECT_EQ(dock_task_read((int)fd, buf, 10), 10);
	EXPECT(!strncmp(buf, "line 0000\n", 10));
	dock_task_close((int)fd);
}

static void proc_devices_names_the_driver(void)
{
	long n = read_all("/proc/devices", 60000);

	buf[n] = 0;
	EXPECT(!strncmp(buf, "Character devices:\n", 19));
	EXPECT(strstr(buf, " 10 misc\n"));
	EXPECT(strstr(buf, " claims\n"));
	EXPECT(strstr(buf, "\nBlock devices:\n"));
}

static void proc_modules_names_the_driver_and_its_users(void)
{
	long fd = open_ro("/dev/claims0"), n = read_all("/proc/modules", 60000);
	char *line;

	buf[n] = 0;
	line = strstr(buf, "kernel_devices ");
	/* An open file holds the module twice: for its cdev and for its operations. */
	EXPECT(line && strstr(line, " 2 - Live 0x"));
	dock_task_close((int)fd);
	n = read_all("/proc/modules", 60000);
	buf[n] = 0;
	EXPECT(strstr(buf, " 0 - Live 0x"));
}

static void sysfs_has_files_and_links(void)
{
	long n = read_all("/sys/module/kernel_devices/initstate", 3);

	EXPECT(n == 5 && !strncmp(buf, "live\n", 5));
	n = read_all("/sys/class/claims/claims0/dev", 60000);
	EXPECT(n > 3 && !strncmp(buf + n - 3, ":0\n", 3));
	EXPECT_EQ(dock_task_open("/sys/module/kernel_devices/initstate", O_WRONLY), -EACCES);
	EXPECT_EQ(open_ro("/sys/module/kernel_devices"), -EISDIR);
	EXPECT_EQ(open_ro("/sys/module/nothing/initstate"), -ENOENT);
}

static void minors_are_told_apart(void)
{
	long a = open_ro("/dev/claims0"), b = open_ro("/dev/claims2");

	EXPECT_EQ(dock_task_read((int)b, buf, 5), 1);
	EXPECT_EQ(buf[0], '2');
	EXPECT_EQ(dock_task_read((int)a, buf, 5), 1);
	EXPECT_EQ(buf[0], '0');
	EXPECT_EQ(dock_task_read((int)a, buf, 5), 0);
	dock_task_close((int)a);
	dock_task_close((int)b);
}

static void errors_of_open_reach_the_user(void)
{
	EXPECT_EQ(open_ro("/dev/claims3"), -EPERM);
	EXPECT_EQ(open_ro("/dev/claims9"), -ENOENT);
	EXPECT_EQ(open_ro("/dev/nobody"), -ENXIO); /* --node, without a driver */
	EXPECT_EQ(dock_task_delete_module("nothing", 0), -ENOENT);
}

static void missing_operations_have_linux_s_errors(void)
{
	long fd = dock_task_open("/dev/claims0", O_RDWR);

	EXPECT_EQ(dock_task_write((int)fd, buf, 1), -EINVAL);
	EXPECT_EQ(dock_task_ioctl((int)fd, 1, 0), -ENOTTY);
	EXPECT_EQ(dock_task_mmap(0, 4096, PROT_READ, MAP_SHARED, (int)fd, 0), -ENODEV);
	EXPECT_EQ(dock_task_close((int)fd), 0);
	EXPECT_EQ(dock_task_read((int)fd, buf, 1), -EBADF);
	fd = dock_task_open("/dev/claims0", O_WRONLY);
	EXPECT_EQ(dock_task_read((int)fd, buf, 1), -EBADF);
	dock_task_close((int)fd);
	fd = open_ro("/dev/claims0");
	EXPECT_EQ(dock_task_write((int)fd, buf, 1), -EBADF);
	dock_task_close((int)fd);
}

static void duplicates_share_the_position(void)
{
	long a = open_ro("/dev/claims1"), b = dock_task_dup((int)a);

	EXPECT(b >= 0 && b != a);
	EXPECT_EQ(dock_task_read((int)a, buf, 1), 1);
	EXPECT_EQ(dock_task_read((int)b, buf, 1), 0);
	dock_task_close((int)a);
	EXPECT_EQ(dock_task_read((int)b, buf, 1), 0);
	dock_task_close((int)b);
	EXPECT_EQ(dock_task_dup((int)b), -EBADF);
}

static const struct claim claims[] = {
	CLAIM(seq_file_of_many_pages_in_any_pieces),
	CLAIM(seq_file_starts_anywhere),
	CLAIM(record_larger_than_a_page_is_whole),
	CLAIM(read_into_bad_memory_is_efault),
	CLAIM(proc_devices_names_the_driver),
	CLAIM(proc_modules_names_the_driver_and_its_users),
	CLAIM(sysfs_has_files_and_links),
	CLAIM(minors_are_told_apart),
	CLAIM(errors_of_open_reach_the_user),
	CLAIM(missing_operations_have_linux_s_errors),
	CLAIM(duplicates_share_the_position),
};

int task_main(void)
{
	buf = (char *)anon(16, RW);
	return claims_run(claims, ARRAY_SIZE(claims));
}
MODULE_LICENSE("GPL");
