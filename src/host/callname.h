/* SPDX-License-Identifier: MIT */
/* Names of the host's system calls. */
#ifndef DOCK_HOST_CALLNAME_H
#define DOCK_HOST_CALLNAME_H

/* "exit_group" for 231; "?" for one that has no name here. */
const char *host_call_name(long nr);

#endif
