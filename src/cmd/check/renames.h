/* SPDX-License-Identifier: MIT */
/* What stands in Linux 6.1 for what drivers of other versions use. */
#ifndef DOCK_CMD_CHECK_RENAMES_H
#define DOCK_CMD_CHECK_RENAMES_H

/* The text to show for @name (a function, macro, type, struct or header), such
 * as "dma_alloc_coherent"; NULL: nothing is known of it. */
const char *dock_rename_of(const char *name);

#endif
