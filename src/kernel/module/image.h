/* SPDX-License-Identifier: MIT */
/* A loaded module's own memory and books: this room's. */
#ifndef DOCK_KERNEL_MODULE_IMAGE_H
#define DOCK_KERNEL_MODULE_IMAGE_H

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/wait.h>

#define MODULE_USES 16

struct kernel_param;

struct module_image {
	struct list_head list; /* in order of loading */
	struct module *mod;
	unsigned long base, span, data_addr, data_size, percpu_addr, percpu_size;
	const struct kernel_param *params;
	int nr_params;
	const struct dock_ksym *exports;
	int nr_exports;
	struct kunit_suite **suites;
	int nr_suites;
	struct module *uses[MODULE_USES]; /* whose exports it links to */
	int nr_uses;
	int refcount;
	bool user_code;
	bool builtin; /* part of the kernel, and no module */
	const struct dock_initcall *initcalls; /* of what is built in */
	int nr_initcalls;
	struct {
		char *name;
		void *addr;
	} * symbols;
	int nr_symbols;
	unsigned int taints; /* MODULE_TAINT_ bits */
	struct module_param_attr *param_attrs; /* sysfs.c's */
	struct attribute **param_list;
};

#define MODULE_TAINT_PROPRIETARY (1U << 0)
#define MODULE_TAINT_OUT_OF_TREE (1U << 12)

extern struct list_head dock_module_images;
/* Woken when a module's state changes. */
extern struct wait_queue_head dock_module_news;

/* "(PO)", "" if there is nothing to say. @buf: of 16 bytes */
const char *dock_module_taints(const struct module_image *image, char *buf);

/* Its directory below /sys/module. 0 or -errno. */
int dock_module_sysfs_add(struct module_image *image);
void dock_module_sysfs_remove(struct module_image *image);

/* What is built in: its parameters from the kernel's command line, and its initcalls. */
void dock_builtin_params(struct module_image *image);
void dock_builtin_init(struct module_image *image);

/* init or exit (@function) has returned: it must hold no lock. */
void dock_module_call_ends(const struct module *mod, const char *function);

/* Takes the image out of the books and reports what its code has left behind. */
void dock_module_retire(struct module_image *image);
void dock_module_image_free(struct module_image *image);

/* Set parameters by name as the command line does: an unknown one is an error.
 * Returns 0, or -errno with a line. */
int dock_params_set(struct module_image *image, const char *const *params, int nr,
		    char *err, unsigned long err_len);
/* Set them as insmod does: words "name=value", parted by blanks; what is wrong is
 * said in the kernel log, an unknown name is no error. @args is written to. */
int dock_params_parse(struct module_image *image, char *args);
/* Free what parameters hold (strings). */
void dock_params_free(struct module_image *image);

#endif
