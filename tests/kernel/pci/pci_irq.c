/* SPDX-License-Identifier: MIT */
/* Claims about interrupts. They run with five edu devices: those in slots 4 and 8
 * share a line. */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/wait.h>
#include "edu_dev.h"

struct irq_user {
	struct pci_dev *dev;
	void __iomem *regs;
	int calls, handled;	/* of the hard handler */
	int thread_calls;
	int keep;		/* answer so often without an acknowledgement */
	bool context_wrong;
	u32 cause;
	wait_queue_head_t wait;
};

static struct irq_user user[2];

static irqreturn_t hard(int irq, void *arg)
{
	struct irq_user *u = arg;
	u32 cause = readl(u->regs + EDU_IRQ_STATUS);

	u->calls++;
	u->context_wrong |= !in_hardirq() || !irqs_disabled() || in_task();
	if (!cause)
		return IRQ_NONE;
	if (u->keep && u->keep--)
		return IRQ_HANDLED;
	u->handled++;
	u->cause |= cause;
	writel(cause, u->regs + EDU_IRQ_ACK);
	wake_up(&u->wait);
	return IRQ_HANDLED;
}

static void begin(struct irq_user *u, unsigned int slot)
{
	memset(u, 0, sizeof(*u));
	init_waitqueue_head(&u->wait);
	u->regs = edu_get(slot, &u->dev);
	pci_set_master(u->dev);
}

static void end(struct irq_user *u)
{
	edu_put(u->dev, u->regs);
}

static void raise(struct irq_user *u, u32 bits)
{
	writel(bits, u->regs + EDU_IRQ_RAISE);
	/* A moment, in which the interrupt comes if it can. */
	udelay(10);
}

static void a_handler_runs_in_hard_interrupt_context(void)
{
	struct irq_user *u = &user[0];

	begin(u, 4);
	EXPECT_EQ(request_irq(u->dev->irq, hard, 0, "claims", u), 0);
	raise(u, 0x5);
	EXPECT_EQ(u->calls, 1);
	EXPECT_EQ(u->cause, 0x5);
	EXPECT(!u->context_wrong);
	EXPECT(in_task() && !irqs_disabled());
	EXPECT(!strcmp(free_irq(u->dev->irq, u), "claims"));
	raise(u, 1);
	EXPECT_EQ(u->calls, 1);
	/* The line is still up: the next handler hears of it at once. */
	EXPECT_EQ(request_irq(u->dev->irq, hard, 0, "claims", u), 0);
	udelay(10);
	EXPECT_EQ(u->calls, 2);
	free_irq(u->dev->irq, u);
	end(u);
}

static void requests_that_make_no_sense_are_refused(void)
{
	struct irq_user *u = &user[0];
	unsigned int irq;

	begin(u, 4);
	irq = u->dev->irq;
	EXPECT_EQ(request_irq(irq, NULL, 0, "claims", u), -EINVAL);
	EXPECT_EQ(request_irq(irq, hard, IRQF_SHARED, "claims", NULL), -EINVAL);
	EXPECT_EQ(request_irq(15, hard, 0, "claims", u), -EINVAL);
	EXPECT_EQ(request_irq(99999, hard, 0, "claims", u), -EINVAL);
	EXPECT_EQ(request_irq(IRQ_NOTCONNECTED, hard, 0, "claims", u), -ENOTCONN);
	/* A thread alone must keep the line masked. */
	EXPECT_EQ(request_threaded_irq(irq, NULL, hard, 0, "claims", u), -EINVAL);
	EXPECT_EQ(request_irq(irq, hard, 0, "alone", u), 0);
	EXPECT_EQ(request_irq(irq, hard, IRQF_SHARED, "claims", &user[1]), -EBUSY);
	EXPECT_EQ(request_irq(irq, hard, 0, "claims", &user[1]), -EBUSY);
	free_irq(irq, u);
	EXPECT_EQ(request_irq(irq, hard, IRQF_SHARED, "shared", u), 0);
	EXPECT_EQ(request_irq(irq, hard, 0, "claims", &user[1]), -EBUSY);
	free_irq(irq, u);
	end(u);
}

