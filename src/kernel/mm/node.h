/* SPDX-License-Identifier: MIT */
#ifndef DOCK_KERNEL_MM_NODE_H
#define DOCK_KERNEL_MM_NODE_H

/* Tell drivers of the nodes that there are. After the zones have their pages. */
void dock_nodes_init(void);

#endif
