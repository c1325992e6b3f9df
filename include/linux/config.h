/* SPDX-License-Identifier: MIT */
/* What drivers included for CONFIG_ names, before the build did it for them. */
#ifndef _LINUX_CONFIG_H
#define _LINUX_CONFIG_H

#if !DOCK_BEFORE_2_6_19
#error "there is no linux/config.h since Linux 2.6.19: CONFIG_ names are known without it"
#endif

#endif
