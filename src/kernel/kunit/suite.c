/* SPDX-License-Identifier: MIT */
/*
 * Suites: their cases in order, and the results as Linux 6.1 prints them.
 *
 * A report of Drydock fails the case in which it was made, whatever the case's
 * own expectations say. A crash ends the run; the case has failed then.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/glob.h>
#include <linux/sched.h>
#include "check/report.h"
#include "host/mem.h"
#include "kernel/kunit/kunit.h"
#include "kernel/kunit/say.h"
#include "kernel/mm/slab.h"

struct stats {
	unsigned long passed, failed, skipped, total;
};

static struct kunit_suite **collected;
static int nr_collected;
static bool collecting;
static char suite_glob[128], case_glob[128];
static size_t suites_run; /* numbers the result lines */

/* What runs now, should the run end in the middle. */
static struct {
	struct kunit_suite *suite;
	struct kunit_case *test_case;
	unsigned int number;
} now;

bool kunit_enabled(void)
{
	return true;
}
EXPORT_SYMBOL(kunit_enabled);

void kunit_init_test(struct kunit *test, const char *name, char *log)
{
	spin_lock_init(&test->lock);
	INIT_LIST_HEAD(&test->resources);
	test->name = name;
	test->log = log;
	test->status = KUNIT_SUCCESS;
	test->status_comment[0] = 0;
}
EXPORT_SYMBOL(kunit_init_test);

/* --- what is chosen (--filter) --- */

void dock_kunit_collect(const char *filter)
{
	const char *dot = filter ? strchr(filter, '.') : NULL;
	size_t n = dot ? (size_t)(dot - filter) + 1 : sizeof(suite_glob);

	collecting = true;
	if (filter)
		strscpy(suite_glob, filter, min(n, sizeof(suite_glob)));
	if (dot)
		strscpy(case_glob, dot + 1, sizeof(case_glob));
}

static bool chosen(const struct kunit_case *c)
{
	return !case_glob[0] || glob_match(case_glob, c->name);
}

size_t kunit_suite_num_test_cases(struct kunit_suite *suite)
{
	struct kunit_case *c;
	size_t n = 0;

	kunit_suite_for_each_test_case(suite, c) n += chosen(c);
	return n;
}
EXPORT_SYMBOL(kunit_suite_num_test_cases);

unsigned int kunit_test_case_num(struct kunit_suite *suite, struct kunit_case *test_case)
{
	struct kunit_case *c;
	unsigned int n = 1;

	kunit_suite_for_each_test_case(suite, c)
	{
		if (c == test_case)
			return n;
		n += chosen(c);
	}
	return 0;
}
EXPORT_SYMBOL(kunit_test_case_num);

static bool suite_chosen(struct kunit_suite *suite)
{
	return (!suite_glob[0] || glob_match(suite_glob, suite->name)) &&
	       kunit_suite_num_test_cases(suite);
}

/* --- results --- */

static void count(struct stats *s, enum kunit_status status)
{
	s->passed += status == KUNIT_SUCCESS;
	s->failed += status == KUNIT_FAILURE;
	s->skipped += status == KUNIT_SKIPPED;
	s->total++;
}

static void add_up(struct stats *sum, const struct stats *more)
{
	sum->passed += more->passed;
	sum->failed += more->failed;
	sum->skipped += more->skipped;
	sum->total += more->total;
}

static void say_stats(const char *indent, const char *name, const struct stats *s)
{
	if (s->total > 1)
		dock_kunit_say(KERN_INFO "%s# %s: pass:%lu fail:%lu skip:%lu total:%lu",
			       indent, name, s->passed, s->failed, s->skipped, s->total);
}

static void say_result(const char *indent, enum kunit_status status, size_t number,
		       const char *name, const char *comment)
{
	bool skipped = status == KUNIT_SKIPPED;

	dock_kunit_say(KERN_INFO "%s%s %zu - %s%s%s", indent,
		       kunit_status_to_ok_not_ok(status), number, name,
		       skipped ? " # SKIP " : "", skipped ? comment : "");
}

enum kunit_status kunit_suite_has_succeeded(struct kunit_suite *suite)
{
	enum kunit_status status = KUNIT_SKIPPED;
	struct kunit_case *c;

