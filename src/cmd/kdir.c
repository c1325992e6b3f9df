/* SPDX-License-Identifier: MIT */
/*
 * drydock kdir [--api VERSION] [--plain]: prints the folder for
 * make -C FOLDER M=SRC modules. There is one for each kernel API version.
 */
#include "cmd/commands.h"
#include "core/api.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KDIR_BAD_USAGE 2

static const char kdir_usage[] =
	"usage: drydock kdir [--api VERSION] [--plain]\n"
	"Prints the folder to build a driver with: make -C \"$(drydock kdir)\" M=$PWD modules\n"
	"--plain: without the hooks that see every load and store of the driver\n";

/* The folder of a version, which must exist. @api: as dock_api_parse() names it. */
static int kdir_find(const char *api, int plain, char path[PATH_MAX])
{
	int n = snprintf(path, PATH_MAX, "%s/kdir/%s%s", drydock_datadir(), api,
			 plain ? "-plain" : "");

	return n >= PATH_MAX || access(path, X_OK) ? -1 : 0;
}

static int kdir_print(const char *text, int plain)
{
	struct dock_api api;
	char path[PATH_MAX];

	if (dock_api_parse(text, &api)) {
		fprintf(stderr, "drydock: kdir: no API version '%s'; there is " DOCK_API_RANGE "\n",
			text);
		return KDIR_BAD_USAGE;
	}
	if (kdir_find(api.name, plain, path)) {
		fprintf(stderr, "drydock: kdir: %s/kdir: no module build there; drydock is not "
				"installed whole\n", drydock_datadir());
		return KDIR_BAD_USAGE;
	}
	return printf("%s\n", path) < 0;
}

const char *drydock_kdir(const char *api)
{
	static char found[PATH_MAX];
	char path[PATH_MAX];

	if (kdir_find(api, 0, path))
		return NULL;
	/* Where it is a link, in a build tree, it stays one. */
	return *path == '/' ? strcpy(found, path) : realpath(path, found);
}

int cmd_kdir(int argc, char **argv)
{
	const char *api = DOCK_API_DEFAULT;
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
