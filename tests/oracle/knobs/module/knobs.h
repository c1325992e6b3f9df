/* SPDX-License-Identifier: MIT */
/* What the parts of knobs have for main.c. Each init undoes itself if it fails. */
#ifndef KNOBS_H
#define KNOBS_H

int knobs_attrs_init(void);
void knobs_attrs_exit(void);
int knobs_procs_init(void);
void knobs_procs_exit(void);
int knobs_nodes_init(void);
void knobs_nodes_exit(void);
int knobs_value(void); /* exported, for knobs_user */

#endif