	if (suite->suite_init_err)
		return KUNIT_FAILURE;
	kunit_suite_for_each_test_case(suite, c)
	{
		if (!chosen(c))
			continue;
		if (c->status == KUNIT_FAILURE)
			return KUNIT_FAILURE;
		if (c->status == KUNIT_SUCCESS)
			status = KUNIT_SUCCESS;
	}
	return status;
}
EXPORT_SYMBOL(kunit_suite_has_succeeded);

/* --- one case --- */

struct context {
	struct kunit *test;
	struct kunit_suite *suite;
	struct kunit_case *test_case;
};

static void clean_up(struct context *c)
{
	if (c->suite->exit)
		c->suite->exit(c->test);
	kunit_cleanup(c->test);
}

static void try_case(void *arg)
{
	struct context *c = arg;
	int err = 0;

	current->kunit_test = c->test;
	if (c->suite->init)
		err = c->suite->init(c->test);
	if (err) {
		kunit_err(c->test, "failed to initialize: %d\n", err);
		kunit_set_failure(c->test);
	} else {
		c->test_case->run_case(c->test);
	}
	clean_up(c);
}

/* The case was left in the middle, or never came back. */
static void catch_case(void *arg)
{
	struct context *c = arg;
	int err = kunit_try_catch_get_result(&c->test->try_catch);

	if (!err) {
		clean_up(c);
		return;
	}
	kunit_set_failure(c->test);
	if (err == -ETIMEDOUT)
		kunit_err(c->test, "test case timed out\n");
	else
		kunit_err(
			c->test,
			"internal error occurred preventing test case from running: %d\n",
			err);
}

static void run_case(struct kunit *test, struct kunit_suite *suite,
		     struct kunit_case *test_case)
{
	struct context *c = host_alloc(sizeof(*c)); /* a thread that is stuck keeps it */
	int reports = dock_report_count();

	*c = (struct context){test, suite, test_case};
	kunit_init_test(test, test_case->name, test_case->log);
	test->try_catch = (struct kunit_try_catch){
		.test = test, .try = try_case, .catch = catch_case};
	kunit_try_catch_run(&test->try_catch, c);
	if (kunit_try_catch_get_result(&test->try_catch) != -ETIMEDOUT)
		host_free(c);
	if (dock_report_count() != reports) {
		kunit_err(test, "rule broken: %s\n", dock_report_last_rule());
		kunit_set_failure(test);
	}
	if (test->status == KUNIT_FAILURE)
		test_case->status = KUNIT_FAILURE;
	else if (test_case->status != KUNIT_FAILURE && test->status == KUNIT_SUCCESS)
		test_case->status = KUNIT_SUCCESS;
}

static void run_params(struct kunit *test, struct kunit_suite *suite,
		       struct kunit_case *c, struct stats *stats)
{
	char desc[KUNIT_PARAM_DESC_SIZE] = "";

	test->name = c->name;
	test->param_value = c->generate_params(NULL, desc);
	dock_kunit_say(KERN_INFO KUNIT_SUBSUBTEST_INDENT "# Subtest: %s", c->name);
	while (test->param_value) {
		run_case(test, suite, c);
		if (!desc[0])
			snprintf(desc, sizeof(desc), "param-%d", test->param_index);
		say_result(KUNIT_SUBSUBTEST_INDENT,
			   test->status == KUNIT_SKIPPED ? KUNIT_SUCCESS : test->status,
			   (size_t)test->param_index + 1, desc, "");
		count(stats, test->status);
		if (kunit_try_catch_get_result(&test->try_catch) == -ETIMEDOUT)
			return; /* its thread may still use @test */
		desc[0] = 0;
		test->param_value = c->generate_params(test->param_value, desc);
		test->param_index++;
	}
}

/* The test structure lies where a driver may point at it: in simulated RAM. */
static void run_one(struct kunit_suite *suite, struct kunit_case *c, struct stats *stats)
{
	struct kunit *test = kzalloc(sizeof(*test), GFP_KERNEL);

	if (!test) {
		c->status = KUNIT_FAILURE;
		return;
	}
	dock_slab_own(test);
	c->status = KUNIT_SKIPPED;
	if (c->generate_params) {
		run_params(test, suite, c, stats);
	} else {
		run_case(test, suite, c);
		count(stats, test->status);
	}
	say_stats(KUNIT_SUBTEST_INDENT, c->name, stats);
	say_result(KUNIT_SUBTEST_INDENT, c->status, now.number, c->name,
		   test->status_comment);
	if (kunit_try_catch_get_result(&test->try_catch) != -ETIMEDOUT)
		kfree(test);
}

