/* SPDX-License-Identifier: MIT */
/*
 * syslog(2), and its files /proc/kmsg and /proc/sys/kernel/printk. Text comes
 * as "<PRIORITY>[SECONDS.MICROSECONDS] TEXT", a line each.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "kernel/log/log.h"
#include "kernel/mm/mm_host.h"
#include "kernel/sched/task.h"

enum {
	ACTION_CLOSE,
	ACTION_OPEN,
	ACTION_READ,
	ACTION_READ_ALL,
	ACTION_READ_CLEAR,
	ACTION_CLEAR,
	ACTION_CONSOLE_OFF,
	ACTION_CONSOLE_ON,
	ACTION_CONSOLE_LEVEL,
	ACTION_SIZE_UNREAD,
	ACTION_SIZE_BUFFER,
};

#define LEVEL_MIN 1
#define LEVEL_NONE -1
#define TEXT_MAX 1024 /* of one record, with its lines' prefixes; the rest is cut */

static DEFINE_MUTEX(lock);
static char text[TEXT_MAX];	     /* one record's, with the lock held */
static u64 cleared;		     /* READ_ALL begins here */
static u64 seq;			     /* READ goes on here, */
static size_t partial;		     /* behind so many bytes of that record */
static int saved_level = LEVEL_NONE; /* before CONSOLE_OFF */

u64 dock_syslog_cleared(void)
{
	return cleared;
}

/* --- text --- */

/* Fills @text; returns its length. */
static size_t format(const struct dock_log_record *r)
{
	const char *p = r->text, *end = r->text + r->len;
	size_t n = 0;

	do {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		int len = (int)((nl ? nl : end) - p);

		n += (size_t)scnprintf(text + n, TEXT_MAX - n, "<%u>[%5lu.%06lu] %.*s\n",
				       r->facility << 3 | r->level,
				       r->time_ns / 1000000000,
				       r->time_ns / 1000 % 1000000, len, p);
		p = nl ? nl + 1 : NULL;
	} while (p);
	return n;
}

static size_t length_from(u64 from)
{
	struct dock_log_record r;
	size_t n = 0;

	for (; dock_log_get(from, &r); from = r.seq + 1)
		n += format(&r);
	return n;
}

/* --- reading: with the lock held --- */

static long read_some(char __user *buf, size_t size)
{
	struct dock_log_record r;
	long done = 0;

	while (size && dock_log_get(seq, &r)) {
		size_t len = format(&r), n, skip;

		if (r.seq != seq)
			partial = 0;
		seq = r.seq;
		skip = partial;
		n = len - skip;
		if (n > size && done)
			break;
		if (n > size) {
			n = size;
			partial += n;
		} else {
			partial = 0;
			seq++;
		}
		if (copy_to_user(buf + done, text + skip, n))
			return done ? done : -EFAULT;
		done += (long)n;
		size -= n;
	}
	return done;
}

/* The newest ones, as many as fit. */
static long read_all(char __user *buf, size_t size, bool clear)
{
	size_t len = length_from(cleared);
	struct dock_log_record r;
	u64 at = cleared;
	long done = 0;

	for (; len > size && dock_log_get(at, &r); at = r.seq + 1)
		len -= format(&r);
	for (; dock_log_get(at, &r); at = r.seq + 1) {
		size_t n = format(&r);

		if ((size_t)done + n > size)
			break; /* it came meanwhile */
		if (copy_to_user(buf + done, text, n))
			return -EFAULT;
		done += (long)n;
	}
	if (clear)
		cleared = at;
	return done;
}

static int wait_for_records(void)
{
	struct dock_log_record r;
	int err;

	dock_task_set_patient(true);
	err = wait_event_interruptible(dock_log_wait, dock_log_get(seq, &r));
	dock_task_set_patient(false);
	return err;
}

static long read(int type, char __user *buf, int len)
{
	long ret;

	if (!buf || len < 0)
		return -EINVAL;
	if (!len)
		return 0;
	if (!access_ok(buf, (unsigned long)len))
		return -EFAULT;
	if (type == ACTION_READ) {
		ret = wait_for_records();
		if (ret)
			return ret;
	}
	mutex_lock(&lock);
	ret = type == ACTION_READ ? read_some(buf, (size_t)len)
				  : read_all(buf, (size_t)len, type == ACTION_READ_CLEAR);
	mutex_unlock(&lock);
	return ret;
}

