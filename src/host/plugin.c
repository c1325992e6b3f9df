// SPDX-License-Identifier: MIT
/* Shared objects: see plugin.h. */
#include "host/plugin.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

const void *host_plugin_open(const char *path, const char *symbol, char *err,
			     unsigned long err_len)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const void *found;
	const char *why;

	if (!handle) {
		why = dlerror();
		/* dlerror() names the file itself, in front. */
		if (!strncmp(why, path, strlen(path)) && !strncmp(why + strlen(path), ": ", 2))
			why += strlen(path) + 2;
		/* Its symbols have our link names: it was built to be a module. */
		if (strstr(why, "undefined symbol: dock_"))
			why = "it is a module, no device model: write --module";
		snprintf(err, err_len, "%s", why);
		return NULL;
	}
	found = dlsym(handle, symbol);
	if (!found) {
		snprintf(err, err_len, "it is no device model: it has no symbol %s", symbol);
		dlclose(handle);
	}
	return found;
}
