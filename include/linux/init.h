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

/* module_init() and the initcalls of a module are in linux/module.h. */

#endif
