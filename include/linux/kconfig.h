/* SPDX-License-Identifier: MIT */
/* The configuration, and the macros that ask about it in expressions. */
#ifndef __LINUX_KCONFIG_H
#define __LINUX_KCONFIG_H

#include <generated/autoconf.h>

/*
 * An option that is set is the token 1. Pasted behind __dock_arg_ that becomes
 * "0,", which moves a 1 into second place; anything else pastes to an unknown
 * name, and the 0 stays there.
 */
#define __dock_arg_1				0,
#define __dock_second(ignored, value, ...)	value
#define __dock_is_set(arg)			__dock_second(arg 1, 0)
#define __dock_paste_arg(value)			__dock_is_set(__dock_arg_##value)
#define __dock_option(option)			__dock_paste_arg(option)

#define __dock_or_11				1
#define __dock_or_10				1
#define __dock_or_01				1
#define __dock_or_00				0
#define __dock_or_paste(a, b)			__dock_or_##a##b
#define __or(a, b)				__dock_or_paste(a, b)

#define IS_BUILTIN(option)	__dock_option(option)
#define IS_MODULE(option)	__dock_option(option##_MODULE)
#define IS_ENABLED(option)	__or(IS_BUILTIN(option), IS_MODULE(option))
#ifdef MODULE
#define IS_REACHABLE(option)	IS_ENABLED(option)
#else
#define IS_REACHABLE(option)	IS_BUILTIN(option)
#endif

#endif
