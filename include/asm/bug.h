/* SPDX-License-Identifier: MIT */
/* All of it is in linux/bug.h. */
#ifndef _ASM_BUG_H
#define _ASM_BUG_H
#include <linux/bug.h>
#endif
