/* SPDX-License-Identifier: MIT */
/*
 * Offers a function or variable to modules.
 *
 * Each export is one record in section dock_ksymtab, of drydock's own
 * executable and of every module alike; the module loader resolves names
 * against these records and nothing else.
 */
#ifndef _LINUX_EXPORT_H
#define _LINUX_EXPORT_H

#include <linux/compiler_types.h>

#ifndef __ASSEMBLY__

struct dock_ksym {
	const char *name;
	const void *addr;
	unsigned long whom;	/* DOCK_EXPORT_ */
};

#define DOCK_EXPORT_ALL		0UL
#define DOCK_EXPORT_GPL		1UL	/* only for modules under a GPL licence */
/* Since this version for no module any more; 0.0: never for one. What is built into
 * the kernel links to it all the same. */
#define DOCK_EXPORT_WITHOUT_CMA	2UL	/* but on a machine without an area of CMA */
#define DOCK_EXPORT_UNTIL(x, y)	((1UL << 63) | ((unsigned long)(((x) << 16) | ((y) << 8)) << 32))

/* depmod finds there what a module exports, and so who needs whom. */
#ifdef MODULE
#define __DOCK_EXPORT_NAME(var, name)                                            \
	static const char var[] __used __section("__ksymtab_strings") __aligned(1) = name;
#else
#define __DOCK_EXPORT_NAME(var, name)
#endif

/* Not through a helper macro: a symbol that is also a macro must not expand. */
#define EXPORT_SYMBOL(sym)                                                       \
	__DOCK_EXPORT_NAME(__dock_kstr_##sym, #sym)                              \
	static const struct dock_ksym __dock_ksym_##sym __used                   \
		__section("dock_ksymtab") __aligned(8) = { #sym, (const void *)&sym, \
							   DOCK_EXPORT_ALL }
#define EXPORT_SYMBOL_GPL(sym)                                                   \
	__DOCK_EXPORT_NAME(__dock_kstr_##sym, #sym)                              \
	static const struct dock_ksym __dock_ksym_##sym __used                   \
		__section("dock_ksymtab") __aligned(8) = { #sym, (const void *)&sym, \
							   DOCK_EXPORT_GPL }
#ifdef DRYDOCK_CORE
#define DOCK_EXPORT_SYMBOL_UNTIL(sym, x, y)                                      \
	static const struct dock_ksym __dock_ksym_##sym __used                   \
		__section("dock_ksymtab") __aligned(8) = { #sym, (const void *)&sym, \
							   DOCK_EXPORT_UNTIL(x, y) }
/* Of a kernel without CMA it is an inline function, which anybody can call. */
#define DOCK_EXPORT_SYMBOL_WITHOUT_CMA(sym)                                      \
	static const struct dock_ksym __dock_ksym_##sym __used                   \
		__section("dock_ksymtab") __aligned(8) = { #sym, (const void *)&sym, \
			DOCK_EXPORT_UNTIL(0, 0) | DOCK_EXPORT_WITHOUT_CMA }
/* What Linux never exports. */
#define DOCK_EXPORT_SYMBOL_BUILTIN(sym)	DOCK_EXPORT_SYMBOL_UNTIL(sym, 0, 0)
#endif
#define EXPORT_SYMBOL_NS(sym, ns)	EXPORT_SYMBOL(sym)
#define EXPORT_SYMBOL_NS_GPL(sym, ns)	EXPORT_SYMBOL_GPL(sym)

#ifdef MODULE
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#else
#define THIS_MODULE ((struct module *)0)
#endif

#endif /* __ASSEMBLY__ */
#endif
