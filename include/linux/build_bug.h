/* SPDX-License-Identifier: MIT */
/* Assertions that the compiler checks. */
#ifndef _LINUX_BUILD_BUG_H
#define _LINUX_BUILD_BUG_H

#include <linux/compiler.h>

#define BUILD_BUG_ON_ZERO(e)	__BUILD_BUG_ON_ARRAY(e)
#define BUILD_BUG_ON_MSG(cond, msg) compiletime_assert(!(cond), msg)
#define BUILD_BUG_ON(condition) \
	BUILD_BUG_ON_MSG(condition, "BUILD_BUG_ON failed: " #condition)
#define BUILD_BUG()		BUILD_BUG_ON_MSG(1, "BUILD_BUG failed")
#define BUILD_BUG_ON_INVALID(e)	((void)(sizeof((__force long)(e))))
#define BUILD_BUG_ON_NOT_POWER_OF_2(n) BUILD_BUG_ON((n) == 0 || (((n) & ((n)-1)) != 0))
#define __BUILD_BUG_ON_NOT_POWER_OF_2(n) BUILD_BUG_ON(((n) & ((n)-1)) != 0)

/* The message is optional. */
#ifndef static_assert
#define static_assert(expr, ...)	__dock_static_assert(expr, ##__VA_ARGS__, #expr)
#define __dock_static_assert(expr, msg, ...) _Static_assert(expr, msg)
#endif

#endif
