/* SPDX-License-Identifier: MIT */
/* What is left: see leftover.h. */
#include "kernel/leftover.h"

#include <linux/kernel.h>
#include "check/ledger.h"
#include "check/report.h"
#include "check/stack.h"
#include "kernel/dma/dma.h"
#include "kernel/driver/driver.h"
#include "kernel/driver/io.h"
#include "kernel/driver/irq.h"
#include "kernel/fs/chrdev.h"
#include "kernel/fs/file.h"
#include "kernel/fs/proc.h"
#include "kernel/fs/sysfs.h"
#include "kernel/mm/kmap.h"
#include "kernel/mm/percpu.h"
#include "kernel/mm/resource.h"
#include "kernel/mm/slab.h"
#include "kernel/mm/vma.h"
#include "kernel/mm/vmalloc.h"
#include "kernel/sched/rcu.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/tasklet.h"
#include "kernel/sched/timer.h"
#include "kernel/sched/workqueue.h"

/* Everything that a driver or a program can leave behind, by name. */
static const struct counter {
	const char *one, *many;
	unsigned long (*live)(void);
} counters[] = {
	{ "page", "pages", dock_ledger_live },
	{ "object", "objects", dock_slab_live },
	{ "vmalloc area", "vmalloc areas", dock_vmalloc_live },
	{ "per-CPU allocation", "per-CPU allocations", dock_percpu_live },
	{ "mapping", "mappings", dock_vma_live },
	{ "kmap", "kmaps", dock_kmap_live },
	{ "open file", "open files", dock_file_live },
	{ "device", "devices", dock_device_live },
	{ "driver", "drivers", dock_driver_live },
	{ "interrupt handler", "interrupt handlers", dock_irq_live },
	{ "region", "regions", dock_resource_live },
	{ "mapping of registers", "mappings of registers", dock_io_live },
	{ "range of numbers", "ranges of numbers", dock_chrdev_live },
};

static unsigned long baseline[ARRAY_SIZE(counters)];

void dock_leftover_report(const char *module, const char *what, const char *name,
			  unsigned long function, const char *how, unsigned int stack)
{
	struct dock_report *r = dock_report_begin(
		"registration-leak", "module %s was unloaded and left %s behind", module, what);
	const unsigned long *pcs;
	int n = dock_stack_get(stack, &pcs);

	if (name)
		dock_report_fact(r, "name", "%s", name);
	if (function)
		dock_report_fact(r, "function", "{fn:%lx}", function);
	dock_report_stack(r, how, pcs, n);
	dock_report_end(r);
}

void dock_leftover_module(unsigned long base, unsigned long len, const char *name)
{
	dock_rcu_report_leaks(base, len, name);
	dock_driver_report_leaks(base, len, name);
	dock_irq_report_leaks(base, len, name);
	dock_tasklet_report_leaks(base, len, name);
	dock_timer_report_leaks(base, len, name);
	dock_workqueue_report_leaks(base, len, name);
	dock_kthread_report_leaks(base, len, name);
	dock_rcu_flush();
	dock_proc_report_leaks(base, len, name);
	dock_class_report_leaks(base, len, name);
	dock_io_report_leaks(base, len, name);
	dock_resource_report_leaks(base, len, name);
	dock_sysfs_report_leaks(base, len, name);
	dock_chrdev_report_leaks(base, len, name);
	dock_kmap_report_leaks(base, len, name);
	dock_pool_report_leaks(base, len, name);
	dock_ledger_report_leaks(base, len, name);
	dock_slab_report_leaks(base, len, name);
	dock_cache_report_leaks(base, len, name);
	dock_vmalloc_report_leaks(base, len, name);
	dock_percpu_report_leaks(base, len, name);
}

void dock_leftover_baseline(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(counters); i++)
		baseline[i] = counters[i].live();
}

void dock_leftover_final(char *buf, unsigned long len)
{
	unsigned long left = 0, n = 0;
	struct dock_report *r;

	for (unsigned int i = 0; i < ARRAY_SIZE(counters); i++)
		left += counters[i].live() != baseline[i];
	n += (unsigned long)scnprintf(buf + n, len - n, left ? "left behind: " : "nothing is left: ");
	for (unsigned int i = 0; i < ARRAY_SIZE(counters); i++) {
		long more = (long)(counters[i].live() - baseline[i]);

		if (left && !more)
			continue;
		n += (unsigned long)scnprintf(buf + n, len - n, "%s%ld %s",
					      buf[n - 2] == ':' ? "" : ", ", more,
					      more == 1 ? counters[i].one : counters[i].many);
	}
	if (!left || dock_report_count())
		return;
	r = dock_report_begin("left-behind", "the machine is not as it was when it had booted");
	dock_report_fact(r, "what", "%s", buf);
	dock_report_end(r);
}
