/* SPDX-License-Identifier: MIT */
/* x86-64 is little-endian. */
#ifndef _ASM_BYTEORDER_H
#define _ASM_BYTEORDER_H
#include <linux/byteorder/little_endian.h>
#endif
