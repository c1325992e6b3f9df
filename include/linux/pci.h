/* SPDX-License-Identifier: MIT */
/*
 * PCI: devices that are found, and their drivers.
 *
 * There is one bus, 0000:00, with what --device attached in its slots.
 */
#ifndef LINUX_PCI_H
#define LINUX_PCI_H

#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/mod_devicetable.h>
#include <linux/pci_ids.h>
#include <linux/pci_regs.h>
#include <linux/types.h>

#define PCI_DEVFN(slot, func) ((((slot) & 0x1f) << 3) | ((func) & 0x07))
#define PCI_SLOT(devfn) (((devfn) >> 3) & 0x1f)
#define PCI_FUNC(devfn) ((devfn) & 0x07)
#define PCI_DEVID(bus, devfn) ((((u16)(bus)) << 8) | (devfn))
#define PCI_BUS_NUM(x) (((x) >> 8) & 0xff)

enum {
	PCI_STD_RESOURCES,
	PCI_STD_RESOURCE_END = PCI_STD_RESOURCES + PCI_STD_NUM_BARS - 1,
	PCI_ROM_RESOURCE,
	PCI_NUM_RESOURCES,
	DEVICE_COUNT_RESOURCE = PCI_NUM_RESOURCES,
};

typedef int __bitwise pci_power_t;
#define PCI_D0		((pci_power_t __force)0)
#define PCI_D1		((pci_power_t __force)1)
#define PCI_D2		((pci_power_t __force)2)
#define PCI_D3hot	((pci_power_t __force)3)
#define PCI_D3cold	((pci_power_t __force)4)
#define PCI_UNKNOWN	((pci_power_t __force)5)
#define PCI_POWER_ERROR ((pci_power_t __force)-1)

typedef unsigned int __bitwise pci_channel_state_t;
enum {
	pci_channel_io_normal = (__force pci_channel_state_t)1,
	pci_channel_io_frozen = (__force pci_channel_state_t)2,
	pci_channel_io_perm_failure = (__force pci_channel_state_t)3,
};

typedef unsigned int __bitwise pci_ers_result_t;
enum pci_ers_result {
	PCI_ERS_RESULT_NONE = (__force pci_ers_result_t)1,
	PCI_ERS_RESULT_CAN_RECOVER = (__force pci_ers_result_t)2,
	PCI_ERS_RESULT_NEED_RESET = (__force pci_ers_result_t)3,
	PCI_ERS_RESULT_DISCONNECT = (__force pci_ers_result_t)4,
	PCI_ERS_RESULT_RECOVERED = (__force pci_ers_result_t)5,
	PCI_ERS_RESULT_NO_AER_DRIVER = (__force pci_ers_result_t)6,
};

struct pci_driver;

struct pci_bus {
	struct list_head node;
	struct pci_bus *parent;
	struct list_head children, devices;
	struct pci_dev *self;
	void *sysdata;
	unsigned char number, primary;
	char name[48];
	struct device dev;
};

struct pci_dev {
	struct list_head bus_list;
	struct pci_bus *bus;
	struct pci_bus *subordinate;
	void *sysdata;
	unsigned int devfn;
	unsigned short vendor, device;
	unsigned short subsystem_vendor, subsystem_device;
	unsigned int class; /* 24 bits: base, sub, interface */
	u8 revision;
	u8 hdr_type;
	u8 pcie_cap, msi_cap, msix_cap;
	u8 rom_base_reg;
	u8 pin;
	struct pci_driver *driver;
	u64 dma_mask;
	struct device_dma_parameters dma_parms;
	pci_power_t current_state;
	u8 pm_cap;
	pci_channel_state_t error_state;
	struct device dev;
	int cfg_size;
	unsigned int irq;
	struct resource resource[DEVICE_COUNT_RESOURCE];
	unsigned int multifunction : 1;
	unsigned int is_busmaster : 1;
	unsigned int no_msi : 1;
	unsigned int msi_enabled : 1;
	unsigned int msix_enabled : 1;
	unsigned int is_managed : 1;
	unsigned int is_msi_managed : 1;
	unsigned int state_saved : 1;
	unsigned int is_physfn : 1;
	unsigned int is_virtfn : 1;
	unsigned int untrusted : 1;
	unsigned int broken_intx_masking : 1;
	unsigned int broken_parity_status : 1;
	unsigned int d3cold_allowed : 1;
	atomic_t enable_cnt;
	u32 saved_config_space[16];
	const char *driver_override;
	/* What follows is Drydock's own. */
	struct dock_pci_hw *dock_hw;
	unsigned int dock_first_vector, dock_nr_vectors; /* the first: of MSI-X */
	u32 dock_saved_msi[4];
};

