/* SPDX-License-Identifier: MIT */
/* Patterns with *, ? and [sets]. */
#ifndef _LINUX_GLOB_H
#define _LINUX_GLOB_H

#include <linux/compiler.h>
#include <linux/types.h>

/* Does the whole of @str match? '/' and a leading '.' are nothing special; a
 * backslash takes the next character as it is. */
extern bool __pure glob_match(char const *pat, char const *str) __dock(glob_match);

#endif
