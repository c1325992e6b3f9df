// SPDX-License-Identifier: MIT
/*
 * Names that other versions of Linux have, and what 6.1 has for them. Only where
 * no nearest name would tell; sorted, for bsearch().
 */
#include "cmd/check/renames.h"

#include <stdlib.h>
#include <string.h>

static const struct rename {
	const char *old, *now;
} renames[] = {
	{"ACCESS_ONCE", "READ_ONCE or WRITE_ONCE (since 4.15)"},
	{"DECLARE_MUTEX", "DEFINE_SEMAPHORE (since 2.6.37)"},
	{"DEFINE_PCI_DEVICE_TABLE", "const struct pci_device_id NAME[] (since 4.8)"},
	{"INIT_COMPLETION", "reinit_completion (since 3.13)"},
	{"IRQF_DISABLED", "0 (since 4.1)"},
	{"MODULE_PARM", "module_param (since 2.6.17)"},
	{"MOD_DEC_USE_COUNT", ".owner = THIS_MODULE (since 2.6)"},
	{"MOD_INC_USE_COUNT", ".owner = THIS_MODULE (since 2.6)"},
	{"NOPAGE_OOM", "VM_FAULT_OOM, of a fault method (since 2.6.27)"},
	{"NOPAGE_SIGBUS", "VM_FAULT_SIGBUS, of a fault method (since 2.6.27)"},
	{"PAGE_CACHE_MASK", "PAGE_MASK (since 4.6)"},
	{"PAGE_CACHE_SHIFT", "PAGE_SHIFT (since 4.6)"},
	{"PAGE_CACHE_SIZE", "PAGE_SIZE (since 4.6)"},
	{"PCI_DMA_BIDIRECTIONAL", "DMA_BIDIRECTIONAL (since 5.18)"},
	{"PCI_DMA_FROMDEVICE", "DMA_FROM_DEVICE (since 5.18)"},
	{"PCI_DMA_NONE", "DMA_NONE (since 5.18)"},
	{"PCI_DMA_TODEVICE", "DMA_TO_DEVICE (since 5.18)"},
	{"PDE", "pde_data (since 5.17)"},
	{"PDE_DATA", "pde_data (since 5.17)"},
	{"RW_LOCK_UNLOCKED", "DEFINE_RWLOCK (since 2.6.39)"},
	{"SA_INTERRUPT", "0 (since 2.6.24)"},
	{"SA_SAMPLE_RANDOM", "0 (since 2.6.24)"},
	{"SA_SHIRQ", "IRQF_SHARED (since 2.6.24)"},
	{"SPIN_LOCK_UNLOCKED", "DEFINE_SPINLOCK (since 2.6.39)"},
	{"VM_RESERVED", "VM_IO | VM_DONTDUMP (since 3.7)"},
	{"__devexit", "nothing (since 3.8)"},
	{"__devexit_p", "the bare name (since 3.8)"},
	{"__devinit", "nothing (since 3.8)"},
	{"__devinitconst", "nothing (since 3.8)"},
	{"__devinitdata", "nothing (since 3.8)"},
	{"asm/semaphore.h", "<linux/semaphore.h> (since 2.6.27)"},
	{"asm/system.h", "<asm/barrier.h> and others (since 3.4)"},
	{"class_device_create", "device_create (since 2.6.26)"},
	{"class_device_destroy", "device_destroy (since 2.6.26)"},
	{"class_simple_create", "class_create (since 2.6.13)"},
	{"class_simple_destroy", "class_destroy (since 2.6.13)"},
	{"class_simple_device_add", "device_create (since 2.6.13)"},
	{"class_simple_device_remove", "device_destroy (since 2.6.13)"},
	{"create_proc_entry", "proc_create (since 3.10)"},
	{"create_proc_read_entry", "proc_create (since 3.10)"},
	{"daemonize", "kthread_run (since 3.8)"},
	{"devm_ioremap_nocache", "devm_ioremap (since 5.5)"},
	{"do_gettimeofday", "ktime_get_real_ts64 (since 5.0)"},
	{"get_fs", "nothing: a kernel buffer is no user buffer (since 5.18)"},
	{"get_seconds", "ktime_get_real_seconds (since 5.1)"},
	{"getnstimeofday", "ktime_get_real_ts64 (since 5.6)"},
	{"hrtimer_setup", "hrtimer_init (hrtimer_setup came in 6.13)"},
	{"init_MUTEX", "sema_init(SEM, 1) (since 2.6.37)"},
	{"init_MUTEX_LOCKED", "sema_init(SEM, 0) (since 2.6.37)"},
	{"init_timer", "timer_setup (since 4.15)"},
	{"interruptible_sleep_on", "wait_event_interruptible (since 3.15)"},
	{"interruptible_sleep_on_timeout",
	 "wait_event_interruptible_timeout (since 3.15)"},
	{"io_remap_page_range", "io_remap_pfn_range (since 2.6.12)"},
	{"ioremap_nocache", "ioremap (since 5.6)"},
	{"iounmap_nocache", "iounmap"},
	{"linux/config.h", "nothing: the build includes it (since 2.6.19)"},
	{"linux/dma-contiguous.h", "<linux/dma-map-ops.h> (since 5.10)"},
	{"linux/pci-aspm.h", "<linux/pci.h> (since 5.4)"},
	{"linux/smp_lock.h", "nothing (since 2.6.39)"},
	{"linux/tqueue.h", "<linux/workqueue.h> (since 2.6)"},
	{"linux/wrapper.h", "<linux/mm.h> (since 2.6)"},
	{"lock_kernel", "a mutex of the driver's own (since 2.6.39)"},
	{"mem_map_reserve", "SetPageReserved (since 2.6)"},
	{"mem_map_unreserve", "ClearPageReserved (since 2.6)"},
	{"page_cache_get", "get_page (since 4.6)"},
	{"page_cache_release", "put_page (since 4.6)"},
	{"pci_alloc_consistent", "dma_alloc_coherent (since 5.18)"},
	{"pci_dma_mapping_error", "dma_mapping_error (since 5.18)"},
	{"pci_dma_sync_sg_for_cpu", "dma_sync_sg_for_cpu (since 5.18)"},
	{"pci_dma_sync_sg_for_device", "dma_sync_sg_for_device (since 5.18)"},
	{"pci_dma_sync_single_for_cpu", "dma_sync_single_for_cpu (since 5.18)"},
	{"pci_dma_sync_single_for_device", "dma_sync_single_for_device (since 5.18)"},
	{"pci_enable_msix",
	 "pci_enable_msix_exact or pci_alloc_irq_vectors (since 4.12)"},
	{"pci_find_device", "pci_get_device (since 2.6.34)"},
	{"pci_free_consistent", "dma_free_coherent (since 5.18)"},
	{"pci_map_page", "dma_map_page (since 5.18)"},
	{"pci_map_sg", "dma_map_sg (since 5.18)"},
	{"pci_map_single", "dma_map_single (since 5.18)"},
	{"pci_module_init", "pci_register_driver (since 2.6.22)"},
	{"pci_pool_alloc", "dma_pool_alloc (since 5.17)"},
	{"pci_pool_create", "dma_pool_create (since 5.17)"},
	{"pci_pool_destroy", "dma_pool_destroy (since 5.17)"},
	{"pci_pool_free", "dma_pool_free (since 5.17)"},
	{"pci_pool_zalloc", "dma_pool_zalloc (since 5.17)"},
	{"pci_set_consistent_dma_mask", "dma_set_coherent_mask (since 5.18)"},
	{"pci_set_dma_mask", "dma_set_mask (since 5.18)"},
	{"pci_unmap_page", "dma_unmap_page (since 5.18)"},
	{"pci_unmap_sg", "dma_unmap_sg (since 5.18)"},
	{"pci_unmap_single", "dma_unmap_single (since 5.18)"},
	{"pci_zalloc_consistent", "dma_alloc_coherent (since 5.18)"},
	{"remap_page_range", "remap_pfn_range (since 2.6.12)"},
	{"set_fs", "nothing: a kernel buffer is no user buffer (since 5.18)"},
	{"setup_timer", "timer_setup (since 4.15)"},
	{"sleep_on", "wait_event (since 3.15)"},
	{"sleep_on_timeout", "wait_event_timeout (since 3.15)"},
	{"timer_container_of", "from_timer (timer_container_of came in 6.16)"},
	{"timer_delete", "del_timer (timer_delete came in 6.2)"},
	{"timer_delete_sync", "del_timer_sync (timer_delete_sync came in 6.2)"},
	{"timer_shutdown_sync", "del_timer_sync (timer_shutdown_sync came in 6.2)"},
	{"timespec", "struct timespec64 (since 5.6)"},
	{"timeval", "struct timespec64 (since 5.6)"},
	{"unlock_kernel", "a mutex of the driver's own (since 2.6.39)"},
	{"verify_area", "access_ok (since 2.6.15)"},
	{"vm_flags_clear", "vma->vm_flags &= ~FLAGS (vm_flags_clear came in 6.3)"},
	{"vm_flags_set", "vma->vm_flags |= FLAGS (vm_flags_set came in 6.3)"},
	{"vm_insert_mixed", "vmf_insert_mixed (since 4.20)"},
	{"vm_insert_pfn", "vmf_insert_pfn (since 4.20)"},
	{"wait_queue_t", "wait_queue_entry_t (since 4.13)"},
};

static int compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct rename *)row)->old);
}

const char *dock_rename_of(const char *name)
{
	const struct rename *r =
		bsearch(name, renames, sizeof(renames) / sizeof(renames[0]),
			sizeof(renames[0]), compare);

	return r ? r->now : NULL;
}
