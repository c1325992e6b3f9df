// SPDX-License-Identifier: MIT
/*
 * /dev/poller, for the tests of poll and select: a box that holds one thing.
 * Writing a number fills it after so many milliseconds (0: now), and cannot be
 * done while it is full or about to be; reading empties it. Writing "h" hangs up.
 * ioctl 0: is anybody in the wait queue? ioctl 1: how often was poll called?
 */
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(changed);
static bool full, hung_up;
static int polls;

static void fill(struct timer_list *t)
{
	full = true;
	wake_up_interruptible_poll(&changed, EPOLLIN | EPOLLRDNORM);
}

static DEFINE_TIMER(timer, fill);

static bool is_free(void)
{
	return !full && !timer_pending(&timer);
}

static ssize_t poller_read(struct file *filp, char __user *buf, size_t count, loff_t *pos)
{
	if (!full)
		return -EAGAIN;
	full = false;
	wake_up_interruptible_poll(&changed, EPOLLOUT | EPOLLWRNORM);
	return put_user('x', buf) ? -EFAULT : 1;
}

static ssize_t poller_write(struct file *filp, const char __user *buf, size_t count,
			    loff_t *pos)
{
	char text[16] = "";
	unsigned int ms;

	if (count >= sizeof(text) || copy_from_user(text, buf, count))
		return -EFAULT;
	if (text[0] == 'h') {
		hung_up = true;
		wake_up_interruptible(&changed);
		return count;
	}
	if (!is_free())
		return -EAGAIN;
	if (kstrtouint(text, 10, &ms))
		return -EINVAL;
	if (ms)
		mod_timer(&timer, jiffies + msecs_to_jiffies(ms));
	else
		fill(&timer);
	return count;
}

static __poll_t poller_poll(struct file *filp, poll_table *table)
{
	polls++;
	poll_wait(filp, &changed, table);
	return (full ? EPOLLIN | EPOLLRDNORM : 0) |
	       (is_free() ? EPOLLOUT | EPOLLWRNORM : 0) | (hung_up ? EPOLLHUP : 0);
}

static long poller_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	return cmd ? polls : waitqueue_active(&changed);
}

static int poller_release(struct inode *inode, struct file *filp)
{
	WARN_ON(waitqueue_active(&changed));
	return 0;
}

static const struct file_operations poller_fops = {
	.owner = THIS_MODULE,
	.read = poller_read,
	.write = poller_write,
	.poll = poller_poll,
	.unlocked_ioctl = poller_ioctl,
	.release = poller_release,
};

static struct miscdevice poller = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "poller",
	.fops = &poller_fops,
};

static int __init poller_init(void)
{
	return misc_register(&poller);
}

static void __exit poller_exit(void)
{
	misc_deregister(&poller);
	del_timer_sync(&timer);
}

module_init(poller_init);
module_exit(poller_exit);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A device that is ready when it says so");
