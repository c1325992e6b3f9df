/* SPDX-License-Identifier: MIT */
/* All of it is in linux/cache.h. */
#ifndef _ASM_CACHE_H
#define _ASM_CACHE_H
#include <linux/cache.h>
#endif