static void a_shared_line_asks_all_its_handlers(void)
{
	begin(&user[0], 4);
	begin(&user[1], 8);
	EXPECT_EQ(user[0].dev->irq, user[1].dev->irq);
	for (int i = 0; i < 2; i++)
		EXPECT_EQ(request_irq(user[i].dev->irq, hard, IRQF_SHARED, "claims", &user[i]), 0);
	raise(&user[1], 2);
	EXPECT_EQ(user[0].calls, 1);
	EXPECT_EQ(user[0].handled, 0);
	EXPECT_EQ(user[1].handled, 1);
	raise(&user[0], 4);
	EXPECT_EQ(user[0].handled, 1);
	EXPECT_EQ(user[1].handled, 1);
	EXPECT_EQ(user[1].calls, 2);
	free_irq(user[0].dev->irq, &user[0]);
	raise(&user[1], 8);
	EXPECT_EQ(user[0].calls, 2);
	EXPECT_EQ(user[1].handled, 2);
	free_irq(user[1].dev->irq, &user[1]);
	end(&user[0]);
	end(&user[1]);
}

static void a_level_asks_until_it_falls(void)
{
	struct irq_user *u = &user[0];

	begin(u, 4);
	EXPECT_EQ(request_irq(u->dev->irq, hard, 0, "claims", u), 0);
	u->keep = 3;
	raise(u, 1);
	/* Each answer without an acknowledgement is followed by another call. */
	for (int i = 0; i < 20; i++)
		udelay(1);
	EXPECT_EQ(u->calls, 4);
	EXPECT_EQ(u->handled, 1);
	free_irq(u->dev->irq, u);
	end(u);
}

static void a_disabled_line_waits(void)
{
	struct irq_user *u = &user[0];
	unsigned int irq;

	begin(u, 4);
	irq = u->dev->irq;
	EXPECT_EQ(request_irq(irq, hard, 0, "claims", u), 0);
	disable_irq(irq);
	disable_irq_nosync(irq);
	raise(u, 1);
	enable_irq(irq);
	udelay(10);
	EXPECT_EQ(u->calls, 0);
	enable_irq(irq);
	udelay(10);
	EXPECT_EQ(u->calls, 1);
	free_irq(irq, u);
	EXPECT_EQ(request_irq(irq, hard, IRQF_NO_AUTOEN, "claims", u), 0);
	raise(u, 1);
	EXPECT_EQ(u->calls, 1);
	enable_irq(irq);
	udelay(10);
	EXPECT_EQ(u->calls, 2);
	free_irq(irq, u);
	end(u);
}

static void interrupts_off_hold_it_off(void)
{
	struct irq_user *u = &user[0];
	unsigned long flags;

	begin(u, 4);
	EXPECT_EQ(request_irq(u->dev->irq, hard, IRQF_SHARED, "claims", u), 0);
	/* Another processor may take it meanwhile, as on any machine. */
	local_irq_save(flags);
	raise(u, 1);
	if (nr_cpu_ids == 1)
		EXPECT_EQ(u->calls, 0);
	local_irq_restore(flags);
	udelay(10);
	EXPECT_EQ(u->calls, 1);
	free_irq(u->dev->irq, u);
	end(u);
}

static void the_pin_can_be_switched_off(void)
{
	struct irq_user *u = &user[0];

	begin(u, 4);
	EXPECT_EQ(request_irq(u->dev->irq, hard, 0, "claims", u), 0);
	pci_intx(u->dev, 0);
	raise(u, 1);
	EXPECT_EQ(u->calls, 0);
	EXPECT(!pci_check_and_unmask_intx(u->dev));
	pci_intx(u->dev, 1);
	udelay(10);
	EXPECT_EQ(u->calls, 1);
	EXPECT(!pci_check_and_mask_intx(u->dev));
	free_irq(u->dev->irq, u);
	end(u);
}

