/* SPDX-License-Identifier: MIT */
/*
 * The numbers and nodes that a PC has whatever drivers are loaded: memory
 * devices, terminals, consoles. Nobody drives the consoles here: opening one is
 * ENXIO. (null, zero and their kin are the host's own, see docs/FIDELITY.md.)
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include "kernel/driver/driver.h"
#include "kernel/fs/node.h"

#define NR_CONSOLES	64
#define NR_SERIAL	4
#define MEM_MAJOR	1
#define MEM_MINOR	1
#define TTY_MAJOR	4
#define TTYAUX_MAJOR	5
#define VCS_MAJOR	7
#define SERIAL_MINOR	64
#define VCSA_MINOR	128

static int nodes(const char *fmt, unsigned int from, unsigned int to, umode_t mode,
		 unsigned int major, unsigned int minor)
{
	char path[32];

	for (unsigned int i = from; i < to; i++) {
		snprintf(path, sizeof(path), fmt, i);
		if (!dock_node_add(path, S_IFCHR | mode, MKDEV(major, minor + i)))
			return -EEXIST;
	}
	return 0;
}

int dock_consoles_init(void)
{
	static const struct { unsigned int major, first; const char *name; } numbers[] = {
		/* /dev/mem is for a driver to bring. */
		{ MEM_MAJOR, MEM_MINOR + 1, "mem" }, { TTY_MAJOR, 0, "tty" },
		{ TTYAUX_MAJOR, 0, "/dev/tty" }, { VCS_MAJOR, 0, "vcs" },
	};
	int err = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(numbers) && !err; i++)
		err = register_chrdev_region(MKDEV(numbers[i].major, numbers[i].first),
					     256 - numbers[i].first, numbers[i].name);
	if (!err)
		err = nodes("/dev/tty%u", 0, NR_CONSOLES, 0620, TTY_MAJOR, 0);
	if (!err)
		err = nodes("/dev/ttyS%u", 0, NR_SERIAL, 0660, TTY_MAJOR, SERIAL_MINOR);
	if (!err)
		err = nodes("/dev/vcs%u", 1, NR_CONSOLES, 0660, VCS_MAJOR, 0);
	return err ? err : nodes("/dev/vcsa%u", 1, NR_CONSOLES, 0660, VCS_MAJOR, VCSA_MINOR);
}