static long size_unread(void)
{
	long n;

	mutex_lock(&lock);
	if (seq < dock_log_first()) {
		seq = dock_log_first();
		partial = 0;
	}
	n = (long)(length_from(seq) - partial);
	mutex_unlock(&lock);
	return n;
}

/* --- the console's level --- */

static long set_level(int level)
{
	if (level < 1 || level > 8)
		return -EINVAL;
	dock_console_set_level(max(level, LEVEL_MIN));
	saved_level = LEVEL_NONE;
	return 0;
}

static void console_off(void)
{
	if (saved_level == LEVEL_NONE)
		saved_level = dock_console_level;
	dock_console_set_level(LEVEL_MIN);
}

static void console_on(void)
{
	if (saved_level != LEVEL_NONE)
		dock_console_set_level(saved_level);
	saved_level = LEVEL_NONE;
}

long dock_sys_syslog(int type, unsigned long buf, int len)
{
	switch (type) {
	case ACTION_CLOSE:
	case ACTION_OPEN:
		return 0;
	case ACTION_READ:
	case ACTION_READ_ALL:
	case ACTION_READ_CLEAR:
		dock_user_given(buf, (unsigned long)max(len, 0));
		return read(type, (char __user *)buf, len);
	case ACTION_CLEAR:
		cleared = dock_log_next();
		return 0;
	case ACTION_CONSOLE_OFF:
		console_off();
		return 0;
	case ACTION_CONSOLE_ON:
		console_on();
		return 0;
	case ACTION_CONSOLE_LEVEL:
		return set_level(len);
	case ACTION_SIZE_UNREAD:
		return size_unread();
	case ACTION_SIZE_BUFFER:
		return DOCK_LOG_BYTES;
	default:
		return -EINVAL;
	}
}

/* --- /proc/kmsg --- */

static int kmsg_open(struct inode *inode, struct file *file)
{
	return 0;
}

static ssize_t kmsg_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	if ((file->f_flags & O_NONBLOCK) && seq >= dock_log_next())
		return -EAGAIN;
	return dock_sys_syslog(ACTION_READ, (unsigned long)buf,
			       (int)min(count, (size_t)INT_MAX));
}

static __poll_t kmsg_poll(struct file *file, poll_table *wait)
{
	poll_wait(file, &dock_log_wait, wait);
	return seq < dock_log_next() ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct proc_ops kmsg_ops = {
	.proc_open = kmsg_open,
	.proc_read = kmsg_read,
	.proc_poll = kmsg_poll,
	.proc_lseek = generic_file_llseek,
};

/* --- /proc/sys/kernel/printk: console, default, minimum, default console --- */

static ssize_t levels_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	char words[32];
	int n = scnprintf(words, sizeof(words), "%d\t%d\t%d\t%d\n", dock_console_level,
			  DOCK_MESSAGE_DEFAULT, LEVEL_MIN, DOCK_CONSOLE_DEFAULT);

	return simple_read_from_buffer(buf, count, pos, words, (size_t)n);
}

/* The console's can be changed, the others are what they are. */
static ssize_t levels_write(struct file *file, const char __user *buf, size_t count,
			    loff_t *pos)
{
	static const int fixed[] = {DOCK_MESSAGE_DEFAULT, LEVEL_MIN,
				    DOCK_CONSOLE_DEFAULT};
	int level[4], n;
	char words[64];

	if (count >= sizeof(words))
		return -EINVAL;
	if (copy_from_user(words, buf, count))
		return -EFAULT;
	words[count] = 0;
	n = sscanf(words, "%d %d %d %d", &level[0], &level[1], &level[2], &level[3]);
	if (n < 1)
		return -EINVAL;
	for (int i = 1; i < n; i++)
		if (level[i] != fixed[i - 1])
			return -EINVAL;
	dock_console_set_level(level[0]);
	return (ssize_t)count;
}

static const struct proc_ops levels_ops = {
	.proc_read = levels_read,
	.proc_write = levels_write,
	.proc_lseek = generic_file_llseek,
};

int dock_syslog_init(void)
{
	if (!proc_create("kmsg", 0400, NULL, &kmsg_ops) ||
	    !proc_create("sys/kernel/printk", 0644, NULL, &levels_ops))
		return -EEXIST;
	return 0;
}
