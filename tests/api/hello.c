/* SPDX-License-Identifier: MIT */
/* A first module in the words of 2.6.10. */
#include <linux/config.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/version.h>
#include <linux/wait.h>

MODULE_LICENSE("Dual BSD/GPL");

static int howmany = 1, four[4];
static char *whom = "world";
MODULE_PARM(howmany, "i");
MODULE_PARM(four, "2-4i");
MODULE_PARM(whom, "s");
static DECLARE_WAIT_QUEUE_HEAD(queue);

static int hello_init(void)
{
	printk(KERN_ALERT "Hello, %s: %s %x, %d, %d %d %d %d\n", whom, UTS_RELEASE,
	       LINUX_VERSION_CODE, howmany, four[0], four[1], four[2], four[3]);
	printk(KERN_INFO "Nobody woke: %ld left\n", interruptible_sleep_on_timeout(&queue, HZ));
	return 0;
}

static void hello_exit(void)
{
	printk(KERN_ALERT "Goodbye, cruel world\n");
}

module_init(hello_init);
module_exit(hello_exit);
