/* SPDX-License-Identifier: MIT */
/*
 * The same crash in each place where a driver's code runs; or, with never=1, a
 * loop without end: see ../never_test.sh.
 */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
#include "crash.h"

static bool never;
module_param(never, bool, 0);

static int fine;
static struct page *page;
static struct timer_list timer;
static struct work_struct work;
static struct task_struct *thread;
static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(mutex);

static noinline void crash(const char *place)
{
	bool wrong = !fixed && is(place);
	int *p = hidden(wrong ? 0x10 : (unsigned long)&fine);

	while (wrong && never)
		barrier();
	*p = 1; /* HERE store */
}

static int where_open(struct inode *inode, struct file *file)
{
	crash("open"); /* HERE open */
	return 0;
}

static ssize_t where_read(struct file *file, char __user *to, size_t n, loff_t *pos)
{
	crash("read"); /* HERE read */
	return 0;
}

static void by_timer(struct timer_list *t)
{
	crash("timer"); /* HERE timer */
}

static void by_work(struct work_struct *w)
{
	crash("work"); /* HERE work */
}

static int by_thread(void *unused)
{
	crash("kthread"); /* HERE kthread */
	while (!kthread_should_stop())
		msleep(10);
	return 0;
}

static noinline void with_locks(void)
{
	unsigned long flags;

	mutex_lock(&mutex);
	spin_lock_irqsave(&lock, flags);
	crash("locked"); /* HERE locked */
	spin_unlock_irqrestore(&lock, flags);
	mutex_unlock(&mutex);
}

static void __iomem *regs;

static irqreturn_t by_interrupt(int irq, void *unused)
{
	crash("irq"); /* HERE irq */
	writel(readl(regs + 0x24), regs + 0x64);
	return IRQ_HANDLED;
}

/* Where there is an edu device (--device edu): by its interrupt. */
static int interrupt_once(void)
{
	struct pci_dev *dev = pci_get_device(0x1234, 0x11e8, NULL);
	int err = dev ? pci_enable_device(dev) : 0;

	if (!dev || err)
		return err;
	regs = pci_iomap(dev, 0, 0);
	err = request_irq(dev->irq, by_interrupt, IRQF_SHARED, "where", &regs);
	if (!err) {
		writel(1, regs + 0x60);
		msleep(1);
		free_irq(dev->irq, &regs);
	}
	pci_iounmap(dev, regs);
	pci_disable_device(dev);
	pci_dev_put(dev);
	return err;
}

static long where_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	mod_timer(&timer, jiffies + 1);
	schedule_work(&work);
	with_locks();
	msleep(20);
	return interrupt_once();
}

static vm_fault_t where_fault(struct vm_fault *vmf)
{
	crash("fault"); /* HERE fault */
	get_page(page);
	vmf->page = page;
	return 0;
}

static const struct vm_operations_struct where_vm_ops = { .fault = where_fault };

static int where_mmap(struct file *file, struct vm_area_struct *vma)
{
	crash("mmap"); /* HERE mmap */
	vma->vm_ops = &where_vm_ops;
	return 0;
}

static int where_flush(struct file *file, fl_owner_t id)
{
	crash("flush"); /* HERE flush */
	return 0;
}

static int where_release(struct inode *inode, struct file *file)
{
	crash("release"); /* HERE release */
	return 0;
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.open = where_open,
	.read = where_read,
	.unlocked_ioctl = where_ioctl,
	.mmap = where_mmap,
	.flush = where_flush,
	.release = where_release,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR, .name = "broken", .fops = &fops,
};

static int __init where_init(void)
{
	crash("init"); /* HERE init */
	page = alloc_page(GFP_KERNEL);
	timer_setup(&timer, by_timer, 0);
	INIT_WORK(&work, by_work);
	thread = kthread_run(by_thread, NULL, "crasher");
	return misc_register(&misc);
}

static void __exit where_exit(void)
{
	crash("exit"); /* HERE exit */
	misc_deregister(&misc);
	kthread_stop(thread);
	del_timer_sync(&timer);
	cancel_work_sync(&work);
	put_page(page);
}

module_init(where_init);
module_exit(where_exit);
MODULE_LICENSE("GPL");
