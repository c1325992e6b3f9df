/* SPDX-License-Identifier: MIT */
/* Hints that memory will be needed soon. */
#ifndef _LINUX_PREFETCH_H
#define _LINUX_PREFETCH_H

#include <asm/processor.h>

#endif
