/* SPDX-License-Identifier: MIT */
/* A module that is being loaded: loader.c's and resolve.c's. */
#ifndef DOCK_KERNEL_MODULE_LOAD_H
#define DOCK_KERNEL_MODULE_LOAD_H

#include <linux/types.h>
#include "host/elf.h"
#include "kernel/module/image.h"

struct load {
	const char *path; /* what messages call the file */
	const char *name; /* the module's, once its .modinfo is read */
	const char *license;
	struct host_elf elf;
	struct module_image *image;
	/* Where to say what is wrong, in one line that names the file; NULL: to
	 * the kernel log, as it is said to insmod inside. */
	char *err;
	unsigned long err_len;
};

/* Says why, and returns @error. */
int dock_load_fail(struct load *l, int error, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Refuses a module that was compiled with other headers than this drydock's. */
int dock_load_check_headers(struct load *l);
bool dock_license_is_gpl(const char *license);
/* Give every undefined symbol its address, write the relocations, and keep what
 * the module defines. Sleeps while a module that it links to is in its init. */
int dock_load_link(struct load *l);

#endif
