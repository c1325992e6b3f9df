/* SPDX-License-Identifier: MIT */
/* The machine's side of a debugger from outside. */
#ifndef DOCK_HOST_DEBUGGER_H
#define DOCK_HOST_DEBUGGER_H

/* Let any debugger of this user attach, and stop this process until somebody
 * continues it. */
void host_debugger_wait(void);

#endif
