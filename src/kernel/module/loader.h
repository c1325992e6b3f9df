/* SPDX-License-Identifier: MIT */
/*
 * Modules: loading, unloading, what a module is made of.
 *
 * Text and constants are mapped from the file; data and bss lie in simulated
 * RAM. Addresses in the module window are never used twice, so that an address
 * names its code for the whole run.
 */
#ifndef DOCK_KERNEL_MODULE_LOADER_H
#define DOCK_KERNEL_MODULE_LOADER_H

#include <linux/types.h>

struct module;
struct seq_file;

/*
 * dock_module_load - load a module and call its init
 * @path: the file
 * @params: "name=value" strings
 * @user_code: the module is the body of a task: user code, not a driver
 * @err, @err_len: on failure one line that names the file and what is wrong
 * @out: the module
 *
 * On a task's fiber. Returns 0, or -errno (what init returned) with nothing
 * left of the module.
 */
int dock_module_load(const char *path, const char *const *params, int nr_params, bool user_code,
		     char *err, unsigned long err_len, struct module **out);

/* Is the file what make built-in.ko makes: code of the kernel itself? It is loaded as
 * a module is, with its initcalls for init, is none for anybody who asks, and stays. */
bool dock_module_is_builtin(const char *path);

/*
 * dock_module_load_image - load a module from inside, as finit_module(2)
 * @fd: the image, a file that nobody changes; taken over
 * @path: what the kernel log calls it
 * @args: "name=value name=value ..."; written to
 *
 * What is wrong is said in the kernel log in Linux's words, where Linux says
 * something. Returns 0 or -errno.
 */
int dock_module_load_image(int fd, const char *path, char *args);

/* Names that modules may link to although the run's Linux does not export them; the
 * texts stay the caller's. */
void dock_module_exports(const char *const *names, int nr);

/* delete_module(2): calls exit, checks what the module leaves behind. */
long dock_sys_delete_module(const char *name, unsigned int flags);
struct module *dock_module_find(const char *name);
struct module *dock_module_last(void); /* loaded last, or NULL */

/* A function or variable that the module defines, by name; NULL: none. */
void *dock_module_symbol(const struct module *mod, const char *name);
/* Their names, in order of loading, with spaces between them. */
void dock_module_names(char *buf, unsigned long len);
bool dock_module_has_text(const struct module *mod, unsigned long addr);

/* /sys/module; before the first module. */
int dock_module_sysfs_init(void);
int dock_proc_modules(struct seq_file *m, void *v);

#endif