static void messages_are_edges(void)
{
	struct irq_user *u = &user[0];
	unsigned int pin, irq;

	begin(u, 5);
	pin = u->dev->irq;
	EXPECT_EQ(pci_alloc_irq_vectors(u->dev, 2, 4, PCI_IRQ_MSI), -ENOSPC);
	EXPECT_EQ(pci_alloc_irq_vectors(u->dev, 1, 1, PCI_IRQ_MSIX), -EINVAL);
	EXPECT_EQ(pci_alloc_irq_vectors(u->dev, 1, 4, PCI_IRQ_ALL_TYPES), 1);
	irq = (unsigned int)pci_irq_vector(u->dev, 0);
	EXPECT(irq >= 24 && u->dev->msi_enabled && u->dev->irq == irq);
	EXPECT_EQ(pci_irq_vector(u->dev, 1), -EINVAL);
	EXPECT_EQ(request_irq(irq, hard, 0, "claims", u), 0);
	raise(u, 1);
	EXPECT_EQ(u->handled, 1);
	/* Several while it is disabled are one. */
	disable_irq(irq);
	raise(u, 1);
	raise(u, 2);
	EXPECT_EQ(u->calls, 1);
	enable_irq(irq);
	udelay(10);
	EXPECT_EQ(u->calls, 2);
	EXPECT_EQ(u->cause, 3);
	/* A message is the device's own store. */
	pci_clear_master(u->dev);
	raise(u, 4);
	EXPECT_EQ(u->calls, 2);
	writel(4, u->regs + EDU_IRQ_ACK);
	free_irq(irq, u);
	pci_free_irq_vectors(u->dev);
	EXPECT_EQ(u->dev->irq, pin);
	EXPECT(!u->dev->msi_enabled);
	end(u);
}

static void enable_msi_is_the_short_form(void)
{
	struct irq_user *u = &user[0];

	begin(u, 6);
	EXPECT_EQ(pci_enable_msi(u->dev), 0);
	EXPECT_EQ(request_irq(u->dev->irq, hard, 0, "claims", u), 0);
	raise(u, 1);
	EXPECT_EQ(u->handled, 1);
	free_irq(u->dev->irq, u);
	pci_disable_msi(u->dev);
	EXPECT_EQ(pci_alloc_irq_vectors(u->dev, 1, 1, PCI_IRQ_LEGACY), 1);
	EXPECT_EQ(pci_irq_vector(u->dev, 0), (int)u->dev->irq);
	pci_free_irq_vectors(u->dev);
	end(u);
}

/* --- threads --- */

static irqreturn_t thread(int irq, void *arg)
{
	struct irq_user *u = arg;
	u32 cause = readl(u->regs + EDU_IRQ_STATUS);

	u->context_wrong |= !in_task() || irqs_disabled() || in_atomic();
	msleep(1);
	u->thread_calls++;
	u->cause |= cause;
	writel(cause, u->regs + EDU_IRQ_ACK);
	wake_up(&u->wait);
	return cause ? IRQ_HANDLED : IRQ_NONE;
}

static void a_thread_alone_keeps_the_line_masked(void)
{
	struct irq_user *u = &user[0];

	begin(u, 4);
	EXPECT_EQ(request_threaded_irq(u->dev->irq, NULL, thread, IRQF_ONESHOT, "claims", u), 0);
	for (int i = 1; i <= 3; i++) {
		writel(1, u->regs + EDU_IRQ_RAISE);
		EXPECT(wait_event_timeout(u->wait, u->thread_calls == i, HZ) > 0);
	}
	EXPECT(!u->context_wrong);
	synchronize_irq(u->dev->irq);
	free_irq(u->dev->irq, u);
	EXPECT_EQ(u->thread_calls, 3);
	end(u);
}

