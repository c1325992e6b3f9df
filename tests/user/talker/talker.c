// SPDX-License-Identifier: MIT
/*
 * /dev/talker, for the tests of the log: the first letter of what is written to
 * it says what it prints.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/uaccess.h>

static void lines_in_pieces(void)
{
	pr_info("one,");
	pr_cont(" two,");
	pr_cont(" three\n");
	printk("no newline");
	printk("its own line\n");
	pr_cont("nothing to go on with\n");
	pr_info("two\nlines\n");
	pr_info("a \\ and a \033[1m\n");
}

static void one_of_each_level(void)
{
	pr_emerg("level 0\n");
	pr_alert("level 1\n");
	pr_crit("level 2\n");
	pr_err("level 3\n");
	pr_warn("level 4\n");
	pr_notice("level 5\n");
	pr_info("level 6\n");
	printk(KERN_DEBUG "level 7\n");
	printk("level none\n");
}

/* More than the log can hold, and a record that is cut: with its newline, so
 * that only the next message ends it. */
static void much(void)
{
	for (int i = 0; i < 5000; i++)
		printk(KERN_DEBUG "line %d\n", i);
	printk(KERN_DEBUG "%01200d\n", 0);
	printk(KERN_DEBUG "end\n");
}

static ssize_t talker_write(struct file *filp, const char __user *buf, size_t count,
			    loff_t *pos)
{
	char letter;

	if (get_user(letter, buf))
		return -EFAULT;
	switch (letter) {
	case 'p':
		lines_in_pieces();
		return count;
	case 'l':
		one_of_each_level();
		return count;
	case 'm':
		much();
		return count;
	case 'w':
		WARN_ON(count);
		return count;
	case 's':
		dump_stack();
		return count;
	default:
		return -EINVAL;
	}
}

static const struct file_operations talker_fops = {
	.owner = THIS_MODULE,
	.write = talker_write,
};

static struct miscdevice talker = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "talker",
	.fops = &talker_fops,
};

module_misc_device(talker);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A device that prints");
