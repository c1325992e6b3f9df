// SPDX-License-Identifier: MIT
/*
 * /dev/life tells what the kernel calls it for: open, flush, release, the open
 * and close of mappings, and how sleeps end. Files are named a, b, c, ... in the
 * order of their opens, tasks by their names.
 *
 * /dev/lifelog: read gives what was told; a write forgets it, and begins at a.
 */
#include <linux/fs.h>
#include <linux/ioctl.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define LOG_BYTES 8192
#define FLUSH_FAILS _IO('l', 1)

struct life_file {
	char name;
	bool flush_fails;
	struct page *page;
};

static DEFINE_SPINLOCK(lock); /* text, used, next_name */
static char text[LOG_BYTES];
static size_t used;
static char next_name = 'a';

static atomic_t balance = ATOMIC_INIT(0); /* files and mappings that live */
static DECLARE_WAIT_QUEUE_HEAD(never);
static DEFINE_SEMAPHORE(taken);
static DEFINE_MUTEX(mutex);

static void tell(const struct life_file *f, const char *what, int result)
{
	spin_lock(&lock);
	used += scnprintf(text + used, LOG_BYTES - used, "%s %c %s", what, f->name,
			  current->comm);
	if (result)
		used += scnprintf(text + used, LOG_BYTES - used, " %d", result);
	used += scnprintf(text + used, LOG_BYTES - used, "\n");
	spin_unlock(&lock);
}

static int life_open(struct inode *inode, struct file *filp)
{
	struct life_file *f = kzalloc(sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	f->page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!f->page) {
		kfree(f);
		return -ENOMEM;
	}
	spin_lock(&lock);
	f->name = next_name++;
	spin_unlock(&lock);
	filp->private_data = f;
	atomic_inc(&balance);
	tell(f, "open", 0);
	return 0;
}

static int life_flush(struct file *filp, fl_owner_t id)
{
	struct life_file *f = filp->private_data;

	tell(f, "flush", 0);
	return f->flush_fails ? -EIO : 0;
}

static int life_release(struct inode *inode, struct file *filp)
{
	struct life_file *f = filp->private_data;

	tell(f, "release", 0);
	__free_page(f->page);
	kfree(f);
	atomic_dec(&balance);
	return 0;
}

static long life_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct life_file *f = filp->private_data;

	if (cmd != FLUSH_FAILS)
		return -ENOTTY;
	f->flush_fails = true;
	return 0;
}

static int sleep_with_mutex(const struct life_file *f)
{
	int err = mutex_lock_killable(&mutex);

	if (err)
		return err;
	tell(f, "holds", 0);
	err = wait_event_killable(never, false);
	mutex_unlock(&mutex);
	return err;
}

/* The number of bytes says how it sleeps. */
static ssize_t life_read(struct file *filp, char __user *buf, size_t count, loff_t *pos)
{
	struct life_file *f = filp->private_data;
	int ret = -EINVAL;

	tell(f, "sleeps", (int)count);
	switch (count) {
	case 1:
		ret = wait_event_interruptible(never, false);
		break;
	case 2:
		ret = wait_event_killable(never, false);
		break;
	case 3:
		ret = down_interruptible(&taken);
		break;
	case 4:
		ret = down_killable(&taken);
		break;
	case 5:
		ret = sleep_with_mutex(f);
		break;
	case 6:
		ret = mutex_lock_interruptible(&mutex);
		if (!ret)
			mutex_unlock(&mutex);
		break;
	}
	tell(f, "woken", ret);
	return ret;
}

static void life_vma_open(struct vm_area_struct *vma)
{
	atomic_inc(&balance);
	tell(vma->vm_private_data, "vma-open", 0);
}

static void life_vma_close(struct vm_area_struct *vma)
{
	tell(vma->vm_private_data, "vma-close", 0);
	atomic_dec(&balance);
}

static vm_fault_t life_fault(struct vm_fault *vmf)
{
	struct life_file *f = vmf->vma->vm_private_data;

	get_page(f->page);
	vmf->page = f->page;
	return 0;
}

static const struct vm_operations_struct life_vm_ops = {
	.open = life_vma_open,
	.close = life_vma_close,
	.fault = life_fault,
};

static int life_mmap(struct file *filp, struct vm_area_struct *vma)
{
	vma->vm_private_data = filp->private_data;
	vma->vm_ops = &life_vm_ops;
	life_vma_open(vma);
	return 0;
}

static const struct file_operations life_fops = {
	.owner = THIS_MODULE,
	.open = life_open,
	.flush = life_flush,
	.release = life_release,
	.read = life_read,
	.unlocked_ioctl = life_ioctl,
	.mmap = life_mmap,
};

static ssize_t log_read(struct file *filp, char __user *buf, size_t count, loff_t *pos)
{
	return simple_read_from_buffer(buf, count, pos, text, used);
}

static ssize_t log_write(struct file *filp, const char __user *buf, size_t count,
			 loff_t *pos)
{
	spin_lock(&lock);
	used = 0;
	next_name = 'a';
	spin_unlock(&lock);
	return count;
}

static const struct file_operations log_fops = {
	.owner = THIS_MODULE,
	.read = log_read,
	.write = log_write,
	.llseek = default_llseek,
};

static struct miscdevice devices[] = {
	{.minor = MISC_DYNAMIC_MINOR, .name = "life", .fops = &life_fops},
	{.minor = MISC_DYNAMIC_MINOR, .name = "lifelog", .fops = &log_fops},
};

static int __init life_init(void)
{
	int err = misc_register(&devices[0]);

	if (err)
		return err;
	down(&taken);
	err = misc_register(&devices[1]);
	if (err)
		misc_deregister(&devices[0]);
	return err;
}

static void __exit life_exit(void)
{
	misc_deregister(&devices[1]);
	misc_deregister(&devices[0]);
	WARN_ON(atomic_read(&balance));
}

module_init(life_init);
module_exit(life_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A device that tells what it is called for");
