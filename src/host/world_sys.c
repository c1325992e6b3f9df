/* SPDX-License-Identifier: MIT */
/* The programs' /sys: empty, for the kernel side's sysfs to fill. */
#include "host/world.h"

#include <errno.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

int host_world_make_sys(void)
{
	struct stat st;

	if (stat("/sys", &st) && errno == ENOENT)
		return 0; /* a small chroot has none: then there is none to see */
	if (mount("drydock", "/sys", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
		  "mode=555"))
		return host_world_fail(
			"cannot mount a /sys for the program: %s (" HOST_WORLD_HINT ")",
			strerror(errno));
	if (host_world_own("/sys"))
		return host_world_fail("cannot open the program's /sys: %s",
				       strerror(errno));
	return 0;
}
