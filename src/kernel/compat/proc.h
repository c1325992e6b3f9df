/* SPDX-License-Identifier: MIT */
/* Files of /proc whose methods are those of an ordinary file (until 5.5), or which
 * their driver fills in (until 3.9). */
#ifndef DOCK_KERNEL_COMPAT_PROC_H
#define DOCK_KERNEL_COMPAT_PROC_H

struct proc_dir_entry;

/* Memory for an entry, zeroed, never NULL, and its end. Until 3.9 drivers write to it,
 * so there it lies in simulated RAM. */
struct proc_dir_entry *dock_compat_proc_alloc(void);
void dock_compat_proc_free(struct proc_dir_entry *de);

/* Before each open: the methods that the driver has put into the entry by now. */
void dock_compat_proc_methods(struct proc_dir_entry *de);

#endif
