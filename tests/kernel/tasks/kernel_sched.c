/* SPDX-License-Identifier: MIT */
/* Claims: kernel threads, locks, waiting, timers, work. Meant to be run with
 * one processor and with several, and with many seeds. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include "claims.h"

#define THREADS 4
#define ROUNDS	25

static struct task_struct *threads[THREADS];
static int counter, inside, inside_max;
static struct completion ended;

static void start(int (*fn)(void *), int nr)
{
	counter = inside = inside_max = 0;
	init_completion(&ended);
	for (long i = 0; i < nr; i++)
		threads[i] = kthread_run(fn, (void *)i, "claims/%ld", i);
}

/* A thread that is stopped before it ran never runs: let each finish first. */
static void wait_for_all(int nr)
{
	for (int i = 0; i < nr; i++)
		wait_for_completion(&ended);
	for (int i = 0; i < nr; i++)
		EXPECT_EQ(kthread_stop(threads[i]), 0);
}

static int finish(void)
{
	complete(&ended);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

/* Where no lock under test protects the count. */
static DEFINE_SPINLOCK(count_lock);

static void one_more(int *n, int *most)
{
	spin_lock(&count_lock);
	*most = max(*most, ++*n);
	spin_unlock(&count_lock);
}

static void one_less(int *n)
{
	spin_lock(&count_lock);
	--*n;
	spin_unlock(&count_lock);
}

/* Inside a lock: read, let others run if they may, write. */
static void step_inside(bool may_sleep)
{
	int was = counter;

	inside_max = max(inside_max, ++inside);
	if (may_sleep && !(was % 5))
		msleep(1);
	else
		cpu_relax();
	counter = was + 1;
	inside--;
}

static DEFINE_MUTEX(mutex);

static int mutex_thread(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		mutex_lock(&mutex);
		step_inside(true);
		mutex_unlock(&mutex);
	}
	return finish();
}

static void mutex_lets_one_in(void)
{
	start(mutex_thread, THREADS);
	wait_for_all(THREADS);
	EXPECT_EQ(counter, THREADS * ROUNDS);
	EXPECT_EQ(inside_max, 1);
	EXPECT(!mutex_is_locked(&mutex));
	EXPECT_EQ(mutex_trylock(&mutex), 1);
	EXPECT(mutex_is_locked(&mutex));
	mutex_unlock(&mutex);
	EXPECT_EQ(mutex_lock_interruptible(&mutex), 0);
	mutex_unlock(&mutex);
}

static DEFINE_SPINLOCK(spin);

static int spin_thread(void *arg)
{
	unsigned long flags;

	for (int i = 0; i < ROUNDS; i++) {
		if ((long)arg % 2) {
			spin_lock(&spin);
			step_inside(false);
			spin_unlock(&spin);
		} else {
			spin_lock_irqsave(&spin, flags);
			step_inside(false);
			spin_unlock_irqrestore(&spin, flags);
		}
	}
	return finish();
}

static void spinlock_lets_one_in(void)
{
	start(spin_thread, THREADS);
	wait_for_all(THREADS);
	EXPECT_EQ(counter, THREADS * ROUNDS);
	EXPECT_EQ(inside_max, 1);
	EXPECT(spin_trylock(&spin));
	EXPECT(!spin_trylock(&spin));
	spin_unlock(&spin);
}

static struct semaphore sem;

static int sem_thread(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		down(&sem);
		one_more(&inside, &inside_max);
		msleep(1);
		one_less(&inside);
		up(&sem);
	}
	return finish();
}

static void semaphore_lets_as_many_in_as_it_counts(void)
{
	sema_init(&sem, 2);
	start(sem_thread, THREADS);
	wait_for_all(THREADS);
	EXPECT_EQ(inside_max, 2);
	EXPECT_EQ(down_trylock(&sem), 0);
	EXPECT_EQ(down_interruptible(&sem), 0);
	EXPECT_EQ(down_trylock(&sem), 1);
	EXPECT_EQ(down_timeout(&sem, 3), -ETIME);
	up(&sem);
	EXPECT_EQ(down_timeout(&sem, 3), 0);
}