struct pci_dynids {
	struct list_head list;
};

struct pci_error_handlers {
	pci_ers_result_t (*error_detected)(struct pci_dev *dev, pci_channel_state_t error);
	pci_ers_result_t (*mmio_enabled)(struct pci_dev *dev);
	pci_ers_result_t (*slot_reset)(struct pci_dev *dev);
	void (*reset_prepare)(struct pci_dev *dev);
	void (*reset_done)(struct pci_dev *dev);
	void (*resume)(struct pci_dev *dev);
	void (*cor_error_detected)(struct pci_dev *dev);
};

struct pci_driver {
	struct list_head node;
	const char *name;
	const struct pci_device_id *id_table; /* ends with an empty row */
	int (*probe)(struct pci_dev *dev, const struct pci_device_id *id);
	void (*remove)(struct pci_dev *dev);
	int (*suspend)(struct pci_dev *dev, pm_message_t state);
	int (*resume)(struct pci_dev *dev);
	void (*shutdown)(struct pci_dev *dev);
	int (*sriov_configure)(struct pci_dev *dev, int num_vfs);
	const struct pci_error_handlers *err_handler;
	const struct attribute_group **groups;
	const struct attribute_group **dev_groups;
	struct device_driver driver;
	struct pci_dynids dynids;
	bool driver_managed_dma;
};

#define to_pci_dev(n) container_of(n, struct pci_dev, dev)
#define to_pci_driver(drv) container_of(drv, struct pci_driver, driver)

#define PCI_DEVICE(vend, dev)				\
	.vendor = (vend), .device = (dev),		\
	.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID
#define PCI_DEVICE_SUB(vend, dev, subvend, subdev)	\
	.vendor = (vend), .device = (dev), .subvendor = (subvend), .subdevice = (subdev)
#define PCI_DEVICE_CLASS(dev_class, dev_class_mask)	\
	.class = (dev_class), .class_mask = (dev_class_mask),	\
	.vendor = PCI_ANY_ID, .device = PCI_ANY_ID,	\
	.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID
#define PCI_VDEVICE(vend, dev)				\
	.vendor = PCI_VENDOR_ID_##vend, .device = (dev),	\
	.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID, 0, 0
#define PCI_DEVICE_DATA(vend, dev, data)		\
	.vendor = PCI_VENDOR_ID_##vend, .device = PCI_DEVICE_ID_##vend##_##dev,	\
	.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID, 0, 0,	\
	.driver_data = (kernel_ulong_t)(data)
#define DEFINE_PCI_DEVICE_TABLE(table) const struct pci_device_id table[]

#define PCI_IRQ_LEGACY	 (1 << 0)
#define PCI_IRQ_MSI	 (1 << 1)
#define PCI_IRQ_MSIX	 (1 << 2)
#define PCI_IRQ_AFFINITY (1 << 3)
#define PCI_IRQ_VIRTUAL	 (1 << 4)
#define PCI_IRQ_ALL_TYPES (PCI_IRQ_LEGACY | PCI_IRQ_MSI | PCI_IRQ_MSIX)

#define PCIBIOS_SUCCESSFUL		0x00
#define PCIBIOS_FUNC_NOT_SUPPORTED	0x81
#define PCIBIOS_BAD_VENDOR_ID		0x83
#define PCIBIOS_DEVICE_NOT_FOUND	0x86
#define PCIBIOS_BAD_REGISTER_NUMBER	0x87
#define PCIBIOS_SET_FAILED		0x88
#define PCIBIOS_BUFFER_TOO_SMALL	0x89

static inline int pcibios_err_to_errno(int err)
{
	switch (err) {
	case PCIBIOS_FUNC_NOT_SUPPORTED:
		return -ENOENT;
	case PCIBIOS_BAD_VENDOR_ID:
		return -ENOTTY;
	case PCIBIOS_DEVICE_NOT_FOUND:
		return -ENODEV;
	case PCIBIOS_BAD_REGISTER_NUMBER:
		return -EFAULT;
	case PCIBIOS_SET_FAILED:
		return -EIO;
	case PCIBIOS_BUFFER_TOO_SMALL:
		return -ENOSPC;
	}
	return err <= PCIBIOS_SUCCESSFUL ? err : -ERANGE;
}

extern struct bus_type pci_bus_type __dock(pci_bus_type);
#define dev_is_pci(d) ((d)->bus == &pci_bus_type)

