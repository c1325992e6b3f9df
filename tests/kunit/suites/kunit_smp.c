// SPDX-License-Identifier: MIT
/*
 * Several processors: per-CPU data, threads and calls on each of them. What the
 * log says of lost updates depends on the seed: smp_test.sh.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#define THREADS 4
#define ROUNDS	50

static DEFINE_PER_CPU(unsigned int, hits);
static DEFINE_PER_CPU(int, started) = 7;
static DEFINE_PER_CPU(struct { char c; u64 sum; }, pair) = { 'p', 1 };
static unsigned int __percpu *dynamic;
static int plain, locked;
static DEFINE_SPINLOCK(lock);
static cpumask_t seen;

static int count(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		this_cpu_inc(hits);
		this_cpu_add(*dynamic, 2);
		plain++;
		spin_lock(&lock);
		locked++;
		cpumask_set_cpu(smp_processor_id(), &seen);
		spin_unlock(&lock);
	}
	return 0;
}

/* @n threads of @fn, one after another on the processors if @bound; waits. */
static void run_threads(struct kunit *test, int (*fn)(void *), int n, bool bound)
{
	struct task_struct *t[THREADS];

	for (int i = 0; i < n; i++) {
		t[i] = bound ? kthread_create_on_cpu(fn, (void *)(long)i, i % nr_cpu_ids, "on/%u")
			     : kthread_create(fn, (void *)(long)i, "any/%d", i);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t[i]);
		get_task_struct(t[i]);
	}
	for (int i = 0; i < n; i++)
		wake_up_process(t[i]);
	msleep(100);
	for (int i = 0; i < n; i++) {
		KUNIT_EXPECT_EQ(test, kthread_stop(t[i]), 0);
		put_task_struct(t[i]);
	}
}

static void copies_begin_as_written(struct kunit *test)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, per_cpu(started, cpu), 7);
		KUNIT_EXPECT_EQ(test, per_cpu(pair, cpu).c, 'p');
		per_cpu(started, cpu) += cpu;
	}
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_EQ(test, per_cpu(started, cpu), 7 + cpu);
	KUNIT_EXPECT_EQ(test, cpumask_weight(cpu_online_mask), num_online_cpus());
}

static void operations_are_on_this_copy(struct kunit *test)
{
	int *mine = &get_cpu_var(started);

	KUNIT_EXPECT_PTR_EQ(test, mine, per_cpu_ptr(&started, smp_processor_id()));
	*mine = 5;
	KUNIT_EXPECT_EQ(test, this_cpu_read(started), 5);
	KUNIT_EXPECT_EQ(test, this_cpu_add_return(started, 3), 8);
	KUNIT_EXPECT_EQ(test, this_cpu_xchg(started, -1), 8);
	KUNIT_EXPECT_EQ(test, this_cpu_cmpxchg(started, -1, 6), -1);
	KUNIT_EXPECT_EQ(test, this_cpu_cmpxchg(started, -1, 9), 6);
	__this_cpu_dec(started);
	this_cpu_and(started, 4);
	this_cpu_or(started, 3);
	KUNIT_EXPECT_EQ(test, *mine, 7);
	this_cpu_sub(started, 9);
	KUNIT_EXPECT_EQ(test, *mine, -2);
	this_cpu_write(pair.sum, 1ULL << 40);
	KUNIT_EXPECT_EQ(test, __this_cpu_read(pair.sum), 1ULL << 40);
	put_cpu_var(started);
}

static unsigned int sum(unsigned int __percpu *counter)
{
	unsigned int total = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		total += *per_cpu_ptr(counter, cpu);
	return total;
}

static void counters_sum_up(struct kunit *test)
{
	u64 __percpu *other = alloc_percpu(u64);
	int cpu;

	dynamic = alloc_percpu(unsigned int);
	KUNIT_ASSERT_NOT_NULL(test, dynamic);
	KUNIT_ASSERT_NOT_NULL(test, other);
	for_each_possible_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, *per_cpu_ptr(other, cpu), 0);
		*per_cpu_ptr(other, cpu) = cpu;
	}
	run_threads(test, count, THREADS, false);
	KUNIT_EXPECT_EQ(test, sum(&hits), THREADS * ROUNDS);
	KUNIT_EXPECT_EQ(test, sum(dynamic), 2 * THREADS * ROUNDS);
	KUNIT_EXPECT_EQ(test, locked, THREADS * ROUNDS);
	for_each_possible_cpu(cpu)
		KUNIT_EXPECT_EQ(test, *per_cpu_ptr(other, cpu), cpu);
	free_percpu(dynamic);
	free_percpu(other);
	/* What nobody protects may be lost; smp_test.sh looks at several seeds. */
	pr_info("lost updates: %d\n", THREADS * ROUNDS - plain);
	pr_info("processors seen: %u\n", cpumask_weight(&seen));
}

