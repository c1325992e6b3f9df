/* SPDX-License-Identifier: MIT */
#ifndef _ASM_HIGHMEM_H
#define _ASM_HIGHMEM_H

#include <linux/highmem.h>

#endif
