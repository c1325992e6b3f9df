/* SPDX-License-Identifier: MIT */
/* How many processors there can be. */
#ifndef _LINUX_THREADS_H
#define _LINUX_THREADS_H

#define NR_CPUS CONFIG_NR_CPUS

#endif
