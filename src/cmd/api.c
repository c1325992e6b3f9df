// SPDX-License-Identifier: MIT
/*
 * Which Linux a run has: that of its modules, which must agree; without modules
 * --api says it. A file that says nothing sensible is left to the loader, which
 * tells what is wrong with it.
 */
#include "cmd/options.h"
#include "host/elf.h"

#include <stdio.h>
#include <string.h>

/* The version that @path is built for. -1: not known. */
static int api_of(const char *path, struct dock_api *api)
{
	static const char key[] = "vermagic=";
	struct host_elf elf = {0};
	int ret = -1;

	if (!host_elf_open(&elf, path)) {
		const char *p = elf.modinfo.bytes, *end = p + elf.modinfo.size;

		for (; p && p < end && ret; p += strnlen(p, (size_t)(end - p)) + 1)
			if (memchr(p, '\0', (size_t)(end - p)) &&
			    !strncmp(p, key, sizeof(key) - 1))
				ret = dock_api_of_vermagic(p + sizeof(key) - 1, api);
	}
	host_elf_close(&elf);
	return ret;
}

/* @first: who said it; NULL: nobody did. */
static int agree(struct dock_options *o, const char **first, const char *path, char *err)
{
	struct dock_api api;

	if (api_of(path, &api))
		return 0;
	if (!*first) {
		*first = path;
		o->run.api = api;
	}
	if (api.code == o->run.api.code)
		return 0;
	if (o->api_given)
		snprintf(err, DOCK_ERR_MAX,
			 "--api %s: module '%s' is built for %s; leave --api "
			 "out, or build it again",
			 o->run.api.name, path, api.name);
	else
		snprintf(err, DOCK_ERR_MAX,
			 "module '%s' is built for %s, and '%s' for %s; a run "
			 "has one kernel version",
			 path, api.name, *first, o->run.api.name);
	return -1;
}

static int agree_all(struct dock_options *o, const char **first,
		     const struct dock_run_module *modules, int nr, char *err)
{
	for (int i = 0; i < nr; i++)
		if (agree(o, first, modules[i].path, err))
			return -1;
	return 0;
}

int dock_options_api(struct dock_options *o, char *err)
{
	const char *first = o->api_given ? "--api" : NULL;

	if (agree_all(o, &first, o->run.modules, o->run.nr_modules, err) ||
	    agree_all(o, &first, o->run.tests, o->run.nr_tests, err))
		return -1;
	return o->run.task.path ? agree(o, &first, o->run.task.path, err) : 0;
}
