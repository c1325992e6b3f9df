/* SPDX-License-Identifier: MIT */
/* PCI devices in sysfs: what they are, their configuration space, their windows. */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/driver/cpus.h"
#include "kernel/driver/pci.h"
#include "kernel/mm/resource.h"

#define RESOURCES_SHOWN 13 /* with the ROM, and six that virtual functions have */

/* --- what it is --- */

#define SHOW(name, fmt, value)								\
static ssize_t name##_show(struct device *dev, struct device_attribute *attr, char *buf)	\
{											\
	struct pci_dev *pdev = to_pci_dev(dev);						\
											\
	return sysfs_emit(buf, fmt "\n", value);					\
}											\
static DEVICE_ATTR_RO(name)

SHOW(vendor, "0x%04x", pdev->vendor);
SHOW(device, "0x%04x", pdev->device);
SHOW(subsystem_vendor, "0x%04x", pdev->subsystem_vendor);
SHOW(subsystem_device, "0x%04x", pdev->subsystem_device);
SHOW(revision, "0x%02x", pdev->revision);
SHOW(class, "0x%06x", pdev->class);
SHOW(irq, "%d", pci_irq_vector(pdev, 0));
SHOW(dma_mask_bits, "%d", fls64(pdev->dma_mask));
SHOW(consistent_dma_mask_bits, "%d", fls64(pdev->dev.coherent_dma_mask));
SHOW(power_state, "%s", pdev->current_state == PCI_D0 ? "D0" : "unknown");
SHOW(ari_enabled, "%d", ((void)pdev, 0));
SHOW(numa_node, "%d", ((void)pdev, DOCK_BREAK("pci-identity") ? 0 : -1));

#define MODALIAS "pci:v%08Xd%08Xsv%08Xsd%08Xbc%02Xsc%02Xi%02X"
#define MODALIAS_ARGS(p)								\
	(p)->vendor, (p)->device, (p)->subsystem_vendor, (p)->subsystem_device,		\
	(p)->class >> 16 & 0xff, (p)->class >> 8 & 0xff, (p)->class & 0xff

static ssize_t modalias_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, MODALIAS "\n", MODALIAS_ARGS(to_pci_dev(dev)));
}

int dock_pci_uevent(struct device *dev, struct kobj_uevent_env *env)
{
	struct pci_dev *pdev = to_pci_dev(dev);

	if (add_uevent_var(env, "PCI_CLASS=%04X", pdev->class >> (DOCK_BREAK("pci-uevent") ? 8 : 0)) ||
	    add_uevent_var(env, "PCI_ID=%04X:%04X", pdev->vendor, pdev->device) ||
	    add_uevent_var(env, "PCI_SUBSYS_ID=%04X:%04X", pdev->subsystem_vendor,
			   pdev->subsystem_device) ||
	    add_uevent_var(env, "PCI_SLOT_NAME=%s", pci_name(pdev)) ||
	    add_uevent_var(env, "MODALIAS=" MODALIAS, MODALIAS_ARGS(pdev)))
		return -ENOMEM;
	return 0;
}

static ssize_t local_cpus_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return dock_cpus_emit_mask(buf);
}

static ssize_t local_cpulist_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return dock_cpus_emit_list(buf);
}

static ssize_t resource_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	static const struct resource none;
	struct pci_dev *pdev = to_pci_dev(dev);
	int len = 0;

	for (int i = 0; i < RESOURCES_SHOWN; i++) {
		const struct resource *res = i < PCI_NUM_RESOURCES ? &pdev->resource[i] : &none;

		len += sysfs_emit_at(buf, len, "0x%016llx 0x%016llx 0x%016llx\n",
				     (unsigned long long)res->start,
				     (unsigned long long)res->end + !!DOCK_BREAK("pci-resource"),
				     (unsigned long long)res->flags);
	}
	return len;
}

static DEVICE_ATTR_RO(modalias);
static DEVICE_ATTR_RO(local_cpus);
static DEVICE_ATTR_RO(local_cpulist);
static DEVICE_ATTR_RO(resource);

/* --- what can be written --- */

