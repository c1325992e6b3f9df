/* SPDX-License-Identifier: MIT */
/* What a failed expectation tells of itself: one structure for each kind, and
 * the function that puts it into words. */
#ifndef _KUNIT_ASSERT_H
#define _KUNIT_ASSERT_H

#include <linux/err.h>
#include <linux/printk.h>

struct kunit;
struct string_stream;

enum kunit_assert_type {
	KUNIT_ASSERTION,	/* ends the case */
	KUNIT_EXPECTATION,	/* the case goes on */
};

struct kunit_loc {
	int line;
	const char *file;
};

#define KUNIT_CURRENT_LOC { .line = __LINE__, .file = __FILE__ }

struct kunit_assert {};

typedef void (*assert_format_t)(const struct kunit_assert *assert,
				const struct va_format *message, struct string_stream *stream);

struct kunit_fail_assert {
	struct kunit_assert assert;
};

struct kunit_unary_assert {
	struct kunit_assert assert;
	const char *condition;
	bool expected_true;
};

struct kunit_ptr_not_err_assert {
	struct kunit_assert assert;
	const char *text;
	const void *value;
};

struct kunit_binary_assert_text {
	const char *operation;
	const char *left_text, *right_text;
};

struct kunit_binary_assert {
	struct kunit_assert assert;
	const struct kunit_binary_assert_text *text;
	long long left_value, right_value;
};

struct kunit_binary_ptr_assert {
	struct kunit_assert assert;
	const struct kunit_binary_assert_text *text;
	const void *left_value, *right_value;
};

struct kunit_binary_str_assert {
	struct kunit_assert assert;
	const struct kunit_binary_assert_text *text;
	const char *left_value, *right_value;
};

#define DOCK_KUNIT_FORMAT(name)								\
	extern void name(const struct kunit_assert *assert, const struct va_format *message,	\
			 struct string_stream *stream) __dock(name)

DOCK_KUNIT_FORMAT(kunit_fail_assert_format);
DOCK_KUNIT_FORMAT(kunit_unary_assert_format);
DOCK_KUNIT_FORMAT(kunit_ptr_not_err_assert_format);
DOCK_KUNIT_FORMAT(kunit_binary_assert_format);
DOCK_KUNIT_FORMAT(kunit_binary_ptr_assert_format);
DOCK_KUNIT_FORMAT(kunit_binary_str_assert_format);

#define KUNIT_INIT_UNARY_ASSERT_STRUCT(cond, expect_true) \
	{ .condition = (cond), .expected_true = (expect_true) }
#define KUNIT_INIT_PTR_NOT_ERR_STRUCT(txt, val) { .text = (txt), .value = (val) }
#define KUNIT_INIT_BINARY_ASSERT_STRUCT(text_, left_val, right_val) \
	{ .text = (text_), .left_value = (left_val), .right_value = (right_val) }

#endif
