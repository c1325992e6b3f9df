// SPDX-License-Identifier: MIT
/* Devices of a class: /sys/class, /sys/devices, /sys/dev, /dev. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "knobs_cases.h"

#define POWER "/sys/class/knobs/knobs0/power/"

/* Does @path, a file of sysfs, say the numbers of the node @node? */
static void say_numbers(const char *path, const char *node)
{
	char text[32] = "", wanted[32];
	int fd = open(path, O_RDONLY);
	struct stat st;

	if (fd < 0 || stat(node, &st) || read(fd, text, sizeof(text) - 1) < 0) {
		say_result(path, -1);
		return;
	}
	close(fd);
	snprintf(wanted, sizeof(wanted), "%u:%u\n", major(st.st_rdev), minor(st.st_rdev));
	say("%s: %s of %s", path,
	    strcmp(text, wanted) ? "not the numbers" : "the numbers", node);
}

/* A uevent file's lines, but for the major number. */
static void say_uevent(const char *path)
{
	char line[128];
	FILE *f = fopen(path, "r");

	if (!f) {
		say_result(path, -1);
		return;
	}
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		if (!strncmp(line, "MAJOR=", 6))
			strcpy(line, "MAJOR=...");
		if (!strncmp(line, "MINOR=", 6) && strstr(path, "misc"))
			strcpy(line, "MINOR=...");
		say("%s: %s", path, line);
	}
	fclose(f);
}

static void class_of_devices(void)
{
	knobs_load("");
	say_directory("/sys/class/knobs");
	say_link("/sys/class/knobs/knobs0");
	say_link("/sys/class/knobs/knobs1");
	say_stat("/sys/class/knobs/knobs0");
	say_directory("/sys/devices/virtual/knobs");
	module_unload("knobs");
	say_stat("/sys/class/knobs");
	say_stat("/sys/devices/virtual/knobs");
}

static void device_attributes(void)
{
	knobs_load("");
	say_directory("/sys/class/knobs/knobs0/");
	say_directory("/sys/class/knobs/knobs1/");
	say_file("/sys/class/knobs/knobs0/index");
	say_file("/sys/class/knobs/knobs1/index");
	say_stat("/sys/class/knobs/knobs0/index");
	say_stat("/sys/class/knobs/knobs0/dev");
	say_stat("/sys/class/knobs/knobs0/uevent");
	say_link("/sys/class/knobs/knobs0/subsystem");
	say_link("/sys/class/knobs/knobs1/subsystem");
	say_link("/sys/class/knobs/knobs1/device");
}

/* Nothing of it is ever suspended; what is written is kept. */
static void device_power(void)
{
	static const char *const names[] = {
		"async",
		"autosuspend_delay_ms",
		"control",
		"runtime_active_kids",
		"runtime_active_time",
		"runtime_enabled",
		"runtime_status",
		"runtime_suspended_time",
		"runtime_usage",
	};
	char path[128];

	knobs_load("");
	say_directory(POWER);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), POWER "%s", names[i]);
		say_stat(path);
		say_file(path);
	}
	say_store(POWER "control", "on");
	say_file(POWER "control");
	say_file(POWER "runtime_usage");
	say_file(POWER "runtime_enabled");
	say_store(POWER "control", "auto\n");
	say_file(POWER "runtime_usage");
	say_store(POWER "control", "off");
	say_store(POWER "async", "enabled");
	say_file(POWER "async");
	say_store(POWER "async", "disabled\n");
	say_file(POWER "async");
	say_store(POWER "async", "maybe");
	say_store(POWER "autosuspend_delay_ms", "5");
}

static void device_numbers(void)
{
	char path[64], to[256];
	struct stat st;
	ssize_t len;

	knobs_load("");
	say_numbers("/sys/class/knobs/knobs0/dev", "/dev/knobs0");
	say_numbers("/sys/class/knobs/knobs1/dev", "/dev/knobs1");
	say_numbers("/sys/class/misc/knobs_misc/dev", "/dev/knobs/misc");
	if (stat("/dev/knobs1", &st))
		give_up("/dev/knobs1");
	snprintf(path, sizeof(path), "/sys/dev/char/%u:%u", major(st.st_rdev),
		 minor(st.st_rdev));
	len = readlink(path, to, sizeof(to));
	if (len < 0)
		give_up(path);
	say("/sys/dev/char/...: %.*s", (int)len, to);
}

static void device_uevents(void)
{
	knobs_load("");
	say_uevent("/sys/class/knobs/knobs0/uevent");
	say_uevent("/sys/class/knobs/knobs1/uevent");
	say_uevent("/sys/class/misc/knobs_misc/uevent");
}

static void misc_device(void)
{
	knobs_load("");
	say_link("/sys/class/misc/knobs_misc");
	say_stat("/dev/knobs/misc");
	say_stat("/dev/knobs");
	module_unload("knobs");
	say_stat("/dev/knobs/misc");
	say_stat("/dev/knobs");
	say_stat("/sys/class/misc/knobs_misc");
}

static void nodes_of_devices(void)
{
	knobs_load("");
	say_stat("/dev/knobs0");
	say_stat("/dev/knobs1");
	say_result("chmod", chmod("/dev/knobs0", 0640));
	say_stat("/dev/knobs0");
	say_result("unlink", unlink("/dev/knobs1"));
	say_result("open", open("/dev/knobs1", O_RDONLY));
	say_stat("/sys/class/knobs/knobs1/dev");
	module_unload("knobs");
	say_stat("/dev/knobs0");
}

/* A node that a user made stays, and leads nowhere when the driver is gone. */
static void node_by_mknod(void)
{
	struct stat st;

	knobs_load("");
	if (stat("/dev/knobs1", &st))
		give_up("/dev/knobs1");
	say_result("mknod", mknod("/dev/mine", S_IFCHR | 0600, st.st_rdev));
	say_stat("/dev/mine");
	say_result("open", close(open("/dev/mine", O_RDWR)));
	say_result("mknod again", mknod("/dev/mine", S_IFCHR | 0600, st.st_rdev));
	say_result("a copy of a removed one: unlink", unlink("/dev/knobs1"));
	say_result("mknod", mknod("/dev/knobs1", S_IFCHR | 0600, st.st_rdev));
	say_result("rename", rename("/dev/mine", "/dev/mine-too"));
	say_result("open", close(open("/dev/mine-too", O_RDWR)));
	say_result("unload", module_unload("knobs"));
	say_result("open", open("/dev/mine-too", O_RDWR));
	say_stat("/dev/knobs1");
	say_result("unlink", unlink("/dev/mine-too"));
	say_result("unlink", unlink("/dev/knobs1"));
	say_result("open", open("/dev/mine-too", O_RDWR));
}

const struct oracle_case knobs_device_cases[] = {
	{"class-of-devices", class_of_devices},
	{"device-attributes", device_attributes},
	{"device-power", device_power},
	{"device-numbers", device_numbers},
	{"device-uevents", device_uevents},
	{"misc-device", misc_device},
	{"nodes-of-devices", nodes_of_devices},
	{"node-by-mknod", node_by_mknod},
	{NULL, NULL},
};
