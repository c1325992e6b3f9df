// SPDX-License-Identifier: MIT
/* RCU: grace periods wait for the readers, and for no others. */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#define READERS 3
#define UPDATES 20

struct item {
	struct list_head list;
	struct rcu_head rcu;
	int alive, value;
};

static struct item __rcu *shared;
static LIST_HEAD(items);
static int begun, ended, wrong, called, called_in_softirq;
static bool over;

static int setup(struct kunit *test)
{
	begun = ended = wrong = called = called_in_softirq = 0;
	over = false;
	return 0;
}

static struct item *item_new(struct kunit *test, int value)
{
	struct item *item = kzalloc(sizeof(*item), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, item);
	item->alive = 1;
	item->value = value;
	return item;
}

static struct task_struct *reader(struct kunit *test, int (*fn)(void *))
{
	struct task_struct *t = kthread_create(fn, NULL, "reader");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t);
	get_task_struct(t);
	wake_up_process(t);
	return t;
}

static void stop(struct task_struct *t)
{
	kthread_stop(t);
	put_task_struct(t);
}

static int reads(void *unused)
{
	while (!kthread_should_stop()) {
		const struct item *item;

		rcu_read_lock();
		item = rcu_dereference(shared);
		for (int i = 0; i < 5; i++) {
			udelay(10);
			wrong += !item->alive;
		}
		rcu_read_unlock();
		usleep_range(10, 50);
	}
	return 0;
}

/* Each old one is marked and freed: a reader that has it would see that. */
static void readers_never_see_what_is_gone(struct kunit *test)
{
	struct task_struct *t[READERS];
	struct item *old;

	rcu_assign_pointer(shared, item_new(test, 0));
	for (int i = 0; i < READERS; i++)
		t[i] = reader(test, reads);
	for (int i = 1; i <= UPDATES; i++) {
		old = rcu_replace_pointer(shared, item_new(test, i), true);
		synchronize_rcu();
		old->alive = 0;
		kfree(old);
		usleep_range(50, 500);
	}
	for (int i = 0; i < READERS; i++)
		stop(t[i]);
	KUNIT_EXPECT_EQ(test, wrong, 0);
	kfree(rcu_replace_pointer(shared, NULL, true));
}

static int reads_long(void *unused)
{
	rcu_read_lock();
	rcu_read_lock();
	begun++;
	for (int i = 0; i < 50; i++)
		mdelay(1);
	rcu_read_unlock();
	mdelay(1);
	ended++;
	rcu_read_unlock();
	return 0;
}

static void a_grace_period_waits_for_a_reader(struct kunit *test)
{
	struct task_struct *t = reader(test, reads_long);
	unsigned long state;

	while (!READ_ONCE(begun))
		usleep_range(10, 20);
	state = get_state_synchronize_rcu();
	KUNIT_EXPECT_FALSE(test, poll_state_synchronize_rcu(state));
	synchronize_rcu();
	KUNIT_EXPECT_EQ(test, ended, 1);
	KUNIT_EXPECT_TRUE(test, poll_state_synchronize_rcu(state));
	stop(t);
}

static int reads_later(void *unused)
{
	rcu_read_lock();
	begun++;
	while (!READ_ONCE(over))
		udelay(100);
	rcu_read_unlock();
	return 0;
}

static void mark(struct rcu_head *head)
{
	called++;
	called_in_softirq += !!in_serving_softirq();
}

/* The reader begins in the grace period, and stays until it is over. */
static void a_grace_period_waits_for_no_later_reader(struct kunit *test)
{
	struct rcu_head head;
	struct task_struct *t;

	call_rcu(&head, mark);
	msleep(5);
	t = reader(test, reads_later);
	while (!READ_ONCE(called))
		msleep(1);
	over = true;
	stop(t);
	KUNIT_EXPECT_EQ(test, called, 1);
}

static int holds_processor(void *unused)
{
	preempt_disable();
	begun++;
	for (int i = 0; i < 50; i++)
		mdelay(1);
	ended++;
	preempt_enable();
	return 0;
}

static void code_that_is_not_preempted_is_a_reader(struct kunit *test)
{
	struct task_struct *t = reader(test, holds_processor);

	while (!READ_ONCE(begun))
		usleep_range(10, 20);
	synchronize_rcu();
	KUNIT_EXPECT_EQ(test, ended, 1);
	stop(t);
}

static void callbacks_run_in_a_softirq(struct kunit *test)
{
	struct rcu_head heads[10];

	rcu_read_lock();
	for (int i = 0; i < 10; i++)
		call_rcu(&heads[i], mark);
	for (int i = 0; i < 30; i++)
		mdelay(1);
	KUNIT_EXPECT_EQ(test, called, 0);
	rcu_read_unlock();
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, called, 10);
	KUNIT_EXPECT_EQ(test, called_in_softirq, 10);
}

/* What is not freed would be a leak of this module. */
static void kfree_rcu_frees(struct kunit *test)
{
	struct item *item = item_new(test, 1);

	rcu_read_lock();
	kfree_rcu(item, rcu);
	mdelay(20);
	KUNIT_EXPECT_EQ(test, item->alive, 1);
	rcu_read_unlock();
	item = item_new(test, 2);
	kfree_rcu(item);
	item = NULL;
	kfree_rcu(item, rcu);
}

static int walks(void *unused)
{
	const struct item *item;

	while (!kthread_should_stop()) {
		int last = -1;

		rcu_read_lock();
		list_for_each_entry_rcu(item, &items, list) {
			wrong += !item->alive || item->value <= last;
			last = item->value;
		}
		rcu_read_unlock();
		usleep_range(10, 50);
	}
	return 0;
}

static void a_list_can_be_walked_while_it_changes(struct kunit *test)
{
	struct task_struct *t[READERS];
	struct item *item;

	for (int i = 0; i < READERS; i++)
		t[i] = reader(test, walks);
	for (int i = 0; i < UPDATES; i++) {
		list_add_tail_rcu(&item_new(test, i)->list, &items);
		usleep_range(20, 50);
	}
	while ((item = list_first_or_null_rcu(&items, struct item, list))) {
		list_del_rcu(&item->list);
		kfree_rcu(item, rcu);
		usleep_range(20, 50);
	}
	for (int i = 0; i < READERS; i++)
		stop(t[i]);
	KUNIT_EXPECT_EQ(test, wrong, 0);
}

static struct kunit_case rcu_cases[] = {
	KUNIT_CASE(readers_never_see_what_is_gone),
	KUNIT_CASE(a_grace_period_waits_for_a_reader),
	KUNIT_CASE(a_grace_period_waits_for_no_later_reader),
	KUNIT_CASE(code_that_is_not_preempted_is_a_reader),
	KUNIT_CASE(callbacks_run_in_a_softirq),
	KUNIT_CASE(kfree_rcu_frees),
	KUNIT_CASE(a_list_can_be_walked_while_it_changes),
	{}
};

static struct kunit_suite rcu_suite = {
	.name = "rcu",
	.init = setup,
	.test_cases = rcu_cases,
};

kunit_test_suite(rcu_suite);

MODULE_DESCRIPTION("RCU");
MODULE_LICENSE("GPL");