static ssize_t enable_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", atomic_read(&to_pci_dev(dev)->enable_cnt));
}

/* Only while no driver has it. */
static ssize_t enable_store(struct device *dev, struct device_attribute *attr, const char *buf,
			    size_t count)
{
	struct pci_dev *pdev = to_pci_dev(dev);
	unsigned long value;
	int err = kstrtoul(buf, 0, &value);

	if (err)
		return -EINVAL;
	device_lock(dev);
	if (dev->driver)
		err = -EBUSY;
	else if (value)
		err = pci_enable_device(pdev);
	else if (pci_is_enabled(pdev))
		pci_disable_device(pdev);
	else
		err = DOCK_BREAK("pci-enable") ? 0 : -EIO;
	device_unlock(dev);
	return err ? err : (ssize_t)count;
}

static ssize_t driver_override_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	const char *name = to_pci_dev(dev)->driver_override;

	return sysfs_emit(buf, "%s\n", name ? name : DOCK_BREAK("pci-override") ? "" : "(null)");
}

static ssize_t driver_override_store(struct device *dev, struct device_attribute *attr,
				     const char *buf, size_t count)
{
	struct pci_dev *pdev = to_pci_dev(dev);
	size_t len = strcspn(buf, "\n");
	char *name;

	if (count >= PAGE_SIZE - 1)
		return -EINVAL;
	if (!count)
		return 0;
	name = len ? kstrndup(buf, len, GFP_KERNEL) : NULL;
	if (len && !name)
		return -ENOMEM;
	device_lock(dev);
	kfree(pdev->driver_override);
	pdev->driver_override = name;
	device_unlock(dev);
	return (ssize_t)count;
}

/* A number that is kept as yes or no. */
#define SWITCH(name, value)								\
static ssize_t name##_show(struct device *dev, struct device_attribute *attr, char *buf)	\
{											\
	return sysfs_emit(buf, "%u\n", to_pci_dev(dev)->value);				\
}											\
static ssize_t name##_store(struct device *dev, struct device_attribute *attr,		\
			    const char *buf, size_t count)				\
{											\
	unsigned long number;								\
											\
	if (kstrtoul(buf, 0, &number))							\
		return -EINVAL;								\
	to_pci_dev(dev)->value = !!number;						\
	return (ssize_t)count;								\
}											\
static DEVICE_ATTR_RW(name)

SWITCH(broken_parity_status, broken_parity_status);
SWITCH(d3cold_allowed, d3cold_allowed);

static ssize_t msi_bus_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", !to_pci_dev(dev)->no_msi);
}

static ssize_t msi_bus_store(struct device *dev, struct device_attribute *attr, const char *buf,
			     size_t count)
{
	unsigned long number;

	if (kstrtoul(buf, 0, &number))
		return -EINVAL;
	to_pci_dev(dev)->no_msi = !number;
	dev_info(dev, "MSI/MSI-X %s for future drivers\n", number ? "allowed" : "disallowed");
	return (ssize_t)count;
}

static DEVICE_ATTR_RW(enable);
static DEVICE_ATTR_RW(driver_override);
static DEVICE_ATTR_RW(msi_bus);

/* --- configuration space --- */

/* The largest piece that lies at @pos and is no longer than @left. */
static size_t piece(loff_t pos, size_t left)
{
	return pos & 1 || left < 2 ? 1 : pos & 2 || left < 4 ? 2 : 4;
}

static ssize_t config_read(struct file *file, struct kobject *kobj, struct bin_attribute *attr,
			   char *buf, loff_t pos, size_t count)
{
	const struct pci_dev *pdev = to_pci_dev(kobj_to_dev(kobj));

	for (size_t done = 0, n; done < count; done += n) {
		int where = (int)pos + (int)done;
		u32 value;
		u16 word;
		u8 byte;

		n = piece(where, count - done);
		if (n == 4)
			pci_read_config_dword(pdev, where, &value);
		else if (n == 2)
			pci_read_config_word(pdev, where, &word), value = word;
		else
			pci_read_config_byte(pdev, where, &byte), value = byte;
		memcpy(buf + done, &value, n);
	}
	return (ssize_t)count;
}

