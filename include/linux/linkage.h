/* SPDX-License-Identifier: MIT */
/* How functions are called: in one way only, on this machine. */
#ifndef _LINUX_LINKAGE_H
#define _LINUX_LINKAGE_H

#include <linux/compiler_types.h>
#include <linux/export.h>
#include <linux/stringify.h>

#define __visible	__attribute__((__externally_visible__))

#endif
