/* SPDX-License-Identifier: MIT */
/* Processors: see cpus.h. All that the machine has are possible, present and
 * online from boot to end. */
#include "kernel/driver/cpus.h"

#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>

int dock_cpus_emit_list(char *page)
{
	return nr_cpu_ids == 1 ? sysfs_emit(page, "0\n")
			       : sysfs_emit(page, "0-%u\n", nr_cpu_ids - 1);
}

/* Groups of 32, the first one without zeros in front of what it can hold. */
int dock_cpus_emit_mask(char *page)
{
	unsigned int left = nr_cpu_ids, n = (left - 1) % 32 + 1;
	int len = 0;

	for (; left; left -= n, n = 32)
		len += sysfs_emit_at(page, len, "%s%x", len ? "," : "",
				     (unsigned int)((1UL << n) - 1));
	return len + sysfs_emit_at(page, len, "\n");
}

static ssize_t list_show(struct kobject *kobj, struct kobj_attribute *attr, char *page)
{
	return dock_cpus_emit_list(page);
}

static struct kobj_attribute online = __ATTR(online, 0444, list_show, NULL);
static struct kobj_attribute possible = __ATTR(possible, 0444, list_show, NULL);
static struct kobj_attribute present = __ATTR(present, 0444, list_show, NULL);
static struct attribute *attrs[] = {&online.attr, &possible.attr, &present.attr, NULL};
static const struct attribute_group group = {.attrs = attrs};

int dock_cpus_init(struct kobject *devices)
{
	struct kobject *system = kobject_create_and_add("system", devices);
	struct kobject *cpu = system ? kobject_create_and_add("cpu", system) : NULL;

	return cpu ? sysfs_create_group(cpu, &group) : -ENOMEM;
}
