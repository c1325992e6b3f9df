/* SPDX-License-Identifier: MIT */
/* Shared objects that are loaded into the machine's process: device models that
 * were built outside the tree. */
#ifndef DOCK_HOST_PLUGIN_H
#define DOCK_HOST_PLUGIN_H

/* Load @path and find its @symbol. NULL with one line in @err if it cannot be.
 * It stays loaded. */
const void *host_plugin_open(const char *path, const char *symbol, char *err,
			     unsigned long err_len);

#endif
