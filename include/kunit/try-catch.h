/* SPDX-License-Identifier: MIT */
/* A part of a test that can be left from anywhere: it has a thread of its own. */
#ifndef _KUNIT_TRY_CATCH_H
#define _KUNIT_TRY_CATCH_H

#include <linux/types.h>

struct completion;
struct kunit;
typedef void (*kunit_try_catch_func_t)(void *);

struct kunit_try_catch {
	struct kunit *test;
	struct completion *try_completion;
	int try_result;
	kunit_try_catch_func_t try;
	kunit_try_catch_func_t catch;
	void *context;
};

/* Run @try in a thread; @catch if that was thrown out, or never came back. */
extern void kunit_try_catch_run(struct kunit_try_catch *try_catch, void *context)
	__dock(kunit_try_catch_run);
extern void __noreturn kunit_try_catch_throw(struct kunit_try_catch *try_catch)
	__dock(kunit_try_catch_throw);

static inline int kunit_try_catch_get_result(struct kunit_try_catch *try_catch)
{
	return try_catch->try_result;
}

#endif