static irqreturn_t wake(int irq, void *arg)
{
	struct irq_user *u = arg;

	u->calls++;
	return readl(u->regs + EDU_IRQ_STATUS) ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static void a_handler_may_wake_its_thread(void)
{
	struct irq_user *u = &user[0];

	begin(u, 4);
	EXPECT_EQ(request_threaded_irq(u->dev->irq, wake, thread, IRQF_ONESHOT, "claims", u), 0);
	writel(1, u->regs + EDU_IRQ_RAISE);
	EXPECT(wait_event_timeout(u->wait, u->thread_calls == 1, HZ) > 0);
	synchronize_irq(u->dev->irq);
	EXPECT_EQ(u->calls, 1);
	/* What was asked for before free_irq() is done before it returns. */
	raise(u, 2);
	free_irq(u->dev->irq, u);
	EXPECT_EQ(u->thread_calls, 2);
	EXPECT(!u->context_wrong);
	end(u);
}

/* --- tasklets, and waiting --- */

static int tasklet_runs;
static bool tasklet_wrong;

static void tasklet_fn(struct tasklet_struct *t)
{
	tasklet_runs++;
	tasklet_wrong |= !in_serving_softirq() || in_hardirq() || irqs_disabled();
}

static DECLARE_TASKLET(tasklet, tasklet_fn);

static irqreturn_t to_tasklet(int irq, void *arg)
{
	struct irq_user *u = arg;

	writel(~0U, u->regs + EDU_IRQ_ACK);
	tasklet_schedule(&tasklet);
	tasklet_schedule(&tasklet);
	tasklet_wrong |= tasklet_runs > u->calls++;
	return IRQ_HANDLED;
}

static void a_tasklet_runs_after_the_handler(void)
{
	struct irq_user *u = &user[0];

	begin(u, 4);
	EXPECT_EQ(request_irq(u->dev->irq, to_tasklet, 0, "claims", u), 0);
	raise(u, 1);
	tasklet_kill(&tasklet);
	EXPECT_EQ(tasklet_runs, 1);
	tasklet_disable(&tasklet);
	raise(u, 1);
	EXPECT_EQ(tasklet_runs, 1);
	tasklet_enable(&tasklet);
	tasklet_kill(&tasklet);
	EXPECT_EQ(tasklet_runs, 2);
	EXPECT(!tasklet_wrong);
	free_irq(u->dev->irq, u);
	end(u);
}

static void a_factorial_ends_with_an_interrupt(void)
{
	struct irq_user *u = &user[0];
	ktime_t start = ktime_get();

	begin(u, 7);
	EXPECT_EQ(request_irq(u->dev->irq, hard, 0, "claims", u), 0);
	writel(0x80, u->regs + EDU_STATUS);
	writel(12, u->regs + EDU_FACTORIAL);
	EXPECT(wait_event_timeout(u->wait, u->handled, HZ) > 0);
	EXPECT_EQ(readl(u->regs + EDU_FACTORIAL), 479001600);
	EXPECT_EQ(u->cause, 1);
	EXPECT(ktime_to_ns(ktime_sub(ktime_get(), start)) >= 1000);
	writel(0, u->regs + EDU_STATUS);
	free_irq(u->dev->irq, u);
	end(u);
}

static const struct claim claims[] = {
	CLAIM(a_handler_runs_in_hard_interrupt_context),
	CLAIM(requests_that_make_no_sense_are_refused),
	CLAIM(a_shared_line_asks_all_its_handlers),
	CLAIM(a_level_asks_until_it_falls),
	CLAIM(a_disabled_line_waits),
	CLAIM(interrupts_off_hold_it_off),
	CLAIM(the_pin_can_be_switched_off),
	CLAIM(messages_are_edges),
	CLAIM(enable_msi_is_the_short_form),
	CLAIM(a_thread_alone_keeps_the_line_masked),
	CLAIM(a_handler_may_wake_its_thread),
	CLAIM(a_tasklet_runs_after_the_handler),
	CLAIM(a_factorial_ends_with_an_interrupt),
};
CLAIMS_MODULE(claims);
