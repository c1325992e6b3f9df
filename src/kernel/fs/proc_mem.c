/* SPDX-License-Identifier: MIT */
/* /proc/PID/mem and pagemap: see proc_mem.h. Results and errors are Linux 6.1's. */
#include "kernel/fs/proc_mem.h"

#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "kernel/fs/node.h"
#include "kernel/mm/access.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/smaps.h"
#include "kernel/mm/vma.h"

#define ENTRY_BYTES 8UL
#define BATCH (PAGE_SIZE / ENTRY_BYTES)

struct mem_file {
	struct mm_struct *mm;
	bool show_pfn;
};

/* The address space of @file with a user more; NULL: it has ended. */
static struct mm_struct *use(const struct file *file)
{
	struct mm_struct *mm = ((struct mem_file *)file->private_data)->mm;

	return atomic_read(&mm->mm_users) ? dock_mm_get(mm) : NULL;
}

static int mem_release(struct inode *inode, struct file *file)
{
	struct mem_file *m = file->private_data;

	mmdrop(m->mm);
	kfree(m);
	return 0;
}

static loff_t mem_llseek(struct file *file, loff_t offset, int whence)
{
	if (whence != SEEK_SET && whence != SEEK_CUR)
		return -EINVAL;
	return file->f_pos = whence == SEEK_CUR ? file->f_pos + offset : offset;
}

/* --- mem --- */

static ssize_t mem_chunk(struct mm_struct *mm, char __user *buf, size_t count,
			 unsigned long addr, void *page, bool write)
{
	unsigned long done;

	if (write && copy_from_user(page, buf, count))
		return -EFAULT;
	done = dock_mm_access(mm, addr, page, count, write, DOCK_ACCESS_DEBUG);
	if (!done)
		return -EIO;
	return !write && copy_to_user(buf, page, done) ? -EFAULT : (ssize_t)done;
}

static ssize_t mem_rw(struct file *file, char __user *buf, size_t count, loff_t *pos,
		      bool write)
{
	struct mm_struct *mm = use(file);
	void *page = mm ? kmalloc(PAGE_SIZE, GFP_KERNEL) : NULL;
	ssize_t done = 0, n = 0;

	if (mm && !page)
		n = -ENOMEM;
	while (page && count) {
		n = mem_chunk(mm, buf, min(count, PAGE_SIZE), (unsigned long)*pos, page,
			      write);
		if (n < 0)
			break;
		buf += n;
		*pos += n;
		done += n;
		count -= (size_t)n;
	}
	kfree(page);
	if (mm)
		mmput(mm);
	return n == -EFAULT || !done ? min(n, (ssize_t)0) : done;
}

static ssize_t mem_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return mem_rw(file, buf, count, pos, false);
}

static ssize_t mem_write(struct file *file, const char __user *buf, size_t count,
			 loff_t *pos)
{
	return mem_rw(file, (char __user *)buf, count, pos, true);
}

/* --- pagemap --- */

static void entries_of(struct mm_struct *mm, unsigned long addr, unsigned long *to,
		       unsigned long nr, bool show_pfn)
{
	memset(to, 0, nr * ENTRY_BYTES);
	if (mm->dock_host->pagemap)
		mm->dock_host->pagemap(mm, addr, to, nr);
	mmap_read_lock(mm);
	for (unsigned long i = 0; i < nr; i++, addr += PAGE_SIZE)
		if (dock_vma_at(mm, addr))
			to[i] = dock_mm_pagemap(mm, addr, show_pfn);
	mmap_read_unlock(mm);
}

/* Entries from the page of @addr on, to the end of the user's addresses. */
static ssize_t put_entries(struct mm_struct *mm, unsigned long addr, char __user *buf,
			   size_t count, bool show_pfn)
{
	unsigned long *entries = kmalloc(BATCH * ENTRY_BYTES, GFP_KERNEL), nr = 0;
	ssize_t done = 0;

	if (!entries)
		return -ENOMEM;
	for (; count && addr < mm->task_size; addr += nr << PAGE_SHIFT) {
		nr = min(count / ENTRY_BYTES,
			 min(BATCH, (mm->task_size - addr) >> PAGE_SHIFT));
		entries_of(mm, addr, entries, nr, show_pfn);
		if (copy_to_user(buf + done, entries, nr * ENTRY_BYTES)) {
			done = -EFAULT;
			break;
		}
		done += (ssize_t)(nr * ENTRY_BYTES);
		count -= nr * ENTRY_BYTES;
	}
	kfree(entries);
	return done;
}

static ssize_t pagemap_read(struct file *file, char __user *buf, size_t count,
			    loff_t *pos)
{
	const struct mem_file *m = file->private_data;
	unsigned long page = (unsigned long)*pos / ENTRY_BYTES;
	struct mm_struct *mm = use(file);
	ssize_t ret = 0;

	if (!mm)
		return 0;
	if ((unsigned long)*pos % ENTRY_BYTES || count % ENTRY_BYTES)
		ret = -EINVAL;
	else if (count && page < mm->task_size >> PAGE_SHIFT)
		ret = put_entries(mm, page << PAGE_SHIFT, buf, count, m->show_pfn);
	if (ret > 0)
		*pos += ret;
	mmput(mm);
	return ret;
}

/* --- opening --- */

static const struct file_operations mem_fops = {
	.llseek = mem_llseek,
	.read = mem_read,
	.write = mem_write,
	.release = mem_release,
};

static const struct file_operations pagemap_fops = {
	.llseek = mem_llseek,
	.read = pagemap_read,
	.release = mem_release,
};

/* They have no place of their own among the machine's files. */
static struct dock_node *node_of(enum dock_proc_mem which)
{
	static struct dock_node *nodes[2];
	bool mem = which == DOCK_PROC_MEM;

	if (!nodes[which]) {
		nodes[which] =
			mem ? dock_node_new("/proc/PID/mem", S_IFREG | 0600, 0)
			    : dock_node_new("/proc/PID/pagemap", S_IFREG | 0400, 0);
		nodes[which]->fops = mem ? &mem_fops : &pagemap_fops;
	}
	return nodes[which];
}

long dock_proc_mem_open(struct mm_struct *mm, enum dock_proc_mem which,
			unsigned int flags, bool privileged, struct file **out)
{
	struct mem_file *m;
	long err;

	mmgrab(mm); /* first: its process may end while we sleep */
	m = kmalloc(sizeof(*m), GFP_KERNEL);
	err = m ? dock_node_open(node_of(which), flags, out) : -ENOMEM;
	if (err) {
		kfree(m);
		mmdrop(mm);
		return err;
	}
	*m = (struct mem_file){.mm = mm, .show_pfn = privileged};
	(*out)->private_data = m;
	return 0;
}