static ssize_t config_write(struct file *file, struct kobject *kobj, struct bin_attribute *attr,
			    char *buf, loff_t pos, size_t count)
{
	const struct pci_dev *pdev = to_pci_dev(kobj_to_dev(kobj));

	for (size_t done = 0, n; done < count; done += n) {
		int where = (int)pos + (int)done;
		u32 value = 0;

		n = piece(where, count - done);
		memcpy(&value, buf + done, n);
		if (n == 4)
			pci_write_config_dword(pdev, where, value);
		else if (n == 2)
			pci_write_config_word(pdev, where, (u16)value);
		else
			pci_write_config_byte(pdev, where, (u8)value);
	}
	return (ssize_t)count;
}

static BIN_ATTR_RW(config, PCI_CFG_SPACE_SIZE);

/* --- all of it --- */

static struct attribute *attrs[] = {
	&dev_attr_vendor.attr,
	&dev_attr_device.attr,
	&dev_attr_subsystem_vendor.attr,
	&dev_attr_subsystem_device.attr,
	&dev_attr_revision.attr,
	&dev_attr_class.attr,
	&dev_attr_irq.attr,
	&dev_attr_dma_mask_bits.attr,
	&dev_attr_consistent_dma_mask_bits.attr,
	&dev_attr_power_state.attr,
	&dev_attr_ari_enabled.attr,
	&dev_attr_numa_node.attr,
	&dev_attr_modalias.attr,
	&dev_attr_local_cpus.attr,
	&dev_attr_local_cpulist.attr,
	&dev_attr_resource.attr,
	&dev_attr_enable.attr,
	&dev_attr_driver_override.attr,
	&dev_attr_broken_parity_status.attr,
	&dev_attr_d3cold_allowed.attr,
	&dev_attr_msi_bus.attr,
	NULL,
};
static struct bin_attribute *bin_attrs[] = { &bin_attr_config, NULL };
static const struct attribute_group group = { .attrs = attrs, .bin_attrs = bin_attrs };
const struct attribute_group *dock_pci_device_groups[] = { &group, NULL };

/* --- windows --- */

struct window_file {
	struct bin_attribute attr;
	char name[sizeof("resource0")];
};

static bool fits(const struct pci_dev *pdev, int bar, struct vm_area_struct *vma)
{
	unsigned long pages = PAGE_ALIGN(pci_resource_len(pdev, bar)) >> PAGE_SHIFT;

	return vma->vm_pgoff < pages && vma_pages(vma) <= pages - vma->vm_pgoff;
}

static int window_mmap(struct file *file, struct kobject *kobj, struct bin_attribute *attr,
		       struct vm_area_struct *vma)
{
	struct pci_dev *pdev = to_pci_dev(kobj_to_dev(kobj));
	int bar = (int)(long)attr->private;

	if (!fits(pdev, bar, vma) ||
	    dock_resource_is_claimed(pci_resource_start(pdev, bar)))
		return -EINVAL;
	vma->vm_page_prot = pgprot_device(vma->vm_page_prot);
	vma->vm_pgoff += pci_resource_start(pdev, bar) >> PAGE_SHIFT;
	return io_remap_pfn_range(vma, vma->vm_start, vma->vm_pgoff,
				  vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

int dock_pci_windows_show(struct pci_dev *pdev)
{
	int err = 0;

	for (int bar = 0; bar < PCI_STD_NUM_BARS && !err; bar++) {
		struct window_file *w;

		if (!(pci_resource_flags(pdev, bar) & IORESOURCE_MEM))
			continue;
		w = host_alloc(sizeof(*w)); /* as long as the bus */
		snprintf(w->name, sizeof(w->name), "resource%d", bar);
		w->attr.attr = (struct attribute){ w->name, DOCK_BREAK("pci-files") ? 0644 : 0600 };
		w->attr.size = pci_resource_len(pdev, bar);
		w->attr.mmap = window_mmap;
		w->attr.private = (void *)(long)bar;
		err = sysfs_create_bin_file(&pdev->dev.kobj, &w->attr);
	}
	return err;
}
