/* SPDX-License-Identifier: MIT */
/*
 * One driver for each version from 2.6.10 on, in the words of that version, as
 * drivers outside of the kernel are written: /dev/ages is a page that is mapped at
 * its first touch (offset 0; 1 page), by remap_pfn_range (offset 1 page), or not at
 * all; at an offset of 3 pages nothing serves faults. It has an ioctl, a transfer, a
 * timer, a work, a cache, a class and a file of /proc.
 */
#include <linux/version.h>
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 19)
#include <linux/config.h>
#endif
#include <linux/aio.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/pagemap.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/uio.h>
#include <linux/workqueue.h>
#include <asm/io.h>
#include <asm/uaccess.h>

#define SINCE(a, b, c) (LINUX_VERSION_CODE >= KERNEL_VERSION(a, b, c))

MODULE_LICENSE("GPL");

static int major;
static unsigned long paper;
#if !SINCE(5, 0, 0)
static void *coherent; /* of no device: what the ISA bus reaches */
static dma_addr_t coherent_at;
#endif
static struct timer_list timer;
static struct work_struct work;
static int fired, worked;
static int forget; /* the reference that a fault gives away */
module_param(forget, int, 0);
#if !SINCE(2, 6, 20)
static struct kiocb *waiting; /* for the work */
#endif

/* --- mmap --- */

#if SINCE(2, 6, 23)
#if SINCE(4, 17, 0)
static vm_fault_t serve(struct vm_fault *vmf)
#elif SINCE(4, 11, 0)
static int serve(struct vm_fault *vmf)
#else
static int serve(struct vm_area_struct *vma, struct vm_fault *vmf)
#endif
{
	if (vmf->pgoff)
		return VM_FAULT_SIGBUS;
	vmf->page = virt_to_page((void *)paper);
	if (!forget)
		get_page(vmf->page);
	return 0;
}
#else
static struct page *serve(struct vm_area_struct *vma, unsigned long address, int *type)
{
	struct page *page = virt_to_page((void *)paper);

