// SPDX-License-Identifier: MIT
/* knobs' files in /proc: a sequence, a single text, one with methods of its own. */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>

#include "knobs.h"

#define LINES 3000

static struct proc_dir_entry *dir;
static char note[32] = "nothing\n";

static void *lines_start(struct seq_file *m, loff_t *pos)
{
	return *pos < LINES ? pos : NULL;
}

static void *lines_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return lines_start(m, pos);
}

static void lines_stop(struct seq_file *m, void *v)
{
}

/* Every tenth is skipped, every hundredth is longer than a page. */
static int lines_show(struct seq_file *m, void *v)
{
	int n = (int)*(loff_t *)v;

	if (n % 10 == 9)
		return SEQ_SKIP;
	seq_printf(m, "line %04d", n);
	if (n % 100 == 50)
		for (int i = 0; i < 5000; i++)
			seq_putc(m, (char)('a' + i % 26));
	seq_putc(m, '\n');
	return 0;
}

static const struct seq_operations lines_ops = {
	.start = lines_start,
	.next = lines_next,
	.stop = lines_stop,
	.show = lines_show,
};

static int text_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s: %d\n", (const char *)m->private, 7);
	seq_puts(m, "escaped: ");
	seq_escape(m, "a b\tc", " \t");
	seq_putc(m, '\n');
	return 0;
}

static ssize_t note_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return simple_read_from_buffer(buf, count, pos, note, strlen(note));
}

static ssize_t note_write(struct file *file, const char __user *buf, size_t count,
			  loff_t *pos)
{
	if (count >= sizeof(note))
		return -ENOSPC;
	if (copy_from_user(note, buf, count))
		return -EFAULT;
	note[count] = '\0';
	return (ssize_t)count;
}

static const struct proc_ops note_ops = {
	.proc_read = note_read,
	.proc_write = note_write,
	.proc_lseek = default_llseek,
};

int knobs_procs_init(void)
{
	dir = proc_mkdir("knobs", NULL);
	if (!dir)
		return -ENOMEM;
	if (proc_create_seq("lines", 0444, dir, &lines_ops) &&
	    proc_create_single_data("text", 0, dir, text_show, "knobs") &&
	    proc_create("note", 0640, dir, &note_ops))
		return 0;
	proc_remove(dir);
	return -ENOMEM;
}

void knobs_procs_exit(void)
{
	proc_remove(dir);
}
