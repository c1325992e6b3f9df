/* SPDX-License-Identifier: MIT */
/* Ticks a second: the kernel's own, and those that programs are told of. */
#ifndef _ASM_PARAM_H
#define _ASM_PARAM_H

#include <linux/kconfig.h>

#define HZ		CONFIG_HZ
#define USER_HZ		100
#define CLOCKS_PER_SEC	(USER_HZ)
#ifndef EXEC_PAGESIZE
#define EXEC_PAGESIZE	4096
#endif
#define NOGROUP		(-1)
#define MAXHOSTNAMELEN	64

#endif
