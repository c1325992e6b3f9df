/* SPDX-License-Identifier: MIT */
/* Claims about MSI-X, with the device of msix_model.c. */
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/pci.h>
#include "claims.h"

#define VECTORS 4

static struct pci_dev *dev;
static void __iomem *regs;
static int calls[VECTORS];

static irqreturn_t count(int irq, void *arg)
{
	++*(int *)arg;
	return IRQ_HANDLED;
}

static void begin(void)
{
	dev = pci_get_device(0x1234, 0xa5ce, NULL);
	EXPECT(dev != NULL);
	EXPECT_EQ(pci_enable_device(dev), 0);
	pci_set_master(dev);
	regs = pci_iomap(dev, 0, 0);
	memset(calls, 0, sizeof(calls));
}

static void end(void)
{
	pci_clear_master(dev);
	pci_iounmap(dev, regs);
	pci_disable_device(dev);
	pci_dev_put(dev);
}

static void ask(u32 vector)
{
	writel(vector, regs);
	udelay(10);
}

static void requests_that_make_no_sense_are_refused(void)
{
	struct msix_entry none = {.entry = 4}, twice[2] = {{.entry = 1}, {.entry = 1}};

	begin();
	EXPECT_EQ(pci_msix_vec_count(dev), VECTORS);
	EXPECT_EQ(pci_enable_msix_range(dev, NULL, 2, 1), -ERANGE);
	EXPECT_EQ(pci_enable_msix_range(dev, NULL, 0, 0), -EINVAL);
	EXPECT_EQ(pci_enable_msix_range(dev, NULL, 5, 8), -ENOSPC);
	EXPECT_EQ(pci_enable_msix_range(dev, &none, 1, 1), -EINVAL);
	EXPECT_EQ(pci_enable_msix_range(dev, twice, 2, 2), -EINVAL);
	EXPECT(!dev->msix_enabled);
	end();
}

static void a_vector_has_an_interrupt_of_its_own(void)
{
	struct msix_entry entries[2] = {{.entry = 3}, {.entry = 1}};
	unsigned int pin;

	begin();
	pin = dev->irq;
	EXPECT_EQ(pci_enable_msix_exact(dev, entries, 2), 0);
	EXPECT(dev->msix_enabled && dev->irq == pin);
	EXPECT(entries[0].vector >= 24 && entries[0].vector != entries[1].vector);
	for (int i = 0; i < 2; i++)
		EXPECT_EQ(request_irq(entries[i].vector, count,
				      IRQF_SHARED | IRQF_TRIGGER_HIGH, "asker",
				      &calls[entries[i].entry]),
			  0);
	ask(1);
	ask(3);
	ask(3);
	EXPECT(calls[1] == 1 && calls[3] == 2);
	/* A row that nobody asked for stays masked; what is no row is nothing. */
	ask(0);
	ask(4);
	EXPECT(calls[1] == 1 && calls[3] == 2);
	EXPECT_EQ(readl(regs), 1);
	for (int i = 0; i < 2; i++)
		free_irq(entries[i].vector, &calls[entries[i].entry]);
	pci_disable_msix(dev);
	EXPECT(!dev->msix_enabled);
	end();
}

static void all_that_there_are_may_be_fewer(void)
{
	begin();
	EXPECT_EQ(pci_enable_msix_range(dev, NULL, 1, 16), VECTORS);
	EXPECT_EQ(pci_irq_vector(dev, 4), -EINVAL);
	EXPECT_EQ(pci_irq_vector(dev, 3), pci_irq_vector(dev, 0) + 3);
	pci_free_irq_vectors(dev);
	EXPECT_EQ(pci_alloc_irq_vectors(dev, 1, 2, PCI_IRQ_ALL_TYPES), 2);
	EXPECT(dev->msix_enabled && !dev->msi_enabled);
	pci_free_irq_vectors(dev);
	EXPECT_EQ(pci_irq_vector(dev, 0), (int)dev->irq);
	end();
}

static void what_is_masked_comes_later(void)
{
	u16 flags;
	int irq;

	begin();
	EXPECT_EQ(pci_alloc_irq_vectors(dev, 1, 1, PCI_IRQ_MSIX), 1);
	irq = pci_irq_vector(dev, 0);
	EXPECT_EQ(request_irq((unsigned int)irq, count, 0, "asker", &calls[0]), 0);
	pci_read_config_word(dev, dev->msix_cap + PCI_MSIX_FLAGS, &flags);
	pci_write_config_word(dev, dev->msix_cap + PCI_MSIX_FLAGS,
			      flags | PCI_MSIX_FLAGS_MASKALL);
	ask(0);
	EXPECT_EQ(calls[0], 0);
	pci_write_config_word(dev, dev->msix_cap + PCI_MSIX_FLAGS, flags);
	udelay(10);
	EXPECT_EQ(calls[0], 1);
	/* A message is the device's own store. */
	pci_clear_master(dev);
	ask(0);
	EXPECT_EQ(calls[0], 1);
	free_irq((unsigned int)irq, &calls[0]);
	pci_free_irq_vectors(dev);
	end();
}

static const struct claim claims[] = {
	CLAIM(requests_that_make_no_sense_are_refused),
	CLAIM(a_vector_has_an_interrupt_of_its_own),
	CLAIM(all_that_there_are_may_be_fewer),
	CLAIM(what_is_masked_comes_later),
};
CLAIMS_MODULE(claims);
