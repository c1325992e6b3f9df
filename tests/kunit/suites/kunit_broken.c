// SPDX-License-Identifier: MIT
/* Cases that break a rule, wait for ever, and crash. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>

static DECLARE_COMPLETION(never);
static int *nowhere = (int *)8;

static void breaks_a_rule(struct kunit *test)
{
	char *p = kmalloc(8, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	kfree(p);
	KUNIT_EXPECT_GE(test, READ_ONCE(*p), -128);
}

static void waits_for_ever(struct kunit *test)
{
	wait_for_completion(&never);
}

static void crashes(struct kunit *test)
{
	*nowhere = 1;
}

static void comes_after(struct kunit *test)
{
}

static struct kunit_case broken_cases[] = {
	KUNIT_CASE(breaks_a_rule),
	KUNIT_CASE(waits_for_ever),
	KUNIT_CASE(comes_after),
	KUNIT_CASE(crashes),
	{}
};

static struct kunit_suite broken_suite = {
	.name = "broken",
	.test_cases = broken_cases,
};

kunit_test_suite(broken_suite);

MODULE_DESCRIPTION("KUnit cases that must not pass");
MODULE_LICENSE("GPL");