static int stays(void *arg)
{
	unsigned int wrong = 0;

	for (int i = 0; i < ROUNDS; i++) {
		wrong += raw_smp_processor_id() != (long)arg % nr_cpu_ids;
		cond_resched();
	}
	return (int)wrong;
}

static void bound_threads_stay(struct kunit *test)
{
	run_threads(test, stays, THREADS, true);
}

static void a_task_can_stay(struct kunit *test)
{
	int cpu;

	migrate_disable();
	cpu = smp_processor_id();
	for (int i = 0; i < ROUNDS; i++) {
		msleep(1);
		KUNIT_EXPECT_EQ(test, smp_processor_id(), cpu);
	}
	migrate_enable();
}

struct call {
	int cpu;
	bool irq;
};

static void note_cpu(void *arg)
{
	struct call *c = arg;

	c->cpu = smp_processor_id();
	c->irq = irqs_disabled();
}

static void add_me(void *arg)
{
	cpumask_set_cpu(smp_processor_id(), arg);
}

static void calls_reach_each_processor(struct kunit *test)
{
	cpumask_t asked;
	int cpu;

	for_each_online_cpu(cpu) {
		struct call c = { -1 };

		KUNIT_EXPECT_EQ(test, smp_call_function_single(cpu, note_cpu, &c, 1), 0);
		KUNIT_EXPECT_EQ(test, c.cpu, cpu);
		KUNIT_EXPECT_TRUE(test, c.irq);
	}
	KUNIT_EXPECT_EQ(test, smp_call_function_single(nr_cpu_ids, note_cpu, NULL, 1), -ENXIO);
	cpumask_clear(&asked);
	on_each_cpu(add_me, &asked, 1);
	KUNIT_EXPECT_TRUE(test, cpumask_equal(&asked, cpu_online_mask));
	cpumask_clear(&asked);
	cpu = get_cpu();
	smp_call_function(add_me, &asked, 1);
	KUNIT_EXPECT_EQ(test, cpumask_weight(&asked), num_online_cpus() - 1);
	KUNIT_EXPECT_FALSE(test, cpumask_test_cpu(cpu, &asked));
	put_cpu();
}

static DEFINE_SPINLOCK(call_lock);

static void count_call(void *arg)
{
	atomic_inc(arg);
}

/* Every second thread calls while others of them spin for its lock. */
static int calls_others(void *arg)
{
	for (int i = 0; i < 20; i++) {
		if (i % 2)
			spin_lock(&call_lock);
		on_each_cpu(count_call, arg, 1);
		if (i % 2)
			spin_unlock(&call_lock);
	}
	return 0;
}

/* Who waits for a call or a lock with interrupts on answers calls meanwhile. */
static void calls_cross(struct kunit *test)
{
	struct task_struct *t[8];
	atomic_t calls = ATOMIC_INIT(0);

	for (unsigned int i = 0; i < ARRAY_SIZE(t); i++) {
		t[i] = kthread_create(calls_others, &calls, "calls/%u", i);
		KUNIT_ASSERT_FALSE(test, IS_ERR(t[i]));
		kthread_bind(t[i], i % num_online_cpus());
		wake_up_process(get_task_struct(t[i]));
	}
	msleep(100);
	for (unsigned int i = 0; i < ARRAY_SIZE(t); i++) {
		kthread_stop(t[i]);
		put_task_struct(t[i]);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&calls),
			(int)(20 * ARRAY_SIZE(t) * num_online_cpus()));
}

static struct kunit_case smp_cases[] = {
	KUNIT_CASE(copies_begin_as_written),
	KUNIT_CASE(operations_are_on_this_copy),
	KUNIT_CASE(counters_sum_up),
	KUNIT_CASE(bound_threads_stay),
	KUNIT_CASE(a_task_can_stay),
	KUNIT_CASE(calls_reach_each_processor),
	KUNIT_CASE(calls_cross),
	{}
};

static struct kunit_suite smp_suite = {
	.name = "smp",
	.test_cases = smp_cases,
};

kunit_test_suite(smp_suite);

MODULE_DESCRIPTION("Several processors");
MODULE_LICENSE("GPL");
