// SPDX-License-Identifier: MIT
/*
 * Physical memory as a file: open, llseek, read, write.
 *
 * It is read and written page by page, through a page of our own. RAM that the kernel
 * uses has a logical address; everything else below high_memory (on a PC the ISA hole)
 * is mapped for as long as the copy takes.
 */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <asm/io.h>
#include <asm/uaccess.h>

#include "mem.h"

/* Addresses use the whole offset, so a position may look like a negative one. */
int mem_open(struct inode *inode, struct file *filp)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 37)
	filp->f_mode |= FMODE_UNSIGNED_OFFSET;
#endif
	return 0;
}

/* There is no end to seek from. */
loff_t mem_llseek(struct file *filp, loff_t offset, int whence)
{
	if (whence == 1) /* from here */
		offset += filp->f_pos;
	else if (whence)
		return -EINVAL;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 37)
	/* Such a position could not be told from an error. */
	if ((unsigned long long)offset >= -MAX_ERRNO)
		return -EOVERFLOW;
#endif
	filp->f_pos = offset;
	return offset;
}

/* What reaches beyond the end is cut off at first, and refused since 2.6.17. */
static int mem_range_check(unsigned long phys, size_t *count)
{
	unsigned long end = __pa(high_memory);

#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 17)
	if (phys >= end)
		return -EFAULT;
	if (*count > end - phys)
		*count = end - phys;
#else
	if (phys > end || *count > end - phys)
		return -EFAULT;
#endif
	return 0;
}

static bool mem_is_ram(unsigned long phys)
{
	unsigned long pfn = phys >> PAGE_SHIFT;

	return pfn_valid(pfn) && !PageReserved(pfn_to_page(pfn));
}

/* How much of [phys, phys+count) lies in its first page. */
static size_t mem_piece(unsigned long phys, size_t count)
{
	size_t size = PAGE_SIZE - (phys & ~PAGE_MASK);

	return count < size ? count : size;
}

/* RAM may be anybody's, or nobody's. */
static int mem_peek_ram(void *to, const void *from, size_t size)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 8, 0)
	memcpy(to, from, size);
	return 0;
#else
	return copy_from_kernel_nofault(to, from, size);
#endif
}

static int mem_peek(void *to, unsigned long phys, size_t size)
{
	void __iomem *io;

	if (mem_is_ram(phys))
		return mem_peek_ram(to, __va(phys), size);
	io = ioremap(phys, size);
	if (!io)
		return -EFAULT;
	memcpy_fromio(to, io, size);
	iounmap(io);
	return 0;
}

ssize_t mem_read(struct file *filp, char __user *buf, size_t count, loff_t *ppos)
{
	unsigned long phys = *ppos;
	size_t done = 0;
	void *bounce;
	int err;

	err = mem_range_check(phys, &count);
	if (err)
		return err;
	bounce = (void *)__get_free_page(GFP_KERNEL);
	if (!bounce)
		return -ENOMEM;
	while (done < count && !err) {
		size_t size = mem_piece(phys + done, count - done);

		err = mem_peek(bounce, phys + done, size);
		if (!err && copy_to_user(buf + done, bounce, size))
			err = -EFAULT;
		done += size;
	}
	free_page((unsigned long)bounce);
	if (err)
		return err;
	*ppos += done;
	return done;
}

static int mem_poke(unsigned long phys, const void *from, size_t size)
{
	void __iomem *io;

	if (mem_is_ram(phys)) {
		memcpy(__va(phys), from, size);
		return 0;
	}
	io = ioremap(phys, size);
	if (!io)
		return -EFAULT;
	memcpy_toio(io, from, size);
	iounmap(io);
	return 0;
}

ssize_t mem_write(struct file *filp, const char __user *buf, size_t count, loff_t *ppos)
{
	unsigned long phys = *ppos;
	size_t done = 0, left = 0;
	void *bounce;
	int err;

	err = mem_range_check(phys, &count);
	if (err)
		return err;
	bounce = (void *)__get_free_page(GFP_KERNEL);
	if (!bounce)
		return -ENOMEM;
	while (done < count && !left) {
		size_t size = mem_piece(phys + done, count - done);

		left = copy_from_user(bounce, buf + done, size);
		size -= left;
		if (mem_poke(phys + done, bounce, size))
			break;
		done += size;
	}
	free_page((unsigned long)bounce);
	if (count && !done)
		return -EFAULT;
	*ppos += done;
	return done;
}
