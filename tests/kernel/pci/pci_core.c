/* SPDX-License-Identifier: MIT */
/* Claims about finding a PCI device, its configuration space and its registers.
 * They run with two edu devices. */
#include <linux/io.h>
#include <linux/iopoll.h>
#include "edu_dev.h"

static void a_window_that_is_off_reads_ones(void)
{
	struct pci_dev *dev = edu_in(4);
	void __iomem *regs = pci_iomap(dev, 0, 0);

	/* The first claim: nobody has enabled the device before. */
	EXPECT_EQ(readl(regs), 0xffffffffU);
	writel(5, regs + EDU_LIVENESS);
	EXPECT_EQ(pci_enable_device(dev), 0);
	EXPECT_EQ(readl(regs), EDU_ID);
	EXPECT_EQ(readl(regs + EDU_LIVENESS), 0);
	/* As in Linux the registers answer after pci_disable_device(). */
	pci_disable_device(dev);
	EXPECT_EQ(readl(regs), EDU_ID);
	pci_iounmap(dev, regs);
	pci_dev_put(dev);
}

static void identity_is_in_config_space(void)
{
	struct pci_dev *dev = edu_in(4);
	u16 word;
	u32 dword;
	u8 byte;

	EXPECT_EQ(dev->vendor, EDU_VENDOR);
	EXPECT_EQ(dev->device, EDU_DEVICE);
	EXPECT_EQ(dev->class, 0x00ff00);
	EXPECT_EQ(dev->revision, 0x10);
	EXPECT_EQ(dev->hdr_type, PCI_HEADER_TYPE_NORMAL);
	EXPECT(!strcmp(pci_name(dev), "0000:00:04.0"));
	EXPECT_EQ(pci_read_config_dword(dev, PCI_VENDOR_ID, &dword), PCIBIOS_SUCCESSFUL);
	EXPECT_EQ(dword, EDU_DEVICE << 16 | EDU_VENDOR);
	EXPECT_EQ(pci_read_config_word(dev, PCI_CLASS_DEVICE, &word), 0);
	EXPECT_EQ(word, 0x00ff);
	EXPECT_EQ(pci_read_config_byte(dev, PCI_INTERRUPT_PIN, &byte), 0);
	EXPECT_EQ(byte, 1);
	EXPECT_EQ(pci_read_config_byte(dev, PCI_INTERRUPT_LINE, &byte), 0);
	EXPECT_EQ(byte, dev->irq);
	/* What cannot be changed stays. */
	EXPECT_EQ(pci_write_config_word(dev, PCI_VENDOR_ID, 0), 0);
	EXPECT_EQ(pci_read_config_word(dev, PCI_VENDOR_ID, &word), 0);
	EXPECT_EQ(word, EDU_VENDOR);
	pci_dev_put(dev);
}

static void config_accesses_must_be_aligned_and_inside(void)
{
	struct pci_dev *dev = edu_in(4);
	u32 dword = 0;
	u16 word = 0;

	EXPECT_EQ(pci_read_config_dword(dev, 2, &dword), PCIBIOS_BAD_REGISTER_NUMBER);
	EXPECT_EQ(dword, 0xffffffffU);
	EXPECT_EQ(pci_read_config_word(dev, 1, &word), PCIBIOS_BAD_REGISTER_NUMBER);
	EXPECT_EQ(pci_read_config_dword(dev, 256, &dword), PCIBIOS_BAD_REGISTER_NUMBER);
	EXPECT_EQ(pci_write_config_word(dev, 3, 0), PCIBIOS_BAD_REGISTER_NUMBER);
	EXPECT_EQ(pcibios_err_to_errno(PCIBIOS_BAD_REGISTER_NUMBER), -EFAULT);
	pci_dev_put(dev);
}

static void windows_are_sized_and_placed(void)
{
	struct pci_dev *a = edu_in(4), *b = edu_in(5);
	u32 bar, size;

	EXPECT_EQ(pci_resource_len(a, 0), EDU_BYTES);
	EXPECT_EQ(pci_resource_start(a, 0) % EDU_BYTES, 0);
	EXPECT_EQ(pci_resource_flags(a, 0) & (IORESOURCE_MEM | IORESOURCE_IO), IORESOURCE_MEM);
	EXPECT(pci_resource_start(a, 0) >= 0xc0000000UL);
	EXPECT(pci_resource_end(a, 0) <= 0xfebfffffUL);
	EXPECT(!resource_overlaps(&a->resource[0], &b->resource[0]));
	for (int i = 1; i < PCI_STD_NUM_BARS; i++)
		EXPECT_EQ(pci_resource_len(a, i), 0);
	pci_read_config_dword(a, PCI_BASE_ADDRESS_0, &bar);
	EXPECT_EQ(bar, pci_resource_start(a, 0));
	pci_write_config_dword(a, PCI_BASE_ADDRESS_0, 0xffffffff);
	pci_read_config_dword(a, PCI_BASE_ADDRESS_0, &size);
	EXPECT_EQ(size, 0xfff00000U);
	pci_write_config_dword(a, PCI_BASE_ADDRESS_0, bar);
	pci_dev_put(a);
	pci_dev_put(b);
}

