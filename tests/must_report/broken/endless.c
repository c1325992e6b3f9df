/* SPDX-License-Identifier: MIT */
/*
 * Broken: code that never returns, in the context that kind=NAME says. Used by
 * ../bounded_test.sh. Two only last: kind=device: it is the device that is broken
 * (../restless_device.c); kind=maps: 600,000 mappings.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/pci.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
#include "broken.h"

static char *kind = "";
module_param(kind, charp, 0);

static DEFINE_SPINLOCK(lock);
static volatile int going = 1;
static void __iomem *regs;

static bool is(const char *name)
{
	return !strcmp(kind, name);
}

static noinline void spin(void)
{
	while (going)
		;
}

static void spin_in_timer(struct timer_list *t)
{
	spin();
}

static void spin_in_tasklet(struct tasklet_struct *t)
{
	spin();
}

static void spin_in_work(struct work_struct *w)
{
	spin();
}

static int spin_in_thread(void *unused)
{
	spin();
	return 0;
}

static irqreturn_t answer(int irq, void *arg)
{
	if (is("irq"))
		spin();
	writel(1, regs + 0x64);
	return IRQ_HANDLED;
}

static DEFINE_TIMER(timer, spin_in_timer);
static DECLARE_TASKLET(tasklet, spin_in_tasklet);
static DECLARE_WORK(work, spin_in_work);

/* A second of a device that has been told to begin. */
static int use_device(void)
{
	struct pci_dev *dev = pci_get_device(0x1234, 0x11e8, NULL);
	int err = pci_enable_device(dev);

	if (err)
		return err;
	regs = pci_iomap(dev, 0, 0);
	err = request_irq(dev->irq, answer, IRQF_SHARED, "spinner", &regs);
	if (!err) {
		writel(1, regs + 0x60);
		msleep(1000);
		free_irq(dev->irq, &regs);
	}
	pci_iounmap(dev, regs);
	pci_disable_device(dev);
	pci_dev_put(dev);
	return err;
}

static int map_often(void)
{
	struct pci_dev *dev = pci_get_device(0x1234, 0x11e8, NULL);
	char *p = kmalloc(64, GFP_KERNEL);

	for (int i = 0; p && i < 600000; i++) {
		dma_addr_t addr = dma_map_single(&dev->dev, p, 64, DMA_TO_DEVICE);

		if (dma_mapping_error(&dev->dev, addr))
			break;
		dma_unmap_single(&dev->dev, addr, 64, DMA_TO_DEVICE);
	}
	kfree(p);
	pci_dev_put(dev);
	return 0;
}

static noinline void wait_politely(void)
{
	while (going)
		schedule();
}

static noinline void wait_relaxed(void)
{
	while (going)
		cpu_relax();
}

static noinline void wait_asleep(void)
{
	while (going)
		msleep(10);
}

static noinline void spin_locked(void)
{
	spin_lock_irq(&lock);
	spin();
	spin_unlock_irq(&lock);
}

static int act(unsigned long arg)
{
	if (is("timer"))
		mod_timer(&timer, jiffies + 1);
	if (is("tasklet"))
		tasklet_schedule(&tasklet);
	if (is("work"))
		schedule_work(&work);
	if (is("thread"))
		kthread_run(spin_in_thread, NULL, "spinner");
	if (is("irq") || is("device"))
		return use_device();
	if (is("maps"))
		return map_often();
	if (is("locked"))
		spin_locked();
	if (is("politely"))
		wait_politely();
	if (is("relaxed"))
		wait_relaxed();
	if (is("asleep"))
		wait_asleep();
	if (!is("exit"))
		msleep(1000);
	return 0;
}

static void leave(void)
{
	if (is("exit"))
		spin();
}

BROKEN_DRIVER(act, NULL, leave);
