// SPDX-License-Identifier: MIT
/* /dev/memory: one question at a time. */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "memory.h"

static const struct memory_question *const tables[] = {page_questions, slab_questions,
						       area_questions};
static char answer[4096];
static size_t length;

void tell(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	length += vscnprintf(answer + length, sizeof(answer) - length, fmt, args);
	length += scnprintf(answer + length, sizeof(answer) - length, "\n");
	va_end(args);
}

static const struct memory_question *find(const char *name)
{
	const struct memory_question *q;
	size_t t;

	for (t = 0; t < ARRAY_SIZE(tables); t++)
		for (q = tables[t]; q->name; q++)
			if (!strcmp(q->name, name))
				return q;
	return NULL;
}

static ssize_t memory_write(struct file *file, const char __user *buf, size_t count,
			    loff_t *ppos)
{
	const struct memory_question *q;
	char name[64] = "";

	if (count >= sizeof(name))
		return -EINVAL;
	if (copy_from_user(name, buf, count))
		return -EFAULT;
	q = find(name);
	if (!q)
		return -ENOENT;
	length = 0;
	q->ask();
	return (ssize_t)count;
}

static ssize_t memory_read(struct file *file, char __user *buf, size_t count,
			   loff_t *ppos)
{
	loff_t at = 0;

	return simple_read_from_buffer(buf, count, &at, answer, length);
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.read = memory_read,
	.write = memory_write,
};

static struct miscdevice misc = {MISC_DYNAMIC_MINOR, "memory", &fops};

module_misc_device(misc);
MODULE_LICENSE("Dual MIT/GPL");