static DECLARE_RWSEM(rwsem);
static int readers, readers_max, writer_met_somebody;

static int rwsem_thread(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		if ((long)arg) {
			down_read(&rwsem);
			one_more(&readers, &readers_max);
			msleep(1);
			one_less(&readers);
			up_read(&rwsem);
		} else {
			down_write(&rwsem);
			step_inside(true);
			writer_met_somebody += readers != 0;
			up_write(&rwsem);
		}
	}
	return finish();
}

static void rwsem_lets_readers_share_and_writers_not(void)
{
	readers = readers_max = writer_met_somebody = 0;
	start(rwsem_thread, THREADS);
	wait_for_all(THREADS);
	EXPECT(readers_max > 1);
	EXPECT_EQ(writer_met_somebody, 0);
	EXPECT_EQ(counter, ROUNDS);
	EXPECT_EQ(down_write_trylock(&rwsem), 1);
	EXPECT_EQ(down_read_trylock(&rwsem), 0);
	downgrade_write(&rwsem);
	EXPECT_EQ(down_read_trylock(&rwsem), 1);
	EXPECT_EQ(down_write_trylock(&rwsem), 0);
	up_read(&rwsem);
	up_read(&rwsem);
}

/* --- waiting --- */

static DECLARE_WAIT_QUEUE_HEAD(queue);
static int condition, woken, woken_max;

static int waiter_thread(void *unused)
{
	wait_event(queue, condition);
	one_more(&woken, &woken_max);
	return finish();
}

static void wake_up_wakes_all_that_wait(void)
{
	condition = woken = 0;
	start(waiter_thread, THREADS);
	msleep(5);
	EXPECT_EQ(woken, 0);
	wake_up_all(&queue); /* for nothing: the condition does not hold */
	msleep(5);
	EXPECT_EQ(woken, 0);
	condition = 1;
	wake_up_all(&queue);
	wait_for_all(THREADS);
	EXPECT_EQ(woken, THREADS);
}

static int exclusive_thread(void *unused)
{
	wait_event_interruptible_exclusive(queue, condition);
	one_more(&woken, &woken_max);
	return finish();
}

static void exclusive_waiters_are_woken_one_by_one(void)
{
	condition = woken = 0;
	start(exclusive_thread, THREADS);
	msleep(5);
	condition = 1;
	for (int i = 1; i <= THREADS; i++) {
		wake_up(&queue);
		msleep(5);
		EXPECT_EQ(woken, i);
	}
	wait_for_all(THREADS);
}

static void wait_event_timeout_says_how_it_ended(void)
{
	unsigned long begin = jiffies;

	condition = 0;
	EXPECT_EQ(wait_event_timeout(queue, condition, 100), 0);
	EXPECT(time_after_eq(jiffies, begin + 100));
	condition = 1;
	EXPECT_EQ(wait_event_timeout(queue, condition, 100), 100);
	EXPECT_EQ(wait_event_timeout(queue, condition, 0), 1);
	EXPECT_EQ(wait_event_interruptible(queue, condition), 0);
}

static int late_thread(void *unused)
{
	msleep(50);
	condition = 1;
	wake_up(&queue);
	return finish();
}

static void wait_event_timeout_gives_what_is_left(void)
{
	long left;

	condition = 0;
	start(late_thread, 1);
	left = wait_event_timeout(queue, condition, msecs_to_jiffies(1000));
	EXPECT(left > msecs_to_jiffies(800) && left < msecs_to_jiffies(960));
	wait_for_all(1);
}

static DECLARE_COMPLETION(done);

static int completing_thread(void *unused)
{
	complete(&done);
	complete(&done);
	return finish();
}

