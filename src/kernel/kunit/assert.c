/* SPDX-License-Identifier: MIT */
/* What is said of an expectation that failed, in the words of Linux 6.1. */
#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <linux/export.h>
#include <linux/sched.h>
#include "host/mem.h"

#define TEXT_MAX 2048

struct string_stream {
	char text[TEXT_MAX];
	int len;
};

static __printf(2, 3) void add(struct string_stream *s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	s->len += vscnprintf(s->text + s->len, TEXT_MAX - (size_t)s->len, fmt, args);
	va_end(args);
}

static void add_message(struct string_stream *s, const struct va_format *message)
{
	if (message->fmt)
		add(s, "\n%pV", message);
}

void kunit_fail_assert_format(const struct kunit_assert *assert,
			      const struct va_format *message,
			      struct string_stream *stream)
{
	if (message->fmt)
		add(stream, "%pV", message);
}
EXPORT_SYMBOL(kunit_fail_assert_format);

void kunit_unary_assert_format(const struct kunit_assert *assert,
			       const struct va_format *message,
			       struct string_stream *stream)
{
	const struct kunit_unary_assert *a =
		container_of(assert, const struct kunit_unary_assert, assert);

	add(stream, KUNIT_SUBTEST_INDENT "Expected %s to be %s, but is %s\n",
	    a->condition, a->expected_true ? "true" : "false",
	    a->expected_true ? "false" : "true");
	add_message(stream, message);
}
EXPORT_SYMBOL(kunit_unary_assert_format);

void kunit_ptr_not_err_assert_format(const struct kunit_assert *assert,
				     const struct va_format *message,
				     struct string_stream *stream)
{
	const struct kunit_ptr_not_err_assert *a =
		container_of(assert, const struct kunit_ptr_not_err_assert, assert);

	if (!a->value)
		add(stream, KUNIT_SUBTEST_INDENT "Expected %s is not null, but is\n",
		    a->text);
	else
		add(stream,
		    KUNIT_SUBTEST_INDENT "Expected %s is not error, but is: %ld\n",
		    a->text, PTR_ERR(a->value));
	add_message(stream, message);
}
EXPORT_SYMBOL(kunit_ptr_not_err_assert_format);

static void add_expected(struct string_stream *s,
			 const struct kunit_binary_assert_text *text)
{
	add(s, KUNIT_SUBTEST_INDENT "Expected %s %s %s, but\n", text->left_text,
	    text->operation, text->right_text);
}

/* A number that stands in the source as it is needs no second line. */
static void add_value(struct string_stream *s, const char *text, long long value)
{
	char literal[24];

	snprintf(literal, sizeof(literal), "%lld", value);
	if (strcmp(literal, text))
		add(s, KUNIT_SUBSUBTEST_INDENT "%s == %lld (0x%llx)\n", text, value,
		    value);
}

/* The last line has no newline of its own: a message may follow. */
static void drop_newline(struct string_stream *s)
{
	if (s->len && s->text[s->len - 1] == '\n')
		s->text[--s->len] = 0;
}

void kunit_binary_assert_format(const struct kunit_assert *assert,
				const struct va_format *message,
				struct string_stream *stream)
{
	const struct kunit_binary_assert *a =
		container_of(assert, const struct kunit_binary_assert, assert);

	add_expected(stream, a->text);
	add_value(stream, a->text->left_text, a->left_value);
	add_value(stream, a->text->right_text, a->right_value);
	drop_newline(stream);
	add_message(stream, message);
}
EXPORT_SYMBOL(kunit_binary_assert_format);

void kunit_binary_ptr_assert_format(const struct kunit_assert *assert,
				    const struct va_format *message,
				    struct string_stream *stream)
{
	const struct kunit_binary_ptr_assert *a =
		container_of(assert, const struct kunit_binary_ptr_assert, assert);

	add_expected(stream, a->text);
	add(stream, KUNIT_SUBSUBTEST_INDENT "%s == %px\n", a->text->left_text,
	    a->left_value);
	add(stream, KUNIT_SUBSUBTEST_INDENT "%s == %px", a->text->right_text,
	    a->right_value);
	add_message(stream, message);
}
EXPORT_SYMBOL(kunit_binary_ptr_assert_format);

static void add_string(struct string_stream *s, const char *text, const char *value)
{
	size_t n = strlen(text);

	if (n >= 2 && text[0] == '"' && text[n - 1] == '"' &&
	    !strncmp(text + 1, value, n - 2))
		return;
	add(s, KUNIT_SUBSUBTEST_INDENT "%s == \"%s\"\n", text, value);
}

void kunit_binary_str_assert_format(const struct kunit_assert *assert,
				    const struct va_format *message,
				    struct string_stream *stream)
{
	const struct kunit_binary_str_assert *a =
		container_of(assert, const struct kunit_binary_str_assert, assert);

	add_expected(stream, a->text);
	add_string(stream, a->text->left_text, a->left_value);
	add_string(stream, a->text->right_text, a->right_value);
	drop_newline(stream);
	add_message(stream, message);
}
EXPORT_SYMBOL(kunit_binary_str_assert_format);

void kunit_do_failed_assertion(struct kunit *test, const struct kunit_loc *loc,
			       enum kunit_assert_type type,
			       const struct kunit_assert *assert,
			       assert_format_t assert_format, const char *fmt, ...)
{
	struct string_stream *s = host_alloc(sizeof(*s));
	struct va_format message = {.fmt = fmt};
	va_list args;

	kunit_set_failure(test);
	add(s, "%s FAILED at %s:%d\n",
	    type == KUNIT_ASSERTION ? "ASSERTION" : "EXPECTATION", loc->file, loc->line);
	va_start(args, fmt);
	message.va = &args;
	assert_format(assert, &message, s);
	va_end(args);
	kunit_err(test, "%s", s->text);
	host_free(s);
	if (type == KUNIT_ASSERTION)
		kunit_try_catch_throw(&test->try_catch);
}
EXPORT_SYMBOL(kunit_do_failed_assertion);

void __kunit_fail_current_test(const char *file, int line, const char *fmt, ...)
{
	struct kunit *test = current->kunit_test;
	struct va_format message = {.fmt = fmt};
	va_list args;

	if (!test)
		return;
	kunit_set_failure(test);
	va_start(args, fmt);
	message.va = &args;
	kunit_err(test, "%s:%d: %pV", file, line, &message);
	va_end(args);
}
EXPORT_SYMBOL(__kunit_fail_current_test);
