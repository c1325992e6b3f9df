// SPDX-License-Identifier: MIT
/* The device in sysfs, and what can be done with it there. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "edu_cases.h"

#define DRIVER "/sys/bus/pci/drivers/edu/"

/* The current folder is the device's, where no name tells its slot. */
static const char *go_there(void)
{
	static char path[64];

	if (edu_find_bound() != 1)
		give_up("finding the device");
	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s", edu_bound);
	if (chdir(path))
		give_up(path);
	return path;
}

static const char *const texts[] = {
	"vendor",
	"device",
	"subsystem_vendor",
	"subsystem_device",
	"class",
	"revision",
	"modalias",
	"power_state",
	"dma_mask_bits",
	"consistent_dma_mask_bits",
	"msi_bus",
	"broken_parity_status",
	"ari_enabled",
	"d3cold_allowed",
	"local_cpus",
	"local_cpulist",
};

static void pci_files(void)
{
	static const char *const more[] = {
		"config", "enable", "irq",    "resource",  "resource0", "driver_override",
		"uevent", "power",  "driver", "resource1", "rom",
	};

	go_there();
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		say_stat(texts[i]);
	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		say_stat(more[i]);
	say_link("driver");
	say_link("subsystem");
}

static void pci_identity(void)
{
	go_there();
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		say_file(texts[i]);
	say_file("numa_node");
	say_store("vendor", "1");
	say_store("broken_parity_status", "1");
	say_file("broken_parity_status");
	say_store("broken_parity_status", "0");
	say_store("broken_parity_status", "x");
}

/* Without addresses: those are the machine's. */
static void pci_resource(void)
{
	unsigned long long start, end, flags;
	FILE *f;

	go_there();
	f = fopen("resource", "r");
	if (!f)
		give_up("resource");
	for (int i = 0; fscanf(f, "%llx %llx %llx\n", &start, &end, &flags) == 3; i++)
		say("%d: %#llx bytes, flags %#llx, %s", i, end ? end - start + 1 : 0,
		    flags, start & 0xfff ? "not on a page" : "on a page");
	fclose(f);
	say_result("resource0, for writing", open("resource0", O_WRONLY) < 0 ? -1 : 0);
	say_file("resource0");
}

/* Slots differ, and numbers of interrupts. */
static void pci_uevent(void)
{
	char line[128];
	FILE *f;

	go_there();
	f = fopen("uevent", "r");
	while (f && fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		if (!strncmp(line, "PCI_SLOT_NAME=", 14))
			strcpy(line, strcmp(line + 14, edu_bound) ? "another slot"
								  : "the slot");
		say("%s", line);
	}
	say_store("uevent", "change");
	say_store("uevent", "no action");
}

static void say_config(const char *what, int fd, size_t at, size_t bytes)
{
	unsigned char buf[64];
	char text[3 * 64 + 1] = "";
	ssize_t n = pread(fd, buf, bytes, (off_t)at);

	for (ssize_t i = 0; i < n; i++)
		sprintf(text + 3 * i, "%02x ", buf[i]);
	if (n < 0)
		say_result(what, -1);
	else
		say("%s: %zd: %s", what, n, text);
}

static void pci_config(void)
{
	static char all[300];
	int fd;

	go_there();
	fd = open("config", O_RDWR);
	say_result("all", read(fd, all, sizeof(all)));
	say_config("identity", fd, 0, 4);
	say_config("class", fd, 8, 4);
	say_config("header type", fd, 14, 2);
	say_config("subsystem", fd, 0x2c, 4);
	say_config("interrupt pin", fd, 0x3d, 1);
	say_config("odd", fd, 1, 2);
	say_config("over the end", fd, 254, 10);
	say_config("behind", fd, 256, 4);
	say_result("identity", pwrite(fd, "abcd", 4, 0));
	say_config("identity", fd, 0, 4);
	say_result("interrupt line", pwrite(fd, "\x42", 1, 0x3c));
	say_config("interrupt line", fd, 0x3c, 1);
	say_result("over the end", pwrite(fd, "\0\0\0\0", 4, 254));
	say_result("behind", pwrite(fd, "\0\0\0\0", 4, 256));
	say_result("SEEK_END", lseek(fd, 0, SEEK_END));
}

static void pci_enable(void)
{
	const char *there = go_there();

	say_file("enable");
	say_store("enable", "1");
	say_store("enable", "0");
	say_store("enable", "x");
	say_result("unbind", edu_sysfs_write("unbind"));
	if (chdir(there))
		give_up(there);
	say_file("enable");
	say_store("enable", "0");
	say_store("enable", "1");
	say_store("enable", "1\n");
	say_file("enable");
	say_store("enable", "0");
	say_store("enable", "0");
	say_file("enable");
	say_result("bind", edu_sysfs_write("bind"));
	say_file("enable");
}

static void pci_override(void)
{
	go_there();
	say_file("driver_override");
	say_store("driver_override", "nobody");
	say_file("driver_override");
	say_result("unbind", edu_sysfs_write("unbind"));
	say_result("bind", edu_sysfs_write("bind"));
	say_store("driver_override", "edu\n");
	say_file("driver_override");
	say_result("bind", edu_sysfs_write("bind"));
	say("devices of the driver: %d", edu_find_bound());
	say_store("driver_override", "\n");
	say_file("driver_override");
	say_store("driver_override", "");
	say_file("driver_override");
}

static void pci_new_id(void)
{
	go_there();
	say_store(DRIVER "new_id", "1234 11e8");
	say_store(DRIVER "new_id", "1234");
	say_store(DRIVER "new_id", "something");
	say_store(DRIVER "new_id", "feed beef 1 2 3 4 5\n");
	say_store(DRIVER "new_id", "feed beef\n");
	say_store(DRIVER "remove_id", "feed beee");
	say_store(DRIVER "remove_id", "feed");
	say_store(DRIVER "remove_id", "feed beef");
	say_store(DRIVER "remove_id", "feed beef");
	say_store(DRIVER "remove_id", "1234 11e8");
	say_stat(DRIVER "new_id");
	say_stat(DRIVER "bind");
	say_link(DRIVER "module");
	say_stat("/sys/bus/pci/drivers_probe");
	say_store("/sys/bus/pci/drivers_probe", "nothing");
	say_file("/sys/bus/pci/drivers_autoprobe");
}

const struct oracle_case edu_sysfs_cases[] = {
	{"pci-files", pci_files},
	{"pci-identity", pci_identity},
	{"pci-resource", pci_resource},
	{"pci-uevent", pci_uevent},
	{"pci-config", pci_config},
	{"pci-enable", pci_enable},
	{"pci-override", pci_override},
	{"pci-new-id", pci_new_id},
	{NULL, NULL},
};
