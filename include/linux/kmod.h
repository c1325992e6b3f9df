/* SPDX-License-Identifier: MIT */
/* Asking for modules: there is no modprobe that the kernel could call. */
#ifndef __LINUX_KMOD_H__
#define __LINUX_KMOD_H__

#include <linux/compiler.h>
#include <linux/types.h>

/* Always -ENOENT, with a line in the log that names the module. */
extern int __request_module(bool wait, const char *name, ...) __dock(__request_module)
	__attribute__((format(printf, 2, 3)));
#define request_module(mod...)		   __request_module(true, mod)
#define request_module_nowait(mod...)	   __request_module(false, mod)
#define try_then_request_module(x, mod...) ((x) ?: (__request_module(true, mod), (x)))

#endif
