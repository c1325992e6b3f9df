// SPDX-License-Identifier: MIT
/* Work queues: what runs side by side, where, and what is waited for. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

static struct workqueue_struct *queue;
static struct work_struct work[4];
static struct delayed_work dwork;
static struct completion told;
static DEFINE_SPINLOCK(lock);
static int inside, most, runs, again;
static bool was_told;
static cpumask_t seen;

static int setup(struct kunit *test)
{
	inside = most = runs = again = 0;
	was_told = false;
	init_completion(&told);
	cpumask_clear(&seen);
	return 0;
}

static void enter(void)
{
	spin_lock(&lock);
	runs++;
	most = max(most, ++inside);
	spin_unlock(&lock);
}

static void leave(void)
{
	spin_lock(&lock);
	inside--;
	spin_unlock(&lock);
}

static void sleeps(struct work_struct *w)
{
	enter();
	msleep(20);
	leave();
}

static void waits(struct work_struct *w)
{
	enter();
	was_told = wait_for_completion_timeout(&told, HZ);
	leave();
}

static void tells(struct work_struct *w)
{
	enter();
	complete(&told);
	leave();
}

static void queue_new(struct kunit *test, int max_active)
{
	queue = alloc_workqueue("kunit", WQ_UNBOUND, max_active);
	KUNIT_ASSERT_NOT_NULL(test, queue);
}

static void works_run_side_by_side(struct kunit *test)
{
	queue_new(test, 0);
	INIT_WORK(&work[0], waits);
	INIT_WORK(&work[1], tells);
	KUNIT_EXPECT_TRUE(test, queue_work(queue, &work[0]));
	KUNIT_EXPECT_TRUE(test, queue_work(queue, &work[1]));
	destroy_workqueue(queue);
	KUNIT_EXPECT_TRUE(test, was_told);
	KUNIT_EXPECT_EQ(test, runs, 2);
}

static void an_ordered_queue_runs_one_at_a_time(struct kunit *test)
{
	queue = alloc_ordered_workqueue("kunit", 0);
	KUNIT_ASSERT_NOT_NULL(test, queue);
	INIT_WORK(&work[0], waits);
	INIT_WORK(&work[1], tells);
	queue_work(queue, &work[0]);
	queue_work(queue, &work[1]);
	flush_workqueue(queue);
	KUNIT_EXPECT_FALSE(test, was_told);
	KUNIT_EXPECT_EQ(test, most, 1);
	KUNIT_EXPECT_EQ(test, runs, 2);
	destroy_workqueue(queue);
}

static void max_active_is_kept(struct kunit *test)
{
	queue_new(test, 2);
	for (int i = 0; i < 4; i++) {
		INIT_WORK(&work[i], sleeps);
		queue_work(queue, &work[i]);
	}
	drain_workqueue(queue);
	KUNIT_EXPECT_EQ(test, runs, 4);
	KUNIT_EXPECT_EQ(test, most, 2);
	destroy_workqueue(queue);
}

static void one_work_never_runs_twice_at_once(struct kunit *test)
{
	queue_new(test, 0);
	INIT_WORK(&work[0], sleeps);
	for (int i = 0; i < 3; i++) {
		KUNIT_EXPECT_TRUE(test, queue_work(queue, &work[0]));
		while (READ_ONCE(runs) == i)
			msleep(1);
	}
	KUNIT_EXPECT_TRUE(test, flush_work(&work[0]));
	KUNIT_EXPECT_FALSE(test, flush_work(&work[0]));
	KUNIT_EXPECT_EQ(test, runs, 3);
	KUNIT_EXPECT_EQ(test, most, 1);
	destroy_workqueue(queue);
}

static void once_more(struct work_struct *w)
{
	runs++;
	if (runs < again)
		queue_work(queue, w);
	msleep(1);
}

static void flushing_waits_for_what_was_queued_before(struct kunit *test)
{
	queue_new(test, 0);
	again = 100;
	INIT_WORK(&work[0], once_more);
	queue_work(queue, &work[0]);
	flush_workqueue(queue);
	KUNIT_EXPECT_LT(test, runs, 50);
	cancel_work_sync(&work[0]);
	runs = again;
	destroy_workqueue(queue);
	KUNIT_EXPECT_EQ(test, runs, 100);
}

static void notes_cpu(struct work_struct *w)
{
	enter();
	cpumask_set_cpu(smp_processor_id(), &seen);
	leave();
}

static void work_runs_on_the_processor_it_is_for(struct kunit *test)
{
	int cpu;

	migrate_disable();
	cpu = smp_processor_id();
	INIT_WORK(&work[0], notes_cpu);
	schedule_work(&work[0]);
	flush_work(&work[0]);
	migrate_enable();
	KUNIT_EXPECT_TRUE(test, cpumask_equal(&seen, cpumask_of(cpu)));
	setup(test);

	KUNIT_EXPECT_EQ(test, schedule_on_each_cpu(notes_cpu), 0);
	KUNIT_EXPECT_TRUE(test, cpumask_equal(&seen, cpu_online_mask));
	KUNIT_EXPECT_EQ(test, runs, num_online_cpus());
	for_each_online_cpu(cpu) {
		cpumask_clear(&seen);
		INIT_DELAYED_WORK(&dwork, notes_cpu);
		schedule_delayed_work_on(cpu, &dwork, 1);
		msleep(20);
		KUNIT_EXPECT_TRUE(test, cpumask_equal(&seen, cpumask_of(cpu)));
	}
}

static void cancelled_work_does_not_run(struct kunit *test)
{
	queue_new(test, 1);
	INIT_WORK(&work[0], sleeps);
	INIT_WORK(&work[1], sleeps);
	queue_work(queue, &work[0]);
	KUNIT_EXPECT_TRUE(test, queue_work(queue, &work[1]));
	KUNIT_EXPECT_FALSE(test, queue_work(queue, &work[1]));
	while (!READ_ONCE(runs))
		msleep(1);
	KUNIT_EXPECT_TRUE(test, cancel_work_sync(&work[1]));
	KUNIT_EXPECT_FALSE(test, cancel_work_sync(&work[0]));
	KUNIT_EXPECT_EQ(test, inside, 0);
	KUNIT_EXPECT_EQ(test, runs, 1);
	destroy_workqueue(queue);
}

static struct kunit_case work_cases[] = {
	KUNIT_CASE(works_run_side_by_side),
	KUNIT_CASE(an_ordered_queue_runs_one_at_a_time),
	KUNIT_CASE(max_active_is_kept),
	KUNIT_CASE(one_work_never_runs_twice_at_once),
	KUNIT_CASE(flushing_waits_for_what_was_queued_before),
	KUNIT_CASE(work_runs_on_the_processor_it_is_for),
	KUNIT_CASE(cancelled_work_does_not_run),
	{}
};

static struct kunit_suite work_suite = {
	.name = "work",
	.init = setup,
	.test_cases = work_cases,
};

kunit_test_suite(work_suite);

MODULE_DESCRIPTION("Work queues");
MODULE_LICENSE("GPL");