/* --- one suite --- */

static void run_cases(struct kunit_suite *suite)
{
	struct stats cases = {0}, params = {0};
	struct kunit_case *c;

	kunit_suite_for_each_test_case(suite, c)
	{
		struct stats one = {0};

		if (!chosen(c))
			continue;
		now.test_case = c;
		now.number = kunit_test_case_num(suite, c);
		run_one(suite, c, &one);
		now.test_case = NULL;
		count(&cases, c->status);
		add_up(&params, &one);
	}
	if (suite->suite_exit)
		suite->suite_exit(suite);
	say_stats("", suite->name, &cases);
	if (params.total > 1)
		say_stats("", "Totals", &params);
}

int kunit_run_tests(struct kunit_suite *suite)
{
	now.suite = suite;
	suite->suite_init_err = suite->suite_init ? suite->suite_init(suite) : 0;
	if (suite->suite_init_err) {
		dock_kunit_say(KERN_ERR KUNIT_SUBTEST_INDENT
			       "# %s: failed to initialize (%d)",
			       suite->name, suite->suite_init_err);
	} else {
		dock_kunit_say(KERN_INFO KUNIT_SUBTEST_INDENT "# Subtest: %s",
			       suite->name);
		dock_kunit_say(KERN_INFO KUNIT_SUBTEST_INDENT "1..%zu",
			       kunit_suite_num_test_cases(suite));
		run_cases(suite);
	}
	say_result("", kunit_suite_has_succeeded(suite), ++suites_run, suite->name,
		   suite->status_comment);
	now.suite = NULL;
	return 0;
}
EXPORT_SYMBOL(kunit_run_tests);

int __kunit_test_suites_init(struct kunit_suite *const *const suites, int num_suites)
{
	for (int i = 0; i < num_suites; i++) {
		suites[i]->status_comment[0] = 0;
		kunit_run_tests(suites[i]);
	}
	return 0;
}
EXPORT_SYMBOL(__kunit_test_suites_init);

void __kunit_test_suites_exit(struct kunit_suite **suites, int num_suites)
{
	suites_run = 0;
}
EXPORT_SYMBOL(__kunit_test_suites_exit);

/* --- the modules' suites --- */

static void collect(struct kunit_suite *suite)
{
	unsigned long size = sizeof(*collected) * (unsigned long)nr_collected;

	collected = host_realloc(collected, size, size + sizeof(*collected));
	collected[nr_collected++] = suite;
}

void dock_kunit_module_live(struct kunit_suite **suites, int nr)
{
	if (!collecting) {
		__kunit_test_suites_init(suites, nr);
		return;
	}
	for (int i = 0; i < nr; i++)
		if (suite_chosen(suites[i]))
			collect(suites[i]);
}

void dock_kunit_module_going(struct kunit_suite **suites, int nr)
{
	if (nr)
		__kunit_test_suites_exit(suites, nr);
}

int dock_kunit_run_collected(void)
{
	int failed = 0;

	dock_kunit_say(KERN_INFO "KTAP version 1");
	dock_kunit_say(KERN_INFO "1..%d", nr_collected);
	for (int i = 0; i < nr_collected; i++) {
		__kunit_test_suites_init(&collected[i], 1);
		failed += kunit_suite_has_succeeded(collected[i]) == KUNIT_FAILURE;
	}
	if (!nr_collected)
		pr_err("kunit: there is no test %s\n",
		       suite_glob[0] ? "that the filter chooses" : "in the modules");
	return failed || !nr_collected;
}

void dock_kunit_abandon(void)
{
	if (!now.suite)
		return;
	if (now.test_case) {
		dock_kunit_say(KERN_ERR KUNIT_SUBTEST_INDENT
			       "# %s: the run ended here: %s",
			       now.test_case->name, dock_report_last_rule());
		say_result(KUNIT_SUBTEST_INDENT, KUNIT_FAILURE, now.number,
			   now.test_case->name, "");
	}
	say_result("", KUNIT_FAILURE, suites_run + 1, now.suite->name, "");
	now.suite = NULL;
}
