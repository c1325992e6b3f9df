/* SPDX-License-Identifier: MIT */
/* A loaded module's own memory and books: loader.c's and params.c's. */
#ifndef DOCK_KERNEL_MODULE_IMAGE_H
#define DOCK_KERNEL_MODULE_IMAGE_H

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>

#define MODULE_USES 16

struct kernel_param;

struct module_image {
	struct list_head list; /* in order of loading */
	struct module *mod;
	unsigned long base, span, data_addr, data_size;
	const struct kernel_param *params;
	int nr_params;
	const struct dock_ksym *exports;
	int nr_exports;
	struct module *uses[MODULE_USES]; /* whose exports it links to */
	int nr_uses;
	int refcount;
	bool user_code;
	struct { char *name; void *addr; } *symbols;
	int nr_symbols;
};

/* Give the module its parameters. Returns 0, or -errno with a line. */
int dock_params_set(struct module_image *image, const char *const *params, int nr, char *err,
		    unsigned long err_len);
/* Free what parameters hold (strings). */
void dock_params_free(struct module_image *image);

#endif
