/* SPDX-License-Identifier: MIT */
/* Tasks in this process, as machine.c starts them. */
#ifndef DOCK_USER_TASK_H
#define DOCK_USER_TASK_H

#include <linux/types.h>

/* Make tasks known to the scheduler and the trap handler. */
void dock_task_init(void);

/* Start the first task: @path is its module, loaded by now. Returns 0, or -1
 * with a line in @err. */
struct module;
int dock_task_first(struct module *mod, char *err, unsigned long err_len);
/* The same with a function of ours, that runs as the task @comm. */
int dock_task_first_fn(const char *comm, int (*fn)(void), char *err, unsigned long err_len);
bool dock_task_all_exited(void);
int dock_task_status(void);

/* Of struct dock_user_traps. */
struct host_trap;
struct dock_user_traps;
void dock_task_device(struct host_trap *t, const struct dock_user_traps *traps);
bool dock_task_device_end(struct host_trap *t, const struct dock_user_traps *traps);

#endif
