// SPDX-License-Identifier: MIT
/*
 * Interrupts of an edu device on several processors: each comes once, to one of
 * them, whoever asked for it. Which ones: smp_test.sh looks at several seeds.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#define ROUNDS	   40
#define IRQ_STATUS 0x24
#define IRQ_RAISE  0x60
#define IRQ_ACK	   0x64

static DEFINE_PER_CPU(unsigned int, taken);
static DEFINE_SPINLOCK(lock);
static struct pci_dev *dev;
static void __iomem *regs;
static int handled, last_cpu;
static bool wrong;
static cpumask_t seen;

static irqreturn_t handler(int irq, void *unused)
{
	u32 cause = readl(regs + IRQ_STATUS);

	wrong |= !in_hardirq() || !irqs_disabled() || !cause;
	writel(cause, regs + IRQ_ACK);
	__this_cpu_inc(taken);
	spin_lock(&lock);
	handled++;
	last_cpu = smp_processor_id();
	cpumask_set_cpu(last_cpu, &seen);
	spin_unlock(&lock);
	return IRQ_HANDLED;
}

static int handled_now(void)
{
	unsigned long flags;
	int n;

	spin_lock_irqsave(&lock, flags);
	n = handled;
	spin_unlock_irqrestore(&lock, flags);
	return n;
}

static int setup(struct kunit *test)
{
	dev = pci_get_device(0x1234, 0x11e8, NULL);
	KUNIT_ASSERT_NOT_NULL(test, dev);
	KUNIT_ASSERT_EQ(test, pci_enable_device(dev), 0);
	regs = pci_iomap(dev, 0, 0);
	KUNIT_ASSERT_NOT_NULL(test, regs);
	KUNIT_ASSERT_EQ(test, request_irq(dev->irq, handler, 0, "kunit", &handled), 0);
	return 0;
}

static void teardown(struct kunit *test)
{
	free_irq(dev->irq, &handled);
	pci_iounmap(dev, regs);
	pci_disable_device(dev);
	pci_dev_put(dev);
}

static void each_comes_once(struct kunit *test)
{
	unsigned int sum = 0;
	int elsewhere = 0, cpu;

	for (int i = 0; i < ROUNDS; i++) {
		migrate_disable();
		cpu = smp_processor_id();
		writel(1, regs + IRQ_RAISE);
		while (handled_now() == i)
			usleep_range(1, 10);
		elsewhere += last_cpu != cpu;
		migrate_enable();
		KUNIT_EXPECT_EQ(test, handled_now(), i + 1);
	}
	for_each_possible_cpu(cpu)
		sum += per_cpu(taken, cpu);
	KUNIT_EXPECT_EQ(test, sum, ROUNDS);
	KUNIT_EXPECT_FALSE(test, wrong);
	pr_info("processors interrupted: %u\n", cpumask_weight(&seen));
	pr_info("interrupts elsewhere: %d\n", elsewhere);
}

/* Another processor takes it, if there is one. */
static void with_interrupts_off_here_others_take_it(struct kunit *test)
{
	int before = handled_now(), cpu;
	unsigned long flags;

	local_irq_save(flags);
	cpu = smp_processor_id();
	writel(1, regs + IRQ_RAISE);
	for (int i = 0; i < 100; i++)
		udelay(10);
	if (num_online_cpus() > 1) {
		KUNIT_EXPECT_EQ(test, handled, before + 1);
		KUNIT_EXPECT_NE(test, last_cpu, cpu);
	} else {
		KUNIT_EXPECT_EQ(test, handled, before);
	}
	local_irq_restore(flags);
	KUNIT_EXPECT_EQ(test, handled_now(), before + 1);
}

static struct kunit_case irq_cases[] = {
	KUNIT_CASE(each_comes_once),
	KUNIT_CASE(with_interrupts_off_here_others_take_it),
	{}
};

static struct kunit_suite irq_suite = {
	.name = "irq",
	.init = setup,
	.exit = teardown,
	.test_cases = irq_cases,
};

kunit_test_suite(irq_suite);

MODULE_DESCRIPTION("Interrupts on several processors");
MODULE_LICENSE("GPL");
