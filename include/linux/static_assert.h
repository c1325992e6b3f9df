/* SPDX-License-Identifier: MIT */
/* static_assert() lives in build_bug.h, as in Linux. */
#ifndef _LINUX_STATIC_ASSERT_H
#define _LINUX_STATIC_ASSERT_H
#include <linux/build_bug.h>
#endif
