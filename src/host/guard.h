/* SPDX-License-Identifier: MIT */
/*
 * The filter on the machine's own process: what no driver may make it do.
 *
 * A refused call is not made; it raises SIGSYS (host_fault_init takes it). The
 * filter is no sandbox: see docs/SECURITY.md.
 */
#ifndef DOCK_HOST_GUARD_H
#define DOCK_HOST_GUARD_H

/*
 * host_guard_install - from now on, in this process and for ever
 * @low, @high: no system call at all is made by code in [low, high), multiples
 *	of 4 GiB
 *
 * All other code may make those calls that the machine needs. Install it when
 * the programs' first process has been forked: children would inherit it.
 * Returns 0 or -errno.
 */
int host_guard_install(unsigned long low, unsigned long high);

#endif