/* --- drivers --- */
extern int __must_check __pci_register_driver(struct pci_driver *drv, struct module *owner,
					      const char *mod_name) __dock(__pci_register_driver);
extern void pci_unregister_driver(struct pci_driver *drv) __dock(pci_unregister_driver);
#define pci_register_driver(driver) __pci_register_driver(driver, THIS_MODULE, KBUILD_MODNAME)
#if !DOCK_SINCE_2_6_22
#define pci_module_init(driver) pci_register_driver(driver)
#endif
#if DOCK_BEFORE_5_17
#define pci_pool dma_pool
#define pci_pool_create(name, pdev, size, align, boundary) \
	dma_pool_create(name, &(pdev)->dev, size, align, boundary)
#define pci_pool_destroy(pool) dma_pool_destroy(pool)
#define pci_pool_alloc(pool, flags, handle) dma_pool_alloc(pool, flags, handle)
#define pci_pool_free(pool, vaddr, handle) dma_pool_free(pool, vaddr, handle)
#if DOCK_SINCE_4_3
#define pci_pool_zalloc(pool, flags, handle) dma_pool_zalloc(pool, flags, handle)
#endif
#endif
#if DOCK_BEFORE_5_18
#include <linux/dock_old_pci.h>
#endif
#define module_pci_driver(drv) module_driver(drv, pci_register_driver, pci_unregister_driver)
extern const struct pci_device_id *pci_match_id(const struct pci_device_id *ids,
						struct pci_dev *dev) __dock(pci_match_id);

/* --- finding devices --- */
extern struct pci_dev *pci_dev_get(struct pci_dev *dev) __dock(pci_dev_get);
extern void pci_dev_put(struct pci_dev *dev) __dock(pci_dev_put);
extern struct pci_dev *pci_get_device(unsigned int vendor, unsigned int device,
				      struct pci_dev *from) __dock(pci_get_device);
extern struct pci_dev *pci_get_subsys(unsigned int vendor, unsigned int device,
				      unsigned int ss_vendor, unsigned int ss_device,
				      struct pci_dev *from) __dock(pci_get_subsys);
extern struct pci_dev *pci_get_class(unsigned int class, struct pci_dev *from)
	__dock(pci_get_class);
extern struct pci_dev *pci_get_domain_bus_and_slot(int domain, unsigned int bus,
						   unsigned int devfn)
	__dock(pci_get_domain_bus_and_slot);
extern struct pci_dev *pci_get_slot(struct pci_bus *bus, unsigned int devfn)
	__dock(pci_get_slot);
extern int pci_dev_present(const struct pci_device_id *ids) __dock(pci_dev_present);
#define for_each_pci_dev(d) while ((d = pci_get_device(PCI_ANY_ID, PCI_ANY_ID, d)) != NULL)

/* --- configuration space --- */
extern int pci_read_config_byte(const struct pci_dev *dev, int where, u8 *val)
	__dock(pci_read_config_byte);
extern int pci_read_config_word(const struct pci_dev *dev, int where, u16 *val)
	__dock(pci_read_config_word);
extern int pci_read_config_dword(const struct pci_dev *dev, int where, u32 *val)
	__dock(pci_read_config_dword);
extern int pci_write_config_byte(const struct pci_dev *dev, int where, u8 val)
	__dock(pci_write_config_byte);
extern int pci_write_config_word(const struct pci_dev *dev, int where, u16 val)
	__dock(pci_write_config_word);
extern int pci_write_config_dword(const struct pci_dev *dev, int where, u32 val)
	__dock(pci_write_config_dword);
extern u8 pci_find_capability(struct pci_dev *dev, int cap) __dock(pci_find_capability);
extern u8 pci_find_next_capability(struct pci_dev *dev, u8 pos, int cap)
	__dock(pci_find_next_capability);
extern u16 pci_find_ext_capability(struct pci_dev *dev, int cap) __dock(pci_find_ext_capability);
extern int pci_save_state(struct pci_dev *dev) __dock(pci_save_state);
extern void pci_restore_state(struct pci_dev *dev) __dock(pci_restore_state);
extern int pci_add_dynid(struct pci_driver *drv, unsigned int vendor, unsigned int device,
			 unsigned int subvendor, unsigned int subdevice, unsigned int class,
			 unsigned int class_mask, unsigned long driver_data)
	__dock(pci_add_dynid);
extern int pci_set_power_state(struct pci_dev *dev, pci_power_t state)
	__dock(pci_set_power_state);

