/* SPDX-License-Identifier: MIT */
/*
 * The headers that modules are compiled with, as this drydock has them. A module
 * tells in section dock_headers which ones it was compiled with, a line each:
 * "linux/mm.h 0123456789abcdef". A structure or a function's type that has changed
 * since would make it go wrong without a word.
 */
#ifndef DOCK_KERNEL_MODULE_HEADERS_H
#define DOCK_KERNEL_MODULE_HEADERS_H

struct dock_header {
	const char *name;   /* below include/ */
	const char *digest; /* of its bytes, in hexadecimal */
};

/* Sorted by name; kbuild/header-digests and tools/headers-table.sh write them. */
extern const struct dock_header dock_headers[];
extern const unsigned long dock_nr_headers;

#endif
