/* SPDX-License-Identifier: MIT */
/* The area of memory in a row that the machine's description keeps for CMA. */
#ifndef DOCK_KERNEL_MM_CMA_H
#define DOCK_KERNEL_MM_CMA_H

#include <linux/cma.h>

struct dock_machine_desc;

void dock_cma_init(const struct dock_machine_desc *desc);
struct cma *dock_cma_area(void); /* NULL: there is none */

#endif