/* --- switching a device on --- */
extern int __must_check pci_enable_device(struct pci_dev *dev) __dock(pci_enable_device);
extern int __must_check pci_enable_device_mem(struct pci_dev *dev) __dock(pci_enable_device_mem);
extern int __must_check pci_enable_device_io(struct pci_dev *dev) __dock(pci_enable_device_io);
extern int __must_check pci_reenable_device(struct pci_dev *dev) __dock(pci_reenable_device);
extern void pci_disable_device(struct pci_dev *dev) __dock(pci_disable_device);
extern void pci_set_master(struct pci_dev *dev) __dock(pci_set_master);
extern void pci_clear_master(struct pci_dev *dev) __dock(pci_clear_master);
extern int __must_check pci_set_mwi(struct pci_dev *dev) __dock(pci_set_mwi);
extern int pci_try_set_mwi(struct pci_dev *dev) __dock(pci_try_set_mwi);
extern void pci_clear_mwi(struct pci_dev *dev) __dock(pci_clear_mwi);
extern void pci_intx(struct pci_dev *dev, int enable) __dock(pci_intx);
extern bool pci_check_and_mask_intx(struct pci_dev *dev) __dock(pci_check_and_mask_intx);
extern bool pci_check_and_unmask_intx(struct pci_dev *dev) __dock(pci_check_and_unmask_intx);
extern bool pci_device_is_present(struct pci_dev *dev) __dock(pci_device_is_present);
extern int __must_check pcim_enable_device(struct pci_dev *dev) __dock(pcim_enable_device);
extern void pcim_pin_device(struct pci_dev *dev) __dock(pcim_pin_device);

static inline int pci_is_enabled(struct pci_dev *dev)
{
	return atomic_read(&dev->enable_cnt) > 0;
}

static inline int pci_is_managed(struct pci_dev *dev)
{
	return dev->is_managed;
}

/* --- windows --- */
extern int __must_check pci_request_regions(struct pci_dev *dev, const char *name)
	__dock(pci_request_regions);
extern int __must_check pci_request_regions_exclusive(struct pci_dev *dev, const char *name)
	__dock(pci_request_regions_exclusive);
extern void pci_release_regions(struct pci_dev *dev) __dock(pci_release_regions);
extern int __must_check pci_request_region(struct pci_dev *dev, int bar, const char *name)
	__dock(pci_request_region);
extern void pci_release_region(struct pci_dev *dev, int bar) __dock(pci_release_region);
extern int pci_request_selected_regions(struct pci_dev *dev, int bars, const char *name)
	__dock(pci_request_selected_regions);
extern void pci_release_selected_regions(struct pci_dev *dev, int bars)
	__dock(pci_release_selected_regions);
extern int pci_select_bars(struct pci_dev *dev, unsigned long flags) __dock(pci_select_bars);
#define pci_request_mem_regions(dev, name) \
	pci_request_selected_regions(dev, pci_select_bars(dev, IORESOURCE_MEM), name)
#define pci_release_mem_regions(dev) \
	pci_release_selected_regions(dev, pci_select_bars(dev, IORESOURCE_MEM))

extern void __iomem *pci_iomap(struct pci_dev *dev, int bar, unsigned long maxlen)
	__dock(pci_iomap);
extern void __iomem *pci_iomap_range(struct pci_dev *dev, int bar, unsigned long offset,
				     unsigned long maxlen) __dock(pci_iomap_range);
extern void __iomem *pci_iomap_wc(struct pci_dev *dev, int bar, unsigned long maxlen)
	__dock(pci_iomap_wc);
extern void pci_iounmap(struct pci_dev *dev, void __iomem *addr) __dock(pci_iounmap);
extern void __iomem *pci_ioremap_bar(struct pci_dev *dev, int bar) __dock(pci_ioremap_bar);
extern void __iomem *pcim_iomap(struct pci_dev *dev, int bar, unsigned long maxlen)
	__dock(pcim_iomap);
extern void pcim_iounmap(struct pci_dev *dev, void __iomem *addr) __dock(pcim_iounmap);
extern void __iomem *const *pcim_iomap_table(struct pci_dev *dev) __dock(pcim_iomap_table);
extern int pcim_iomap_regions(struct pci_dev *dev, int mask, const char *name)
	__dock(pcim_iomap_regions);
extern int pcim_iomap_regions_request_all(struct pci_dev *dev, int mask, const char *name)
	__dock(pcim_iomap_regions_request_all);
extern void pcim_iounmap_regions(struct pci_dev *dev, int mask) __dock(pcim_iounmap_regions);

