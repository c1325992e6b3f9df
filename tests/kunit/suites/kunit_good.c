// SPDX-License-Identifier: MIT
/* Suites that pass: every kind of expectation, fixtures, parameters, resources. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/module.h>

static int suite_inits, inits, exits;

static int fixture_suite_init(struct kunit_suite *suite)
{
	suite_inits++;
	return 0;
}

static void fixture_suite_exit(struct kunit_suite *suite)
{
	pr_info("fixture: %d suite_init, %d init, %d exit\n", suite_inits, inits, exits);
}

static int fixture_init(struct kunit *test)
{
	inits++;
	test->priv = kunit_kzalloc(test, 64, GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

static void fixture_exit(struct kunit *test)
{
	exits++;
}

static void expects_all_kinds(struct kunit *test)
{
	int a = 3, *p = &a;

	KUNIT_SUCCEED(test);
	KUNIT_EXPECT_TRUE(test, a == 3);
	KUNIT_EXPECT_FALSE(test, a == 4);
	KUNIT_EXPECT_EQ(test, a, 3);
	KUNIT_EXPECT_NE(test, a, 4);
	KUNIT_EXPECT_LT(test, a, 4);
	KUNIT_EXPECT_LE(test, a, 3);
	KUNIT_EXPECT_GT(test, a, 2);
	KUNIT_EXPECT_GE(test, a, 3);
	KUNIT_EXPECT_PTR_EQ(test, p, &a);
	KUNIT_EXPECT_PTR_NE(test, p, NULL);
	KUNIT_EXPECT_NULL(test, NULL);
	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_STREQ(test, "one", "one");
	KUNIT_EXPECT_STRNEQ(test, "one", "two");
	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, p);
	KUNIT_EXPECT_EQ_MSG(test, a, 3, "a is %d", a);
}

static void asserts_all_kinds(struct kunit *test)
{
	int a = 3, *p = &a;

	KUNIT_ASSERT_TRUE(test, a == 3);
	KUNIT_ASSERT_FALSE(test, a == 4);
	KUNIT_ASSERT_EQ(test, a, 3);
	KUNIT_ASSERT_NE(test, a, 4);
	KUNIT_ASSERT_LT(test, a, 4);
	KUNIT_ASSERT_LE(test, a, 3);
	KUNIT_ASSERT_GT(test, a, 2);
	KUNIT_ASSERT_GE(test, a, 3);
	KUNIT_ASSERT_PTR_EQ(test, p, &a);
	KUNIT_ASSERT_PTR_NE(test, p, NULL);
	KUNIT_ASSERT_NULL(test, NULL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_STREQ(test, "one", "one");
	KUNIT_ASSERT_STRNEQ(test, "one", "two");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, p);
	KUNIT_ASSERT_EQ_MSG(test, a, 3, "a is %d", a);
}

static void fixture_is_there(struct kunit *test)
{
	KUNIT_EXPECT_NOT_NULL(test, test->priv);
	KUNIT_EXPECT_EQ(test, ((char *)test->priv)[63], 0);
	kunit_info(test, "this is init number %d", inits);
}

static struct kunit_case good_cases[] = {
	KUNIT_CASE(expects_all_kinds),
	KUNIT_CASE(asserts_all_kinds),
	KUNIT_CASE(fixture_is_there),
	{}
};

static struct kunit_suite good_suite = {
	.name = "good",
	.suite_init = fixture_suite_init,
	.suite_exit = fixture_suite_exit,
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = good_cases,
};

/* --- resources --- */

static int freed[3], nr_freed;

static int note_init(struct kunit_resource *res, void *context)
{
	res->data = context;
	return 0;
}

static void note_free(struct kunit_resource *res)
{
	freed[nr_freed++] = *(int *)res->data;
}

static int values[3] = { 1, 2, 3 };

static void takes_resources(struct kunit *test)
{
	static struct kunit_resource named;
	void *data;

	KUNIT_ASSERT_PTR_EQ(test, kunit_alloc_resource(test, note_init, note_free, GFP_KERNEL,
						       &values[0]), &values[0]);
	data = kunit_kmalloc(test, 10, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, data);
	kunit_kfree(test, data);
	KUNIT_ASSERT_EQ(test, kunit_add_named_resource(test, NULL, note_free, &named, "two",
						       &values[1]), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_named_resource(test, NULL, note_free, &named, "two",
						       &values[1]), -EEXIST);
	KUNIT_ASSERT_NOT_NULL(test, kunit_alloc_resource(test, note_init, note_free, GFP_KERNEL,
							 &values[2]));
	KUNIT_EXPECT_EQ(test, kunit_destroy_named_resource(test, "none"), -ENOENT);
	kunit_skip(test, "leaves in the middle");
}

static void resources_went_last_first(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, nr_freed, 3);
	KUNIT_EXPECT_EQ(test, freed[0], 3);
	KUNIT_EXPECT_EQ(test, freed[1], 2);
	KUNIT_EXPECT_EQ(test, freed[2], 1);
}

static void runs_in_a_kernel_thread(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, current->flags & PF_KTHREAD);
	KUNIT_EXPECT_PTR_EQ(test, current->kunit_test, test);
}

static struct kunit_case resource_cases[] = {
	KUNIT_CASE(takes_resources),
	KUNIT_CASE(resources_went_last_first),
	KUNIT_CASE(runs_in_a_kernel_thread),
	{}
};

static struct kunit_suite resource_suite = {
	.name = "resource",
	.test_cases = resource_cases,
};

/* --- parameters --- */

static const struct square {
	const char *name;
	int x, y;
} squares[] = { { "two", 2, 4 }, { "three", 3, 9 } };

static void square_name(const struct square *s, char *desc)
{
	strscpy(desc, s->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(square, squares, square_name);
KUNIT_ARRAY_PARAM(unnamed, squares, NULL);

static void squares_are_right(struct kunit *test)
{
	const struct square *s = test->param_value;

	KUNIT_EXPECT_EQ(test, s->x * s->x, s->y);
}

static struct kunit_case param_cases[] = {
	KUNIT_CASE_PARAM(squares_are_right, square_gen_params),
	KUNIT_CASE_PARAM(squares_are_right, unnamed_gen_params),
	{}
};

static struct kunit_suite param_suite = {
	.name = "param",
	.test_cases = param_cases,
};

kunit_test_suites(&good_suite, &resource_suite, &param_suite);

MODULE_DESCRIPTION("KUnit suites that pass");
MODULE_LICENSE("GPL");
