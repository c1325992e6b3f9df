/* SPDX-License-Identifier: MIT */
/* Sections for what is used only while a module comes or goes. */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/stringify.h>
#include <linux/types.h>

#define __init		__section(".init.text") __cold
#define __initdata	__section(".init.data")
#define __initconst	__section(".init.rodata")
#define __exit		__section(".exit.text") __used __cold
#define __exitdata	__section(".exit.data")
#define __ref		__section(".ref.text") noinline
#define __refdata	__section(".ref.data")
#define __exit_p(x)	x

#if DOCK_BEFORE_3_8
#define __devinit
#define __devinitdata
#define __devinitconst
#define __devexit
#define __devexitdata
#define __devexit_p(x)	x
#endif

/* A processor or memory may come late: what they need is never thrown away. */
#define __meminit
#define __meminitdata
#define __net_init
#define __net_exit

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

/* What the kernel calls when it boots, of code that is built into it: level by level,
 * within one in the order of the build. Those of a module are in linux/module.h. */
#ifndef MODULE
struct dock_initcall {
	initcall_t fn;
	const char *name;
	unsigned long level;
};

#define __dock_initcall(fn, level)							\
	static const struct dock_initcall __dock_initcall_##fn __used			\
		__section("dock_initcalls") __aligned(8) = { fn, #fn, level }

#define early_initcall(fn)		__dock_initcall(fn, 0)
#define console_initcall(fn)		__dock_initcall(fn, 1)
#define pure_initcall(fn)		__dock_initcall(fn, 2)
#define core_initcall(fn)		__dock_initcall(fn, 3)
#define core_initcall_sync(fn)		__dock_initcall(fn, 4)
#define postcore_initcall(fn)		__dock_initcall(fn, 5)
#define postcore_initcall_sync(fn)	__dock_initcall(fn, 6)
#define arch_initcall(fn)		__dock_initcall(fn, 7)
#define arch_initcall_sync(fn)		__dock_initcall(fn, 8)
#define subsys_initcall(fn)		__dock_initcall(fn, 9)
#define subsys_initcall_sync(fn)	__dock_initcall(fn, 10)
#define fs_initcall(fn)			__dock_initcall(fn, 11)
#define fs_initcall_sync(fn)		__dock_initcall(fn, 12)
#define rootfs_initcall(fn)		__dock_initcall(fn, 13)
#define device_initcall(fn)		__dock_initcall(fn, 14)
#define device_initcall_sync(fn)	__dock_initcall(fn, 15)
#define late_initcall(fn)		__dock_initcall(fn, 16)
#define late_initcall_sync(fn)		__dock_initcall(fn, 17)
#define __initcall(fn)			device_initcall(fn)
#define __exitcall(fn)									\
	static exitcall_t __dock_exitcall_##fn __attribute__((unused)) = fn
#endif

#endif
