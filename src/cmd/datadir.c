/* SPDX-License-Identifier: MIT */
/*
 * Finds drydock's own files (include/, kdir/, machines/) from where its
 * executable lies, so that an installed tree may be moved, and a build tree
 * works where it is: share/drydock beside the executable (a build tree), or
 * ../share/drydock from it (installed). DRYDOCK_DATADIR goes before both.
 */
#include "cmd/commands.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The executable's own folder. */
static int exe_folder(char out[PATH_MAX])
{
	ssize_t len = readlink("/proc/self/exe", out, PATH_MAX - 1);

	if (len <= 0)
		return -1;
	out[len] = '\0';
	*strrchr(out, '/') = '\0';
	return 0;
}

/* @place, below the executable's folder, made absolute; -1: no such folder. */
static int place_find(const char *place, char out[PATH_MAX])
{
	char exe[PATH_MAX], folder[PATH_MAX];

	if (exe_folder(exe) ||
	    snprintf(folder, sizeof(folder), "%s/%s", exe, place) >= (int)sizeof(folder))
		return -1;
	return realpath(folder, out) ? 0 : -1;
}

/* Where nothing is found, the installed place is named: whoever opens a file
 * there says that it is missing. */
const char *drydock_datadir(void)
{
	static char found[PATH_MAX];
	const char *env = getenv("DRYDOCK_DATADIR");

	if (env && *env)
		return env;
	if (!found[0] && place_find("share/drydock", found) &&
	    place_find("../share/drydock", found))
		strcpy(found, "/usr/share/drydock");
	return found;
}
