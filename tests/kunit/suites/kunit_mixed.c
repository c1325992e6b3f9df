// SPDX-License-Identifier: MIT
/* A suite of which some cases fail, one is skipped, and one never starts. */
#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <linux/module.h>

static int one = 1, *null;
static const char *name = "drydock";

static int mixed_init(struct kunit *test)
{
	return strcmp(test->name, "has_no_fixture") ? 0 : -EIO;
}

static void fails_numbers(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, one, 2);
	KUNIT_EXPECT_GT_MSG(test, one, one + 1, "one was %d", one);
	KUNIT_EXPECT_TRUE(test, one == 3);
	KUNIT_EXPECT_FALSE(test, one == 1);
}

static void fails_pointers(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, name, "ship");
	KUNIT_EXPECT_PTR_EQ(test, (void *)0x10, (void *)0x20);
	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, null);
	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, ERR_PTR(-ENOMEM));
	KUNIT_FAIL(test, "the end of %s", name);
}

static void stops_at_an_assertion(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, one, 4);
	KUNIT_FAIL(test, "never reached");
}

static void is_skipped(struct kunit *test)
{
	kunit_skip(test, "no %s here", "hardware");
	KUNIT_FAIL(test, "never reached");
}

static void marked_skipped(struct kunit *test)
{
	kunit_mark_skipped(test, "later");
	one++;
	one--;
}

static void has_no_fixture(struct kunit *test)
{
	KUNIT_FAIL(test, "never reached");
}

static void helper(void)
{
	kunit_fail_current_test("helper says no");
}

static void failed_by_a_helper(struct kunit *test)
{
	helper();
}

static void passes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, one, 1);
}

static struct kunit_case mixed_cases[] = {
	KUNIT_CASE(fails_numbers),
	KUNIT_CASE(fails_pointers),
	KUNIT_CASE(stops_at_an_assertion),
	KUNIT_CASE(is_skipped),
	KUNIT_CASE(marked_skipped),
	KUNIT_CASE(has_no_fixture),
	KUNIT_CASE(failed_by_a_helper),
	KUNIT_CASE(passes),
	{}
};

static struct kunit_suite mixed_suite = {
	.name = "mixed",
	.init = mixed_init,
	.test_cases = mixed_cases,
};

static int no_init(struct kunit_suite *suite)
{
	return -ENODEV;
}

static struct kunit_suite uninitialized_suite = {
	.name = "uninitialized",
	.suite_init = no_init,
	.test_cases = mixed_cases,
};

kunit_test_suites(&mixed_suite, &uninitialized_suite);

MODULE_DESCRIPTION("KUnit suites that fail in every way");
MODULE_LICENSE("GPL");
