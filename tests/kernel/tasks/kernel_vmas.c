/* SPDX-License-Identifier: MIT */
/* Claims: going through VMAs, and what a driver asks about memory as a whole. */
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/kthread.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/sched/mm.h>
#include <linux/sched/task.h>
#include <linux/swap.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include "claims.h"

#define PG PAGE_SIZE
#define AREA 0x110040000000UL

/* Pages 0, 2 and 3, 6 of AREA: three VMAs. */
static struct mm_struct *three_vmas(void)
{
	unsigned long at[] = {0, 2, 6};

	for (int i = 0; i < 3; i++)
		EXPECT_EQ(vm_mmap(NULL, AREA + at[i] * PG, i == 1 ? 2 * PG : PG,
				  PROT_READ | PROT_WRITE,
				  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, 0),
			  AREA + at[i] * PG);
	mmap_read_lock(current->mm);
	return current->mm;
}

static void away(struct mm_struct *mm)
{
	mmap_read_unlock(mm);
	EXPECT_EQ(vm_munmap(AREA, 7 * PG), 0);
}

static void for_each_vma_meets_all_in_order(void)
{
	struct mm_struct *mm = three_vmas();
	VMA_ITERATOR(vmi, mm, 0);
	struct vm_area_struct *vma;
	unsigned long end = 0;
	int nr = 0, ours = 0;

	for_each_vma(vmi, vma)
	{
		EXPECT(vma->vm_start >= end && vma->vm_mm == mm);
		EXPECT_EQ(vma_iter_addr(&vmi), vma->vm_start);
		end = vma->vm_end;
		ours += vma->vm_start >= AREA && vma->vm_end <= AREA + 7 * PG;
		nr++;
	}
	EXPECT_EQ(nr, mm->map_count);
	EXPECT_EQ(ours, 3);
	EXPECT(!vma_next(&vmi));
	away(mm);
}

static int count_range(struct mm_struct *mm, int from, int to)
{
	VMA_ITERATOR(vmi, mm, AREA + from * PG);
	struct vm_area_struct *vma;
	int nr = 0;

	for_each_vma_range(vmi, vma, AREA + to * PG) nr++;
	return nr;
}

static void for_each_vma_range_ends_before_the_end(void)
{
	struct mm_struct *mm = three_vmas();

	EXPECT_EQ(count_range(mm, 0, 7), 3);
	EXPECT_EQ(count_range(mm, 0, 6), 2);
	EXPECT_EQ(count_range(mm, 3, 6), 1); /* the one in whose midst it begins */
	EXPECT_EQ(count_range(mm, 1, 2), 0);
	EXPECT_EQ(count_range(mm, 4, 7), 1);
	away(mm);
}

static void an_iterator_goes_both_ways(void)
{
	struct mm_struct *mm = three_vmas();
	VMA_ITERATOR(vmi, mm, AREA + 3 * PG);
	struct vm_area_struct *vma = vma_next(&vmi);

	EXPECT_EQ(vma->vm_start, AREA + 2 * PG);
	EXPECT_EQ(vma_next(&vmi)->vm_start, AREA + 6 * PG);
	EXPECT_EQ(vma_prev(&vmi)->vm_start, AREA + 2 * PG);
	EXPECT_EQ(vma_prev(&vmi)->vm_start, AREA);
	vma_iter_init(&vmi, mm, AREA + 5 * PG); /* a gap */
	EXPECT_EQ(vma_prev(&vmi)->vm_start, AREA + 2 * PG);
	vma_iter_init(&vmi, mm, AREA + 6 * PG);
	EXPECT_EQ(vma_prev(&vmi)->vm_start, AREA + 2 * PG);
	away(mm);
}

static void a_place_in_the_tree_knows_gaps(void)
{
	struct mm_struct *mm = three_vmas();
	MA_STATE(mas, &mm->mm_mt, AREA + 5 * PG, AREA + 5 * PG);
	struct vm_area_struct *vma;
	int nr = 0;

	EXPECT(!mas_walk(&mas));
	EXPECT_EQ(mas.index, AREA + 4 * PG);
	EXPECT_EQ(mas.last, AREA + 6 * PG - 1);
	vma = mas_next(&mas, ULONG_MAX);
	EXPECT_EQ(vma->vm_start, AREA + 6 * PG);
	vma = mas_prev(&mas, AREA + 4 * PG);
	EXPECT(!vma); /* it ends below */
	mas_set(&mas, AREA);
	mas_for_each(&mas, vma, AREA + 6 * PG - 1)
	{
		mas_pause(&mas);
		nr++;
	}
	EXPECT_EQ(nr, 2);
	away(mm);
}

