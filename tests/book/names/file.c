/* SPDX-License-Identifier: MIT */
/* Files, the log, semaphores, and work that is done later. */
#include <linux/aio.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/printk.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/uio.h>
#include <linux/workqueue.h>
#include "show.h"

static void run_file(void)
{
	say("open for reading %d, for writing %d", !!(shown_file->f_mode & FMODE_READ),
	    !!(shown_file->f_mode & FMODE_WRITE));
}

static void run_file_operations(void)
{
	say("mmap %d, write %d", !!shown_file->f_op->mmap, !!shown_file->f_op->write);
}

static void run_private_data(void)
{
	shown_file->private_data = shown_page;
	say("holds what the driver put there: %s",
	    shown_file->private_data == shown_page ? "yes" : "no");
}

static void run_f_flags(void)
{
	say("O_RDWR and no more: %d",
	    (shown_file->f_flags & (O_ACCMODE | O_SYNC)) == O_RDWR);
}

static void run_O_SYNC(void)
{
	say("asked for: %d", (shown_file->f_flags & O_SYNC) == O_SYNC);
}

static void run_d_inode(void)
{
	struct inode *inode = file_inode(shown_file);

	say("the same by path and by file_inode: %d, a character device: %d",
	    shown_file->f_path.dentry->d_inode == inode, S_ISCHR(inode->i_mode));
}

static void run_iminor(void)
{
}

static void run_printk(void)
{
	printk(KERN_INFO "printk: %d words with %s\n", 4, "format");
}

static void run_KERN_NOTICE(void)
{
	printk(KERN_NOTICE "KERN_NOTICE: level %c\n", printk_get_level(KERN_NOTICE));
}

static void run_down(void)
{
	struct semaphore sem;

	sema_init(&sem, 2);
	down(&sem);
	down(&sem);
	say("two of two are taken; a third would wait: %d", down_trylock(&sem));
	up(&sem);
	up(&sem);
}

static void run_up(void)
{
	struct semaphore sem;
	int before;

	sema_init(&sem, 0);
	before = down_trylock(&sem);
	up(&sem);
	say("refused before: %d, after it: %d", before, down_trylock(&sem));
}

static void run_down_read(void)
{
	DECLARE_RWSEM(sem);

	down_read(&sem);
	say("a second reader may: %d, a writer may: %d", down_read_trylock(&sem),
	    down_write_trylock(&sem));
	up_read(&sem);
	up_read(&sem);
}

static void run_up_read(void)
{
	DECLARE_RWSEM(sem);
	int may;

	down_read(&sem);
	up_read(&sem);
	may = down_write_trylock(&sem);
	say("a writer may after the last reader: %d", may);
	if (may)
		up_write(&sem);
}

static DECLARE_COMPLETION(worked);

static void work_fn(struct work_struct *work)
{
	say("done by the task '%s'", current->comm);
	complete(&worked);
}

static void run_work_struct(void)
{
	static DECLARE_WORK(work, work_fn);

	schedule_work(&work);
	wait_for_completion(&worked);
}

static void run_INIT_WORK(void)
{
	static struct work_struct work;

	INIT_WORK(&work, work_fn);
	schedule_work(&work);
	wait_for_completion(&worked);
}

static void run_schedule_delayed_work(void)
{
	static DECLARE_DELAYED_WORK(work, work_fn);
	unsigned long before = jiffies;

	schedule_delayed_work(&work, HZ / 100);
	wait_for_completion(&worked);
	say("after %lu jiffies at least: %d", (unsigned long)HZ / 100,
	    jiffies - before >= HZ / 100);
}

static void run_HZ(void)
{
	unsigned long before = jiffies;

	msleep(1000);
	say("%d ticks a second, counted: %d", HZ, jiffies - before >= HZ);
}

static void run_iovec(void)
{
	struct iovec parts[] = {{NULL, 3}, {NULL, 4}};

	say("two of 3 and 4 bytes are %zu bytes", parts[0].iov_len + parts[1].iov_len);
}

static void run_ki_filp(void)
{
	struct kiocb iocb = {.ki_filp = shown_file};

	say("the file: %s", iocb.ki_filp == shown_file ? "yes" : "no");
}

static void run_is_sync_kiocb(void)
{
	struct kiocb iocb = {.ki_filp = shown_file};

	say("%d for one without a function to be called at its end",
	    is_sync_kiocb(&iocb));
}

const struct show file_shows[] = {
	SHOW(file),	    SHOW(file_operations),
	SHOW(private_data), SHOW(f_flags),
	SHOW(O_SYNC),	    SHOW(d_inode),
	SHOW(iminor),	    SHOW(printk),
	SHOW(KERN_NOTICE),  SHOW(down),
	SHOW(up),	    SHOW(down_read),
	SHOW(up_read),	    SHOW(work_struct),
	SHOW(INIT_WORK),    SHOW(schedule_delayed_work),
	SHOW(HZ),	    SHOW(iovec),
	SHOW(ki_filp),	    SHOW(is_sync_kiocb),
	SHOWS_END,
};
