/* SPDX-License-Identifier: MIT */
/* Shared anonymous memory: see shared_anon.h. */
#include "kernel/mm/shared_anon.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include "host/mem.h"
#include "kernel/mm/page_alloc.h"

struct shared {
	unsigned int users; /* VMAs */
	unsigned long nr;
	struct page *pages[]; /* NULL: nobody has touched it */
};

int dock_shared_anon_init(struct vm_area_struct *vma)
{
	unsigned long nr = vma_pages(vma);
	struct shared *s;

	if (nr > dock_total_page_count())
		return -ENOMEM;
	s = host_alloc(sizeof(*s) + nr * sizeof(s->pages[0]));
	s->users = 1;
	s->nr = nr;
	vma->vm_private_data = s;
	vma->vm_ops = &dock_shared_anon_ops;
	return 0;
}

static void shared_open(struct vm_area_struct *vma)
{
	struct shared *s = vma->vm_private_data;

	s->users++;
}

static void shared_close(struct vm_area_struct *vma)
{
	struct shared *s = vma->vm_private_data;

	if (--s->users)
		return;
	for (unsigned long i = 0; i < s->nr; i++)
		if (s->pages[i])
			dock_free_own(s->pages[i], 0);
	host_free(s);
}

static vm_fault_t shared_fault(struct vm_fault *vmf)
{
	struct shared *s = vmf->vma->vm_private_data;

	if (vmf->pgoff >= s->nr)
		return VM_FAULT_SIGBUS;
	if (!s->pages[vmf->pgoff])
		s->pages[vmf->pgoff] =
			dock_alloc_own(GFP_HIGHUSER_MOVABLE | __GFP_ZERO, 0);
	vmf->page = s->pages[vmf->pgoff];
	if (!vmf->page)
		return VM_FAULT_OOM;
	get_page(vmf->page);
	return 0;
}

const struct vm_operations_struct dock_shared_anon_ops = {
	.open = shared_open,
	.close = shared_close,
	.fault = shared_fault,
};
