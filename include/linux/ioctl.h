/* SPDX-License-Identifier: MIT */
/* All of it is in asm/ioctl.h. */
#ifndef _LINUX_IOCTL_H
#define _LINUX_IOCTL_H
#include <asm/ioctl.h>
#endif
