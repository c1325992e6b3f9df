/* SPDX-License-Identifier: MIT */
/* The end of the machine. */
#ifndef _LINUX_PANIC_H
#define _LINUX_PANIC_H

#include <linux/compiler.h>

extern __printf(1, 2) void panic(const char *fmt, ...) __dock(panic) __noreturn __cold;

/* Marks of what has happened to this kernel; kept as Linux numbers them. */
#define TAINT_PROPRIETARY_MODULE	0
#define TAINT_USER			6
#define TAINT_DIE			7
#define TAINT_WARN			9
#define TAINT_CRAP			10
#define TAINT_OOT_MODULE		12

#endif
