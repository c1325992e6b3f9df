/* SPDX-License-Identifier: MIT */
/* The methods of a VMA, in the form that the run's version of Linux has. */
#ifndef DOCK_KERNEL_COMPAT_VM_OPS_H
#define DOCK_KERNEL_COMPAT_VM_OPS_H

#include <linux/mm.h>

/* The address of what serves faults: fault, nopage or nopfn. 0: nothing does. */
unsigned long dock_compat_fault_handler(const struct vm_operations_struct *ops);
/* Does it store vmf->page? Then that can be watched. */
bool dock_compat_fault_stores(const struct vm_operations_struct *ops);
/* Call it. @vmf is filled, and answered, as today's fault has it. */
vm_fault_t dock_compat_fault(struct vm_fault *vmf);

vm_fault_t dock_compat_page_mkwrite(struct vm_fault *vmf);
vm_fault_t dock_compat_pfn_mkwrite(struct vm_fault *vmf);

/* Is a page that the driver's methods do not serve an anonymous one? Until 4.1 it
 * was, where there was no fault handler. */
bool dock_compat_is_anonymous(const struct vm_area_struct *vma);

#endif