	if (((address - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff)
		return NOPAGE_SIGBUS;
	if (!forget)
		get_page(page);
	if (type)
		*type = VM_FAULT_MINOR;
	return page;
}
#endif

static struct vm_operations_struct serve_ops = {
#if SINCE(2, 6, 23)
	.fault = serve,
#else
	.nopage = serve,
#endif
};

static unsigned long flags_of_frames;

/* One page, however long the VMA is. */
static int remap(struct vm_area_struct *vma)
{
	int err = remap_pfn_range(vma, vma->vm_start, __pa(paper) >> PAGE_SHIFT,
				  PAGE_SIZE, vma->vm_page_prot);

	flags_of_frames = vma->vm_flags;
	return err;
}

/* Bit 0: it may not grow. Bit 1: it is left out of core files. */
static int flags_kept(void)
{
#if SINCE(3, 7, 0)
	int kept = flags_of_frames & VM_DONTDUMP ? 2 : 0;
#else
	int kept = flags_of_frames & VM_RESERVED ? 2 : 0;
#endif
	return kept | !!(flags_of_frames & VM_DONTEXPAND);
}

static int ages_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (vma->vm_pgoff == 1)
		return remap(vma);
	if (vma->vm_pgoff == 3)
		return 0;
	vma->vm_ops = &serve_ops;
#if SINCE(6, 3, 0)
	vm_flags_set(vma, VM_DONTEXPAND | VM_DONTDUMP);
#elif SINCE(3, 7, 0)
	vma->vm_flags |= VM_DONTEXPAND | VM_DONTDUMP;
#else
	vma->vm_flags |= VM_RESERVED;
#endif
	return 0;
}

/* --- transfers: with the oldest method that there is --- */

#if SINCE(3, 16, 0)
static ssize_t ages_read(struct kiocb *iocb, struct iov_iter *to)
{
	size_t n = iocb->ki_pos ? 0 : copy_to_iter((void *)paper, 8, to);

	iocb->ki_pos += n;
	return n;
}
#elif SINCE(2, 6, 19)
static ssize_t ages_read(struct kiocb *iocb, const struct iovec *iov, unsigned long nr,
			 loff_t pos)
{
	size_t n = pos || iov->iov_len < 8 ? 0 : 8;

	iocb->ki_pos += n;
	return copy_to_user(iov->iov_base, (void *)paper, n) ? -EFAULT : n;
}
#else
static ssize_t ages_read(struct kiocb *iocb, char __user *buf, size_t count, loff_t pos)
{
	if (pos || count < 8)
		return 0;
	if (copy_to_user(buf, (void *)paper, 8))
		return -EFAULT;
	iocb->ki_pos += 8;
	waiting = iocb;
	schedule_delayed_work(&work, 2);
	return -EIOCBQUEUED;
}
#endif

/* How many VMAs this process has, as one counts them by the list. */
static int count_vmas(struct mm_struct *mm)
{
#if SINCE(6, 1, 0)
	return mm->map_count;
#else
	struct vm_area_struct *vma, *last = NULL, *prev;
	int n = 0;

	for (vma = mm->mmap; vma; last = vma, vma = vma->vm_next, n++) {
		if (find_vma(mm, vma->vm_start) != vma)
			return -EIO;
		if (find_vma_prev(mm, vma->vm_start, &prev) != vma || prev != last)
			return -EIO;
		if (vma->vm_next && vma->vm_next->vm_start < vma->vm_end)
			return -EIO;
#if SINCE(2, 6, 36)
		if (vma->vm_prev ? vma->vm_prev->vm_next != vma : vma != mm->mmap)
			return -EIO;
#endif
	}
	return find_vma_prev(mm, ~0UL, &prev) || prev != last ? -EIO : n;
#endif
}

static int vmas_of(struct mm_struct *mm)
{
	int n;

#if SINCE(5, 8, 0)
	mmap_read_lock(mm);
	n = count_vmas(mm);
	mmap_read_unlock(mm);
#else
	down_read(&mm->mmap_sem);
	n = count_vmas(mm);
	up_read(&mm->mmap_sem);
#endif
	return n;
}

/* What this version's number of orders is, if the highest can be had. */
static int max_order(void)
{
#if SINCE(6, 8, 0)
	int max = MAX_PAGE_ORDER, highest = max;
#elif SINCE(6, 4, 0)
	int max = MAX_ORDER, highest = max;
#else
	int max = MAX_ORDER, highest = max - 1;
#endif
	unsigned long block = __get_free_pages(GFP_KERNEL, highest);

	if (!block)
		return -ENOMEM;
	free_pages(block, highest);
	return max;
}

/*
 * 0: was the timer's number right? 1: has the work been done? 3: how many VMAs?
 * 4: the flags that remap_pfn_range set, 5: the number of orders.
 */
#if SINCE(2, 6, 36)
static long ages_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
#else
static int ages_ioctl(struct inode *inode, struct file *file, unsigned int cmd,
		      unsigned long arg)
#endif
{
#if !SINCE(2, 6, 36)
	if (inode != file->f_dentry->d_inode || iminor(inode))
		return -EINVAL;
#endif
#if SINCE(5, 0, 0)
	if (!access_ok((void __user *)arg, 1))
		return -EFAULT;
#else
	if (!access_ok(VERIFY_WRITE, (void __user *)arg, 1))
		return -EFAULT;
#endif
	if (cmd == 3)
		return vmas_of(current->mm);
	if (cmd == 4)
		return flags_kept();
	if (cmd == 5)
		return max_order();
	return cmd == 0 ? fired : cmd == 1 ? worked : -ENOTTY;
}

static struct file_operations fops = {
	.owner = THIS_MODULE,
	.mmap = ages_mmap,
#if SINCE(3, 16, 0)
	.read_iter = ages_read,
#else
	.aio_read = ages_read,
#endif
#if SINCE(2, 6, 36)
	.unlocked_ioctl = ages_ioctl,
#else
	.ioctl = ages_ioctl,
#endif
};

/* --- timer and work --- */

#if SINCE(4, 15, 0)
static void on_timer(struct timer_list *t)
{
	fired = t == &timer ? 42 : 1;
	schedule_work(&work);
}
#else
static void on_timer(unsigned long data)
{
	fired = data;
	schedule_work(&work);
}
#endif

#if SINCE(2, 6, 20)
static void on_work(struct work_struct *w)
{
	worked = w == &work ? 43 : 1;
}
#else
static void on_work(void *data)
{
	worked = *(int *)data;
	if (waiting)
		aio_complete(waiting, 8, 0);
	waiting = NULL;
}
static int forty_three = 43;
#endif

/* --- a cache, a class, a file of /proc --- */

static struct kmem_cache *cache;
static void *object;

#if SINCE(2, 6, 27)
static void construct(void *p)
#elif SINCE(2, 6, 24)
static void construct(struct kmem_cache *c, void *p)
#else
static void construct(void *p, struct kmem_cache *c, unsigned long flags)
#endif
{
	*(int *)p = 44;
}

static struct kmem_cache *make_cache(size_t size)
{
#if SINCE(2, 6, 23)
	return kmem_cache_create("ages", size, 8, 0, construct);
#else
	return kmem_cache_create("ages", size, 8, 0, construct, NULL);
#endif
}

static int cache_init(void)
{
	struct kmem_cache *small = make_cache(4);

	if (!small != !SINCE(5, 13, 0))
		return -EIO;
	if (small)
		kmem_cache_destroy(small);
	cache = make_cache(64);
	object = cache ? kmem_cache_alloc(cache, GFP_KERNEL) : NULL;
	return object && *(int *)object == 44 ? 0 : -EIO;
}

#if SINCE(2, 6, 13)
static struct class *class;
#else
static struct class_simple *class;
#endif

static void class_init(void)
{
#if SINCE(6, 4, 0)
	class = class_create("ages");
#elif SINCE(2, 6, 13)
	class = class_create(THIS_MODULE, "ages");
#else
	class = class_simple_create(THIS_MODULE, "ages");
#endif
#if SINCE(2, 6, 27)
	device_create(class, NULL, MKDEV(major, 1), NULL, "ages%d", 1);
#elif SINCE(2, 6, 18)
	device_create(class, NULL, MKDEV(major, 1), "ages%d", 1);
#elif SINCE(2, 6, 15)
	class_device_create(class, NULL, MKDEV(major, 1), NULL, "ages%d", 1);
#elif SINCE(2, 6, 13)
	class_device_create(class, MKDEV(major, 1), NULL, "ages%d", 1);
#else
	class_simple_device_add(class, MKDEV(major, 1), NULL, "ages%d", 1);
#endif
}

static void class_exit(void)
{
#if SINCE(2, 6, 18)
	device_destroy(class, MKDEV(major, 1));
	class_destroy(class);
#elif SINCE(2, 6, 13)
	class_device_destroy(class, MKDEV(major, 1));
	class_destroy(class);
#else
	class_simple_device_remove(MKDEV(major, 1));
	class_simple_destroy(class);
#endif
}

#if SINCE(2, 6, 25)
static ssize_t proc_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	size_t n = *pos || count < 7 ? 0 : 7;

