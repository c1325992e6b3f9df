/* SPDX-License-Identifier: MIT */
/*
 * /dev/kmsg: one record a read, as "PRIORITY,SEQUENCE,MICROSECONDS,-;TEXT"; a
 * write is a record of a program's. Source: Documentation/ABI/testing/dev-kmsg.
 */
#include <linux/cdev.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/uaccess.h>
#include "kernel/fs/node.h"
#include "kernel/log/log.h"
#include "kernel/sched/task.h"

#define KMSG_DEV MKDEV(1, 11)

struct reader {
	struct mutex lock;
	u64 seq;			       /* of the next record to read */
	char text[4 * DOCK_LOG_LINE_MAX + 64]; /* each byte may become \xNN */
};

static int kmsg_open(struct inode *inode, struct file *file)
{
	struct reader *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return -ENOMEM;
	mutex_init(&r->lock);
	r->seq = dock_log_first();
	file->private_data = r;
	return 0;
}

static int kmsg_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static size_t format(struct reader *to, const struct dock_log_record *r)
{
	size_t size = sizeof(to->text);
	size_t n = (size_t)scnprintf(to->text, size, "%u,%llu,%lu,%c;",
				     r->facility << 3 | r->level, r->seq,
				     r->time_ns / 1000, r->cont ? 'c' : '-');

	for (unsigned int i = 0; i < r->len; i++) {
		unsigned char c = (unsigned char)r->text[i];

		if (c < ' ' || c >= 127 || c == '\\')
			n += (size_t)scnprintf(to->text + n, size - n, "\\x%02x", c);
		else
			to->text[n++] = (char)c;
	}
	to->text[n++] = '\n';
	return n;
}

static int wait_for_record(struct file *file, u64 seq, struct dock_log_record *r)
{
	int err;

	if (dock_log_get(seq, r))
		return 0;
	if (file->f_flags & O_NONBLOCK)
		return -EAGAIN;
	dock_task_set_patient(true);
	err = wait_event_interruptible(dock_log_wait, dock_log_get(seq, r));
	dock_task_set_patient(false);
	return err;
}

static ssize_t read_one(struct file *file, struct reader *to, char __user *buf,
			size_t count)
{
	struct dock_log_record r;
	int err = wait_for_record(file, to->seq, &r);
	u64 wanted = to->seq;
	size_t len;

	if (err)
		return err;
	to->seq = r.seq;
	if (r.seq != wanted)
		return -EPIPE; /* it is gone; the next read gets the oldest */
	len = format(to, &r);
	to->seq++;
	if (len > count)
		return -EINVAL;
	return copy_to_user(buf, to->text, len) ? -EFAULT : (ssize_t)len;
}

static ssize_t kmsg_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct reader *r = file->private_data;
	ssize_t ret = mutex_lock_interruptible(&r->lock);

	if (ret)
		return ret;
	ret = read_one(file, r, buf, count);
	mutex_unlock(&r->lock);
	return ret;
}

/* "<N>text": N is facility and level; a program cannot speak for the kernel. */
static ssize_t kmsg_write(struct file *file, const char __user *buf, size_t count,
			  loff_t *pos)
{
	int level = DOCK_MESSAGE_DEFAULT, facility = DOCK_LOG_USER;
	char *text, *line, *end;

	if (count > DOCK_LOG_LINE_MAX)
		return -EINVAL;
	text = kmalloc(count + 1, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	if (copy_from_user(text, buf, count)) {
		kfree(text);
		return -EFAULT;
	}
	text[count] = 0;
	line = text;
	if (line[0] == '<') {
		unsigned long n = simple_strtoul(line + 1, &end, 10);

		if (*end == '>') {
			level = n & 7;
			facility = n >> 3 & 0xff ? n >> 3 & 0xff : DOCK_LOG_USER;
			line = end + 1;
		}
	}
	dock_log_emit(facility, level, line, (unsigned int)strlen(line));
	kfree(text);
	return (ssize_t)count;
}

static loff_t kmsg_llseek(struct file *file, loff_t offset, int whence)
{
	struct reader *r = file->private_data;

	if (offset)
		return -ESPIPE;
	switch (whence) {
	case SEEK_SET:
		r->seq = dock_log_first();
		return 0;
	case SEEK_DATA:
		r->seq = dock_syslog_cleared();
		return 0;
	case SEEK_END:
		r->seq = dock_log_next();
		return 0;
	default:
		return -EINVAL;
	}
}

static __poll_t kmsg_poll(struct file *file, poll_table *wait)
{
	struct reader *r = file->private_data;
	struct dock_log_record record;
	__poll_t ready = 0;

	poll_wait(file, &dock_log_wait, wait);
	if (dock_log_get(r->seq, &record))
		ready = EPOLLIN | EPOLLRDNORM |
			(record.seq != r->seq ? EPOLLERR | EPOLLPRI : 0);
	return ready;
}

static const struct file_operations kmsg_fops = {
	.open = kmsg_open,
	.read = kmsg_read,
	.write = kmsg_write,
	.llseek = kmsg_llseek,
	.poll = kmsg_poll,
	.release = kmsg_release,
};

int dock_kmsg_init(void)
{
	static struct cdev cdev;

	cdev_init(&cdev, &kmsg_fops);
	if (!dock_node_add("/dev/kmsg", S_IFCHR | 0644, KMSG_DEV))
		return -EEXIST;
	return cdev_add(&cdev, KMSG_DEV, 1);
}
