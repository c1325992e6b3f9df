/* SPDX-License-Identifier: MIT */
/* Code that is no test fails the test that runs it. */
#ifndef _KUNIT_TEST_BUG_H
#define _KUNIT_TEST_BUG_H

#include <linux/compiler.h>

extern __printf(3, 4) void __kunit_fail_current_test(const char *file, int line,
						     const char *fmt, ...)
	__dock(__kunit_fail_current_test);
#define kunit_fail_current_test(fmt, ...) \
	__kunit_fail_current_test(__FILE__, __LINE__, fmt, ##__VA_ARGS__)

#endif