static void completions_are_counted(void)
{
	reinit_completion(&done);
	EXPECT(!try_wait_for_completion(&done));
	EXPECT_EQ(wait_for_completion_timeout(&done, 10), 0);
	start(completing_thread, 1);
	wait_for_completion(&done);
	EXPECT(wait_for_completion_timeout(&done, 10) > 0);
	EXPECT(!completion_done(&done));
	wait_for_all(1);
	complete_all(&done);
	wait_for_completion(&done);
	wait_for_completion(&done);
	EXPECT(completion_done(&done));
}

/* --- time --- */

static void long_sleeps_cost_nothing(void)
{
	u64 begin = ktime_get_ns();

	msleep(1000000);
	EXPECT(ktime_get_ns() - begin >= 1000000ULL * NSEC_PER_MSEC);
	EXPECT(ktime_get_ns() - begin < 1001000ULL * NSEC_PER_MSEC);
	begin = ktime_get_ns();
	usleep_range(100, 200);
	EXPECT(ktime_get_ns() - begin >= 100000);
}

static void busy_waiting_for_jiffies_ends(void)
{
	unsigned long end = jiffies + 2;

	while (time_before(jiffies, end))
		cpu_relax();
	EXPECT(time_after_eq(jiffies, end));
}

static int fired[3], nr_fired;
static bool fired_in_atomic;

struct named_timer {
	struct timer_list timer;
	int name;
};

static void timer_fn(struct timer_list *t)
{
	struct named_timer *n = from_timer(n, t, timer);

	fired_in_atomic = in_softirq() != 0;
	if (nr_fired < 3)
		fired[nr_fired++] = n->name;
}

static void timers_fire_in_the_order_of_their_time(void)
{
	struct named_timer t[3];

	nr_fired = 0;
	for (int i = 0; i < 3; i++) {
		t[i].name = i;
		timer_setup(&t[i].timer, timer_fn, 0);
	}
	mod_timer(&t[0].timer, jiffies + 30);
	mod_timer(&t[1].timer, jiffies + 10);
	mod_timer(&t[2].timer, jiffies + 20);
	EXPECT(timer_pending(&t[0].timer));
	msleep(jiffies_to_msecs(40));
	EXPECT_EQ(nr_fired, 3);
	EXPECT_EQ(fired[0], 1);
	EXPECT_EQ(fired[1], 2);
	EXPECT_EQ(fired[2], 0);
	EXPECT(fired_in_atomic);
	EXPECT(!timer_pending(&t[0].timer));
	EXPECT_EQ(del_timer_sync(&t[0].timer), 0);
}

static void deleted_timer_does_not_fire(void)
{
	struct named_timer t = { .name = 1 };

	nr_fired = 0;
	timer_setup(&t.timer, timer_fn, 0);
	EXPECT_EQ(mod_timer(&t.timer, jiffies + 5), 0);
	EXPECT_EQ(mod_timer(&t.timer, jiffies + 9), 1);
	EXPECT_EQ(del_timer(&t.timer), 1);
	msleep(jiffies_to_msecs(20));
	EXPECT_EQ(nr_fired, 0);
	t.timer.expires = jiffies + 3;
	add_timer(&t.timer);
	EXPECT_EQ(del_timer_sync(&t.timer), 1);
}

/* --- work --- */

static int work_starts, work_runs;
static bool work_slept;

static void work_fn(struct work_struct *work)
{
	work_starts++;
	msleep(1); /* it may */
	work_slept = true;
	work_runs++;
}

static DECLARE_WORK(work, work_fn);

static void work_runs_once_for_each_time_it_is_queued(void)
{
	work_starts = 0;
	work_runs = 0;
	EXPECT(schedule_work(&work));
	/* Once it has started, on another processor, it can be queued again. */
	EXPECT(!schedule_work(&work) || work_starts);
	flush_work(&work);
	EXPECT(work_runs >= 1);
	EXPECT(work_slept);
	EXPECT(!cancel_work_sync(&work));
	work_runs = 0;
	for (int i = 0; i < 5; i++) {
		schedule_work(&work);
		flush_work(&work);
	}
	EXPECT_EQ(work_runs, 5);
}

