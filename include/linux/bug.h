/* SPDX-License-Identifier: MIT */
/* Assertions of the kernel and of drivers. */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/build_bug.h>
#include <linux/printk.h>

/* Ends the context that runs, as an oops does. */
extern void dock_bug(const char *file, int line) __noreturn;
/* Prints a warning with a stack. fmt is NULL where there is no text. */
extern void dock_warn(const char *file, int line, const char *fmt, ...);

#define BUG()		dock_bug(__FILE__, __LINE__)
#define BUG_ON(cond)                                                             \
	do {                                                                     \
		if (unlikely(cond))                                              \
			BUG();                                                   \
	} while (0)

/* no_printk() makes the compiler compare format and arguments. */
#define __WARN()	dock_warn(__FILE__, __LINE__, (const char *)0)
#define __WARN_printf(taint, arg...)                                             \
	do {                                                                     \
		no_printk(arg);                                                  \
		dock_warn(__FILE__, __LINE__, arg);                              \
	} while (0)

#define WARN_ON(cond)                                                            \
	({                                                                       \
		int __warn_cond = !!(cond);                                      \
		if (unlikely(__warn_cond))                                       \
			__WARN();                                                \
		unlikely(__warn_cond);                                           \
	})
#define WARN(cond, format...)                                                    \
	({                                                                       \
		int __warn_cond = !!(cond);                                      \
		if (unlikely(__warn_cond))                                       \
			__WARN_printf(0, format);                                \
		unlikely(__warn_cond);                                           \
	})
#define WARN_TAINT(cond, taint, format...)	WARN(cond, format)

#define WARN_ON_ONCE(cond)                                                       \
	({                                                                       \
		static bool __warned_once;                                       \
		int __warn_cond = !!(cond);                                      \
		if (unlikely(__warn_cond && !__warned_once)) {                   \
			__warned_once = true;                                    \
			__WARN();                                                \
		}                                                                \
		unlikely(__warn_cond);                                           \
	})
#define WARN_ONCE(cond, format...)                                               \
	({                                                                       \
		static bool __warned_once;                                       \
		int __warn_cond = !!(cond);                                      \
		if (unlikely(__warn_cond && !__warned_once)) {                   \
			__warned_once = true;                                    \
			__WARN_printf(0, format);                                \
		}                                                                \
		unlikely(__warn_cond);                                           \
	})
#define WARN_TAINT_ONCE(cond, taint, format...)	WARN_ONCE(cond, format)
#define WARN_ON_SMP(x)	WARN_ON(x)

#define CHECK_DATA_CORRUPTION(cond, fmt...)	WARN(cond, fmt)

#endif
