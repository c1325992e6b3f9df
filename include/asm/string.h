/* SPDX-License-Identifier: MIT */
/* All of it is in linux/string.h. */
#ifndef _ASM_STRING_H
#define _ASM_STRING_H
#include <linux/string.h>
#endif