static void questions_about_one_vma(void)
{
	struct mm_struct *mm = three_vmas();
	struct vm_area_struct *vma = vma_lookup(mm, AREA + 3 * PG);

	EXPECT_EQ(vma_pages(vma), 2);
	EXPECT(range_in_vma(vma, AREA + 2 * PG, AREA + 4 * PG));
	EXPECT(!range_in_vma(vma, AREA + 2 * PG, AREA + 4 * PG + 1));
	EXPECT(!range_in_vma(NULL, 0, 0));
	EXPECT(vma_is_anonymous(vma) && vma_is_accessible(vma) && !vma_is_foreign(vma));
	EXPECT(find_vma_intersection(mm, AREA + PG, AREA + 2 * PG + 1) == vma);
	EXPECT(!find_vma_intersection(mm, AREA + PG, AREA + 2 * PG));
	away(mm);
}

static void free_pages_are_counted(void)
{
	unsigned long before = nr_free_pages();
	struct sysinfo info;
	struct page *page = alloc_page_vma(GFP_KERNEL, NULL, 0);

	EXPECT_EQ(nr_free_pages(), before - 1);
	EXPECT_EQ(si_mem_available(), before - 1);
	si_meminfo(&info);
	EXPECT_EQ(info.freeram, before - 1);
	EXPECT_EQ(info.totalram, totalram_pages());
	EXPECT_EQ(info.mem_unit, PAGE_SIZE);
	EXPECT_EQ(info.totalhigh, 0);
	EXPECT(get_num_physpages() >= totalram_pages());
	EXPECT_EQ(nr_free_buffer_pages(), totalram_pages());
	__free_page(page);
	EXPECT_EQ(nr_free_pages(), before);
}

static int unlocks(void *page)
{
	msleep(10);
	unlock_page(page);
	return 0;
}

static void a_page_is_waited_for(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	wait_on_page_locked(page); /* nobody has it: at once */
	EXPECT_EQ(lock_page_killable(page), 0);
	EXPECT(PageLocked(page));
	kthread_run(unlocks, page, "unlocks");
	wait_on_page_locked(page);
	EXPECT(!PageLocked(page));
	lock_page(page);
	kthread_run(unlocks, page, "unlocks");
	EXPECT_EQ(lock_page_killable(page), 0);
	unlock_page(page);
	page->index = 3;
	EXPECT_EQ(page_offset(page), 3 * PG);
	page->index = 0;
	__free_page(page);
}

static struct mm_struct *lent;
static char seen[8];

static int copies(void *unused)
{
	kthread_use_mm(lent);
	if (copy_from_user(seen, (void __user *)AREA, 8) ||
	    put_user('P', (char __user *)AREA))
		seen[0] = '?';
	kthread_unuse_mm(lent);
	return current->mm ? -EBUSY : 0;
}

static void a_thread_borrows_an_address_space(void)
{
	struct task_struct *t;

	EXPECT_EQ(vm_mmap(NULL, AREA, PG, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, 0),
		  AREA);
	EXPECT_EQ(copy_to_user((void __user *)AREA, "papyrus", 8), 0);
	lent = get_task_mm(current);
	t = kthread_create(copies, NULL, "copies");
	get_task_struct(t);
	wake_up_process(t);
	msleep(10);
	EXPECT_EQ(kthread_stop(t), 0);
	put_task_struct(t);
	mmput(lent);
	EXPECT(!strcmp(seen, "papyrus"));
	EXPECT_EQ(copy_from_user(seen, (void __user *)AREA, 8), 0);
	EXPECT(!strcmp(seen, "Papyrus"));
	EXPECT_EQ(vm_munmap(AREA, PG), 0);
}

static void a_task_may_do_all(void)
{
	EXPECT(capable(CAP_SYS_ADMIN) && capable(CAP_SYS_RAWIO));
}

static void limits_of_addresses(void)
{
	char *area = vmalloc(1);

	EXPECT((unsigned long)area >= VMALLOC_START && (unsigned long)area < VMALLOC_END);
	vfree(area);
	EXPECT_EQ(TASK_SIZE, current->mm->task_size);
	EXPECT(access_ok((void __user *)0, TASK_SIZE));
	EXPECT(!access_ok((void __user *)0, TASK_SIZE + 1));
	EXPECT(is_zero_pfn(page_to_pfn(ZERO_PAGE(0))) &&
	       !is_zero_pfn(my_zero_pfn(0) + 1));
	EXPECT(!(pgprot_val(PAGE_KERNEL_RO) & _PAGE_RW));
	EXPECT(pgprot_val(PAGE_KERNEL_NOCACHE) & _PAGE_PCD);
}

static const struct claim table[] = {
	CLAIM(for_each_vma_meets_all_in_order),
	CLAIM(for_each_vma_range_ends_before_the_end),
	CLAIM(an_iterator_goes_both_ways),
	CLAIM(a_place_in_the_tree_knows_gaps),
	CLAIM(questions_about_one_vma),
	CLAIM(free_pages_are_counted),
	CLAIM(a_page_is_waited_for),
	CLAIM(a_thread_borrows_an_address_space),
	CLAIM(a_task_may_do_all),
	CLAIM(limits_of_addresses),
};

CLAIMS_MODULE(table);