#define pci_resource_n(dev, bar) (&(dev)->resource[(bar)])
#define pci_resource_start(dev, bar) (pci_resource_n(dev, bar)->start)
#define pci_resource_end(dev, bar) (pci_resource_n(dev, bar)->end)
#define pci_resource_flags(dev, bar) (pci_resource_n(dev, bar)->flags)
#define pci_resource_len(dev, bar) \
	(pci_resource_end((dev), (bar)) ? resource_size(pci_resource_n((dev), (bar))) : 0)

/* --- interrupts --- */
extern int pci_alloc_irq_vectors(struct pci_dev *dev, unsigned int min_vecs,
				 unsigned int max_vecs, unsigned int flags)
	__dock(pci_alloc_irq_vectors);
extern void pci_free_irq_vectors(struct pci_dev *dev) __dock(pci_free_irq_vectors);
extern int pci_irq_vector(struct pci_dev *dev, unsigned int nr) __dock(pci_irq_vector);
extern int __must_check pci_enable_msi(struct pci_dev *dev) __dock(pci_enable_msi);
extern void pci_disable_msi(struct pci_dev *dev) __dock(pci_disable_msi);
extern int pci_msi_vec_count(struct pci_dev *dev) __dock(pci_msi_vec_count);
extern int __must_check pci_request_irq(struct pci_dev *dev, unsigned int nr,
					irq_handler_t handler, irq_handler_t thread_fn,
					void *dev_id, const char *fmt, ...) __dock(pci_request_irq)
	__attribute__((format(printf, 6, 7)));
extern void pci_free_irq(struct pci_dev *dev, unsigned int nr, void *dev_id)
	__dock(pci_free_irq);

struct msix_entry {
	u32 vector; /* filled in */
	u16 entry;
};

#if DOCK_SINCE_3_14
extern int pci_enable_msix_range(struct pci_dev *dev, struct msix_entry *entries, int minvec,
				 int maxvec) __dock(pci_enable_msix_range);
extern int pci_msix_vec_count(struct pci_dev *dev) __dock(pci_msix_vec_count);

static inline int pci_enable_msix_exact(struct pci_dev *dev, struct msix_entry *entries, int nvec)
{
	int nr = pci_enable_msix_range(dev, entries, nvec, nvec);

	return nr < 0 ? nr : 0;
}
#endif
#if DOCK_BEFORE_4_12
extern int pci_enable_msix(struct pci_dev *dev, struct msix_entry *entries, int nvec)
	__dock(pci_enable_msix);
#endif
extern void pci_disable_msix(struct pci_dev *dev) __dock(pci_disable_msix);

static inline bool pci_dev_msi_enabled(struct pci_dev *dev)
{
	return dev->msi_enabled || dev->msix_enabled;
}

/* --- small things --- */
static inline void *pci_get_drvdata(struct pci_dev *dev)
{
	return dev_get_drvdata(&dev->dev);
}

static inline void pci_set_drvdata(struct pci_dev *dev, void *data)
{
	dev_set_drvdata(&dev->dev, data);
}

static inline const char *pci_name(const struct pci_dev *dev)
{
	return dev_name(&dev->dev);
}

static inline int pci_domain_nr(struct pci_bus *bus)
{
	return 0;
}

static inline u16 pci_dev_id(struct pci_dev *dev)
{
	return PCI_DEVID(dev->bus->number, dev->devfn);
}

static inline bool pci_is_bridge(struct pci_dev *dev)
{
	return dev->hdr_type == PCI_HEADER_TYPE_BRIDGE;
}

static inline int pci_pcie_cap(struct pci_dev *dev)
{
	return dev->pcie_cap;
}

static inline bool pci_is_pcie(struct pci_dev *dev)
{
	return pci_pcie_cap(dev);
}

static inline int pci_channel_offline(struct pci_dev *dev)
{
	return dev->error_state != pci_channel_io_normal;
}

#define pci_printk(level, pdev, fmt, arg...) dev_printk(level, &(pdev)->dev, fmt, ##arg)
#define pci_err(pdev, fmt, arg...) dev_err(&(pdev)->dev, fmt, ##arg)
#define pci_warn(pdev, fmt, arg...) dev_warn(&(pdev)->dev, fmt, ##arg)
#define pci_notice(pdev, fmt, arg...) dev_notice(&(pdev)->dev, fmt, ##arg)
#define pci_info(pdev, fmt, arg...) dev_info(&(pdev)->dev, fmt, ##arg)
#define pci_dbg(pdev, fmt, arg...) dev_dbg(&(pdev)->dev, fmt, ##arg)

#endif