static void a_moved_window_answers_elsewhere(void)
{
	struct pci_dev *dev;
	void __iomem *regs = edu_get(4, &dev), *there;
	resource_size_t start = pci_resource_start(dev, 0);

	there = ioremap(0xf0000000, EDU_BYTES);
	EXPECT_EQ(readl(there), 0xffffffffU);
	pci_write_config_dword(dev, PCI_BASE_ADDRESS_0, 0xf0000000);
	EXPECT_EQ(readl(there), EDU_ID);
	EXPECT_EQ(readl(regs), 0xffffffffU);
	pci_write_config_dword(dev, PCI_BASE_ADDRESS_0, (u32)start);
	EXPECT_EQ(readl(regs), EDU_ID);
	iounmap(there);
	edu_put(dev, regs);
}

static void enabling_is_counted(void)
{
	struct pci_dev *dev = edu_in(4);
	u16 command;

	EXPECT_EQ(pci_enable_device(dev), 0);
	EXPECT_EQ(pci_enable_device(dev), 0);
	pci_set_master(dev);
	pci_read_config_word(dev, PCI_COMMAND, &command);
	EXPECT_EQ(command & (PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER),
		  PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
	EXPECT(dev->is_busmaster);
	pci_disable_device(dev);
	EXPECT(pci_is_enabled(dev) && dev->is_busmaster);
	pci_disable_device(dev);
	EXPECT(!pci_is_enabled(dev) && !dev->is_busmaster);
	pci_read_config_word(dev, PCI_COMMAND, &command);
	EXPECT_EQ(command & (PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER), PCI_COMMAND_MEMORY);
	pci_dev_put(dev);
}

static void a_region_has_one_owner(void)
{
	struct pci_dev *dev = edu_in(4);
	resource_size_t start = pci_resource_start(dev, 0);

	EXPECT_EQ(pci_request_regions(dev, "claims"), 0);
	EXPECT_EQ(pci_request_regions(dev, "again"), -EBUSY);
	EXPECT_EQ(pci_request_region(dev, 0, "again"), -EBUSY);
	EXPECT(!request_mem_region(start + 16, 16, "inside"));
	EXPECT(!request_mem_region(start - 16, 32, "across"));
	pci_release_regions(dev);
	EXPECT(request_mem_region(start + 16, 16, "inside") != NULL);
	EXPECT_EQ(pci_request_region(dev, 0, "around"), -EBUSY);
	release_mem_region(start + 16, 16);
	EXPECT_EQ(pci_request_region(dev, 0, "claims"), 0);
	/* A window that the device does not have takes nothing. */
	EXPECT_EQ(pci_request_region(dev, 3, "claims"), 0);
	pci_release_region(dev, 0);
	/* RAM is somebody's already. */
	EXPECT(!request_mem_region(0x200000, 4096, "ram"));
	pci_dev_put(dev);
}

static void port_regions_are_another_tree(void)
{
	EXPECT(request_region(0x300, 8, "claims") != NULL);
	EXPECT(!request_region(0x304, 8, "claims"));
	EXPECT(request_region(0x308, 8, "claims") != NULL);
	EXPECT_EQ(inb(0x300), 0xff);
	EXPECT_EQ(inl(0x308), 0xffffffffU);
	outb(1, 0x300);
	release_region(0x300, 8);
	release_region(0x308, 8);
}

static void access_sizes_reach_the_device(void)
{
	struct pci_dev *dev;
	void __iomem *regs = edu_get(4, &dev);

	writel(0x12345678, regs + EDU_LIVENESS);
	EXPECT_EQ(readl(regs + EDU_LIVENESS), ~0x12345678U);
	EXPECT_EQ(ioread32(regs + EDU_LIVENESS), ~0x12345678U);
	EXPECT_EQ(ioread32be(regs + EDU_LIVENESS), ~0x78563412U);
	iowrite32be(0x11223344, regs + EDU_LIVENESS);
	EXPECT_EQ(readl(regs + EDU_LIVENESS), ~0x44332211U);
	/* Below 0x80 edu knows words of four bytes only. */
	EXPECT_EQ(readw(regs), 0xffff);
	EXPECT_EQ(readb(regs), 0xff);
	EXPECT_EQ(readq(regs), ~0UL);
	writeq(0x123456789abUL, regs + 0x80);
	EXPECT_EQ(readq(regs + 0x80), 0x123456789abUL);
	EXPECT_EQ(readl(regs + 0x80), 0x456789abU);
	/* Two halves: none of them four bytes, so edu answers neither. */
	EXPECT_EQ(readl(regs + 1), 0xffffffffU);
	edu_put(dev, regs);
}

static void blocks_go_word_by_word(void)
{
	struct pci_dev *dev;
	void __iomem *regs = edu_get(4, &dev);
	u32 words[2] = { 0, 0 };

	memset_io(regs + EDU_LIVENESS, 0x5a, 4);
	memcpy_fromio(words, regs, 8);
	EXPECT_EQ(words[0], EDU_ID);
	EXPECT_EQ(words[1], ~0x5a5a5a5aU);
	words[0] = 7;
	memcpy_toio(regs + EDU_LIVENESS, words, 4);
	EXPECT_EQ(readl(regs + EDU_LIVENESS), ~7U);
	edu_put(dev, regs);
}

static void mappings_may_be_parts(void)
{
	struct pci_dev *dev;
	void __iomem *regs = edu_get(4, &dev), *part = pci_iomap_range(dev, 0, 4, 4);

	writel(9, regs + EDU_LIVENESS);
	EXPECT_EQ(readl(part), ~9U);
	EXPECT(!pci_iomap(dev, 1, 0));
	EXPECT(!pci_iomap_range(dev, 0, EDU_BYTES, 0));
	EXPECT(!ioremap(pci_resource_start(dev, 0), 0));
	pci_iounmap(dev, part);
	edu_put(dev, regs);
}

static void the_device_works_while_interrupts_are_off(void)
{
	struct pci_dev *dev;
	void __iomem *regs = edu_get(4, &dev);
	unsigned long flags;
	ktime_t start;
	u32 status;

	local_irq_save(flags);
	start = ktime_get();
	writel(10, regs + EDU_FACTORIAL);
	EXPECT_EQ(readl(regs + EDU_STATUS) & 1, 1);
	EXPECT_EQ(readl_poll_timeout_atomic(regs + EDU_STATUS, status, !(status & 1), 1, 1000), 0);
	EXPECT_EQ(readl(regs + EDU_FACTORIAL), 3628800);
	EXPECT(ktime_to_ns(ktime_sub(ktime_get(), start)) >= 1000);
	local_irq_restore(flags);
	edu_put(dev, regs);
}

static void polling_ends_when_the_time_is_up(void)
{
	struct pci_dev *dev;
	void __iomem *regs = edu_get(4, &dev);
	u32 value;

	EXPECT_EQ(readl_poll_timeout(regs, value, value == 1, 10, 100), -ETIMEDOUT);
	EXPECT_EQ(value, EDU_ID);
	edu_put(dev, regs);
}

static void capabilities_are_a_list(void)
{
	struct pci_dev *dev = edu_in(4);
	int pos = pci_find_capability(dev, PCI_CAP_ID_MSI);
	u16 flags;

	EXPECT_EQ(pos, 0x40);
	EXPECT_EQ(pci_find_capability(dev, PCI_CAP_ID_EXP), 0);
	EXPECT_EQ(pci_find_next_capability(dev, (u8)pos, PCI_CAP_ID_MSI), 0);
	pci_read_config_word(dev, pos + PCI_MSI_FLAGS, &flags);
	EXPECT_EQ(flags, PCI_MSI_FLAGS_64BIT);
	EXPECT_EQ(pci_msi_vec_count(dev), 1);
	pci_dev_put(dev);
}

static void state_is_saved_and_restored(void)
{
	struct pci_dev *dev;
	void __iomem *regs = edu_get(4, &dev);

	EXPECT_EQ(pci_save_state(dev), 0);
	pci_write_config_dword(dev, PCI_BASE_ADDRESS_0, 0);
	pci_write_config_word(dev, PCI_COMMAND, 0);
	EXPECT_EQ(readl(regs), 0xffffffffU);
	pci_restore_state(dev);
	EXPECT_EQ(readl(regs), EDU_ID);
	edu_put(dev, regs);
}

static void devices_are_found_by_their_numbers(void)
{
	struct pci_dev *dev = NULL;
	int n = 0;

	while ((dev = pci_get_device(EDU_VENDOR, EDU_DEVICE, dev))) {
		EXPECT_EQ(PCI_SLOT(dev->devfn), 4 + n);
		n++;
	}
	EXPECT_EQ(n, 2);
	EXPECT(!pci_get_device(EDU_VENDOR, 0x4242, NULL));
	dev = pci_get_class(0x00ff00, NULL);
	EXPECT(dev && PCI_SLOT(dev->devfn) == 4);
	pci_dev_put(dev);
}

static const struct claim claims[] = {
	CLAIM(a_window_that_is_off_reads_ones),
	CLAIM(identity_is_in_config_space),
	CLAIM(config_accesses_must_be_aligned_and_inside),
	CLAIM(windows_are_sized_and_placed),
	CLAIM(a_moved_window_answers_elsewhere),
	CLAIM(enabling_is_counted),
	CLAIM(a_region_has_one_owner),
	CLAIM(port_regions_are_another_tree),
	CLAIM(access_sizes_reach_the_device),
	CLAIM(blocks_go_word_by_word),
	CLAIM(mappings_may_be_parts),
	CLAIM(the_device_works_while_interrupts_are_off),
	CLAIM(polling_ends_when_the_time_is_up),
	CLAIM(capabilities_are_a_list),
	CLAIM(state_is_saved_and_restored),
	CLAIM(devices_are_found_by_their_numbers),
};
CLAIMS_MODULE(claims);
