/* SPDX-License-Identifier: MIT */
/*
 * Modules.
 *
 * A module is a shared object with the sections that the loader
 * (src/kernel/module) looks for: .modinfo (NUL-terminated "key=value"),
 * __param (struct kernel_param), dock_ksymtab (its exports) and
 * .gnu.linkonce.this_module (its struct module).
 */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/stat.h>
#include <linux/stringify.h>
#include <linux/types.h>
#if !DOCK_SINCE_2_6_23
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/wait.h>
#endif

#define MODULE_NAME_LEN 56

enum module_state {
	MODULE_STATE_LIVE,
	MODULE_STATE_COMING,
	MODULE_STATE_GOING,
	MODULE_STATE_UNFORMED,
};

/* A module's directory below /sys/module. */
struct module_kobject {
	struct kobject kobj;
	struct module *mod;
	struct kobject *drivers_dir;
};

struct module_attribute {
	struct attribute attr;
	ssize_t (*show)(struct module_attribute *attr, struct module_kobject *mk, char *buf);
	ssize_t (*store)(struct module_attribute *attr, struct module_kobject *mk,
			 const char *buf, size_t count);
};

struct module {
	enum module_state state;
	struct list_head list;
	char name[MODULE_NAME_LEN];
	struct module_kobject mkobj;
	struct kobject *holders_dir;
	const char *version;
	const char *srcversion;
	int (*init)(void);
	void (*exit)(void);
	struct module_image *dock;	/* the loader's own */
};

#ifdef MODULE
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#else
#define THIS_MODULE ((struct module *)0)
#endif

extern int init_module(void);
extern void cleanup_module(void);

/* In a module each of the initcalls is its init. */
#ifdef MODULE
#define core_initcall(fn)		module_init(fn)
#define postcore_initcall(fn)		module_init(fn)
#define arch_initcall(fn)		module_init(fn)
#define subsys_initcall(fn)		module_init(fn)
#define fs_initcall(fn)			module_init(fn)
#define device_initcall(fn)		module_init(fn)
#define late_initcall(fn)		module_init(fn)
#if DOCK_BEFORE_4_20
#define security_initcall(fn)		module_init(fn)
#endif
#if DOCK_SINCE_2_6_32
#define early_initcall(fn)		module_init(fn)
#endif
#if DOCK_SINCE_3_14
#define rootfs_initcall(fn)		module_init(fn)
#define console_initcall(fn)		module_init(fn)
#endif
#if DOCK_SINCE_3_16
#define core_initcall_sync(fn)		module_init(fn)
#define postcore_initcall_sync(fn)	module_init(fn)
#define subsys_initcall_sync(fn)	module_init(fn)
#define fs_initcall_sync(fn)		module_init(fn)
#define device_initcall_sync(fn)	module_init(fn)
#define late_initcall_sync(fn)		module_init(fn)
#endif

#define module_init(fn)								\
	static inline int (*__attribute__((unused)) __inittest(void))(void) { return fn; }	\
	int init_module(void) __copy(fn) __attribute__((alias(#fn)));
#define module_exit(fn)								\
	static inline void (*__attribute__((unused)) __exittest(void))(void) { return fn; }	\
	void cleanup_module(void) __copy(fn) __attribute__((alias(#fn)));
#else
#define module_init(fn)	__initcall(fn);
#define module_exit(fn)	__exitcall(fn);
#endif

#define module_driver(drv, reg, unreg, ...)			\
static int __init drv##_init(void)				\
{								\
	return reg(&(drv), ##__VA_ARGS__);			\
}								\
module_init(drv##_init);					\
static void __exit drv##_exit(void)				\
{								\
	unreg(&(drv), ##__VA_ARGS__);				\
}								\
module_exit(drv##_exit)

#define MODULE_INFO(tag, info) __MODULE_INFO(tag, tag, info)
#define MODULE_ALIAS(a) MODULE_INFO(alias, a)
#define MODULE_LICENSE(l) MODULE_INFO(license, l)
#define MODULE_AUTHOR(a) MODULE_INFO(author, a)
#define MODULE_DESCRIPTION(d) MODULE_INFO(description, d)
#define MODULE_VERSION(v) MODULE_INFO(version, v)
#define MODULE_FIRMWARE(f) MODULE_INFO(firmware, f)
#define MODULE_SOFTDEP(d) MODULE_INFO(softdep, d)
#define MODULE_IMPORT_NS(ns) MODULE_INFO(import_ns, __stringify(ns))
#define MODULE_SUPPORTED_DEVICE(d)
#define MODULE_DEVICE_TABLE(type, name)						\
	extern typeof(name) __mod_##type##__##name##_device_table		\
		__attribute__((unused, alias(__stringify(name))))

/* API version, build kind and page size: a module runs only where they fit. */
#define DOCK_VERMAGIC_KIND " drydock page4096"
#define DOCK_VERMAGIC	   DOCK_API_VERSION DOCK_VERMAGIC_KIND

extern bool try_module_get(struct module *module) __dock(try_module_get);
extern void module_put(struct module *module) __dock(module_put);
extern void __module_get(struct module *module) __dock(__module_get);
extern int module_refcount(struct module *module) __dock(module_refcount);
#define module_name(mod) ((mod) ? (mod)->name : "kernel")

#if DOCK_BEFORE_2_6_24
#define SET_MODULE_OWNER(dev) ((dev)->owner = THIS_MODULE)
#endif

#endif