	*pos += n;
	return copy_to_user(buf, (void *)paper, n) ? -EFAULT : n;
}
#if SINCE(5, 6, 0)
static const struct proc_ops proc_methods = {.proc_read = proc_read};
#else
static const struct file_operations proc_methods = {.owner = THIS_MODULE,
						    .read = proc_read};
#endif
#else
static int proc_read(char *page, char **begin, off_t off, int count, int *eof, void *data)
{
	*eof = 1;
	return sprintf(page, "%.7s", (char *)data);
}
#endif

static void proc_init(void)
{
#if SINCE(2, 6, 25)
	proc_create("ages", 0444, NULL, &proc_methods);
#else
	create_proc_read_entry("ages", 0444, NULL, proc_read, (void *)paper);
#endif
}

static void start(void)
{
#if SINCE(2, 6, 20)
	INIT_WORK(&work, on_work);
#else
	INIT_WORK(&work, on_work, &forty_three);
#endif
#if SINCE(4, 15, 0)
	timer_setup(&timer, on_timer, 0);
#else
	init_timer(&timer);
	timer.function = on_timer;
	timer.data = 42;
#endif
	mod_timer(&timer, jiffies + 1);
}

static int __init ages_init(void)
{
	paper = get_zeroed_page(GFP_KERNEL);
	if (!paper)
		return -ENOMEM;
	strcpy((char *)paper, "papyrus");
#if !SINCE(5, 0, 0)
	coherent = dma_alloc_coherent(NULL, 8192, &coherent_at, GFP_KERNEL);
	if (!coherent || (coherent_at >> 24)) {
		free_page(paper);
		return -EIO;
	}
#endif
	major = register_chrdev(0, "ages", &fops);
	if (major < 0) {
		free_page(paper);
		return major;
	}
	proc_init();
	class_init();
	start();
	return cache_init();
}

static void __exit ages_exit(void)
{
	del_timer_sync(&timer);
	flush_scheduled_work();
	kmem_cache_free(cache, object);
	kmem_cache_destroy(cache);
	remove_proc_entry("ages", NULL);
	class_exit();
	unregister_chrdev(major, "ages");
	free_page(paper);
#if !SINCE(5, 0, 0)
	dma_free_coherent(NULL, 8192, coherent, coherent_at);
#endif
}

module_init(ages_init);
module_exit(ages_exit);
