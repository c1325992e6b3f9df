/* SPDX-License-Identifier: MIT */
/* Crashes of drivers: traps, BUG(), and time that runs out. Each is reported and
 * ends the run. */
#ifndef DOCK_KERNEL_OOPS_H
#define DOCK_KERNEL_OOPS_H

#include <linux/types.h>

struct host_trap;

void dock_oops_init(void);

/* Tasks in this process, told by the user side: does current run as user code;
 * it enters or leaves the kernel by a fault; and the signal that ends what it
 * does (does not return). */
struct dock_user_traps {
	bool (*user_mode)(void);
	void (*in_kernel)(bool in);
	void (*signal)(int signo, int si_code, unsigned long addr);
	/* It accesses a device's registers; and, first, has it ended such an access? */
	void (*device)(struct host_trap *t, const struct dock_user_traps *user);
	bool (*device_end)(struct host_trap *t, const struct dock_user_traps *user);
};
void dock_oops_set_user(const struct dock_user_traps *user);
bool dock_oops_user_mode(void);

/* A hook has seen an access to what is not the machine's, before it is made;
 * @pc is where the hook returns to. Does not return. */
void dock_oops_wild(unsigned long addr, unsigned long len, bool write, unsigned long pc)
	__attribute__((noreturn));

/* End the run now: what was sent is the report. */
void dock_run_abandon(void) __attribute__((noreturn));

void dock_printk_flush(void);

#endif
