/* SPDX-License-Identifier: MIT */
/*
 * drydock kdir [--api VERSION] [--plain]: prints the folder for
 * make -C FOLDER M=SRC modules. There is one for each kernel API version.
 */
#include "cmd/commands.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KDIR_DEFAULT_API "6.1"
#define KDIR_BAD_USAGE 2

static const char kdir_usage[] =
	"usage: drydock kdir [--api VERSION] [--plain]\n"
	"Prints the folder to build a driver with: make -C \"$(drydock kdir)\" M=$PWD modules\n"
	"--plain: without the hooks that see every load and store of the driver\n";

/* A version's folder is named by digits and dots. */
static int kdir_is_version(const struct dirent *entry)
{
	return entry->d_name[strspn(entry->d_name, "0123456789.")] == '\0' &&
	       entry->d_name[0] != '.';
}

static int kdir_say_versions(const char *parent, const char *api)
{
	struct dirent **list;
	int i, n = scandir(parent, &list, kdir_is_version, versionsort);

	if (n <= 0) {
		fprintf(stderr, "drydock: kdir: %s: no module build there; drydock is not "
				"installed whole\n", parent);
		return KDIR_BAD_USAGE;
	}
	fprintf(stderr, "drydock: kdir: no API version '%s'; there %s", api,
		n == 1 ? "is" : "are");
	for (i = 0; i < n; i++) {
		fprintf(stderr, "%s %s", i ? "," : "", list[i]->d_name);
		free(list[i]);
	}
	fputs("\n", stderr);
	free(list);
	return KDIR_BAD_USAGE;
}

static int kdir_print(const char *api, int plain)
{
	char parent[PATH_MAX], makefile[PATH_MAX];

	snprintf(parent, sizeof(parent), "%s/kdir", drydock_datadir());
	if (snprintf(makefile, sizeof(makefile), "%s/%s%s/Makefile", parent, api,
		     plain ? "-plain" : "") >=
		    (int)sizeof(makefile) ||
	    strspn(api, "0123456789.") != strlen(api) || !*api || access(makefile, R_OK))
		return kdir_say_versions(parent, api);
	return printf("%s/%s%s\n", parent, api, plain ? "-plain" : "") < 0;
}

const char *drydock_kdir(void)
{
	static char found[PATH_MAX];
	char path[PATH_MAX];

	if (snprintf(path, sizeof(path), "%s/kdir/" KDIR_DEFAULT_API, drydock_datadir()) >=
		    (int)sizeof(path) ||
	    access(path, F_OK))
		return NULL;
	/* Where it is a link, in a build tree, it stays one. */
	return *path == '/' ? strcpy(found, path) : realpath(path, found);
}

int cmd_kdir(int argc, char **argv)
{
	const char *api = KDIR_DEFAULT_API;
	int i, plain = 0;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--help") == 0)
			return fputs(kdir_usage, stdout) < 0;
		if (strcmp(argv[i], "--api") == 0 && i + 1 < argc) {
			api = argv[++i];
		} else if (strncmp(argv[i], "--api=", 6) == 0) {
			api = argv[i] + 6;
		} else if (strcmp(argv[i], "--plain") == 0) {
			plain = 1;
		} else {
			fprintf(stderr, "drydock: kdir: '%s' is not understood; usage: drydock "
				"kdir [--api VERSION] [--plain]\n", argv[i]);
			return KDIR_BAD_USAGE;
		}
	}
	return kdir_print(api, plain);
}
