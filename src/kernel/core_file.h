/* SPDX-License-Identifier: MIT */
/* The core file of a run that crashed: each task is a thread of it. */
#ifndef DOCK_KERNEL_CORE_FILE_H
#define DOCK_KERNEL_CORE_FILE_H

struct host_trap;

/* Crashes that come later write to @path; NULL: to none. */
void dock_core_file_init(const char *path);

/* Write it, once, and say so; @t: where it crashed, NULL: in the caller. */
void dock_core_file_write(const struct host_trap *t);

#endif