static int order[3], nr_ordered;

struct numbered_work {
	struct work_struct work;
	int nr;
};

static void ordered_fn(struct work_struct *w)
{
	order[nr_ordered++] = container_of(w, struct numbered_work, work)->nr;
}

static void own_queue_keeps_the_order(void)
{
	struct workqueue_struct *wq = create_singlethread_workqueue("claims");
	struct numbered_work w[3];

	nr_ordered = 0;
	for (int i = 0; i < 3; i++) {
		w[i].nr = i;
		INIT_WORK(&w[i].work, ordered_fn);
		EXPECT(queue_work(wq, &w[i].work));
	}
	flush_workqueue(wq);
	EXPECT_EQ(nr_ordered, 3);
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(order[i], i);
	destroy_workqueue(wq);
}

static u64 delayed_at;

static void delayed_fn(struct work_struct *w)
{
	delayed_at = ktime_get_ns();
	work_runs++;
}

static DECLARE_DELAYED_WORK(delayed, delayed_fn);

static void delayed_work_waits(void)
{
	u64 begin = ktime_get_ns();

	work_runs = 0;
	EXPECT(schedule_delayed_work(&delayed, msecs_to_jiffies(200)));
	EXPECT(!schedule_delayed_work(&delayed, 0));
	msleep(100);
	EXPECT_EQ(work_runs, 0);
	msleep(150);
	EXPECT_EQ(work_runs, 1);
	EXPECT(delayed_at - begin >= 190 * NSEC_PER_MSEC);
	schedule_delayed_work(&delayed, msecs_to_jiffies(200));
	EXPECT(cancel_delayed_work_sync(&delayed));
	msleep(300);
	EXPECT_EQ(work_runs, 1);
	schedule_delayed_work(&delayed, msecs_to_jiffies(100000));
	EXPECT(flush_delayed_work(&delayed)); /* now, not later */
	EXPECT_EQ(work_runs, 2);
	EXPECT(!cancel_delayed_work(&delayed));
}

static int result_thread(void *arg)
{
	while (!kthread_should_stop()) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!kthread_should_stop())
			schedule();
		__set_current_state(TASK_RUNNING);
	}
	return (int)(long)arg;
}

static void kthread_stop_gives_the_result(void)
{
	struct task_struct *t = kthread_run(result_thread, (void *)42, "claims");

	EXPECT(!IS_ERR(t));
	msleep(1);
	EXPECT_EQ(kthread_stop(t), 42);
	t = kthread_create(result_thread, (void *)42, "never");
	EXPECT_EQ(kthread_stop(t), -EINTR); /* it never ran */
}

static const struct claim claims[] = {
	CLAIM(mutex_lets_one_in),
	CLAIM(spinlock_lets_one_in),
	CLAIM(semaphore_lets_as_many_in_as_it_counts),
	CLAIM(rwsem_lets_readers_share_and_writers_not),
	CLAIM(wake_up_wakes_all_that_wait),
	CLAIM(exclusive_waiters_are_woken_one_by_one),
	CLAIM(wait_event_timeout_says_how_it_ended),
	CLAIM(wait_event_timeout_gives_what_is_left),
	CLAIM(completions_are_counted),
	CLAIM(long_sleeps_cost_nothing),
	CLAIM(busy_waiting_for_jiffies_ends),
	CLAIM(timers_fire_in_the_order_of_their_time),
	CLAIM(deleted_timer_does_not_fire),
	CLAIM(work_runs_once_for_each_time_it_is_queued),
	CLAIM(own_queue_keeps_the_order),
	CLAIM(delayed_work_waits),
	CLAIM(kthread_stop_gives_the_result),
};
CLAIMS_MODULE(claims);
