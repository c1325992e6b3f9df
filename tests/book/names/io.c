/* SPDX-License-Identifier: MIT */
/* Registers and interrupts of the device edu. */
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/pci.h>
#include "show.h"

#define COMPLEMENT 0x04 /* what is written there is read back inverted */
#define RAISE 0x60
#define STATUS 0x24
#define ACK 0x64

static struct pci_dev *pdev;
static char __iomem *registers;

static bool begin(void)
{
	pdev = pci_get_device(0x1234, 0x11e8, NULL);
	if (!pdev || pci_enable_device(pdev))
		return false;
	registers = ioremap(pci_resource_start(pdev, 0), pci_resource_len(pdev, 0));
	return registers != NULL;
}

static void end(void)
{
	iounmap(registers);
	pci_disable_device(pdev);
	pci_dev_put(pdev);
}

static void run_ioremap(void)
{
	if (!begin())
		return;
	say("the first register of edu tells what it is: 0x%x", readl(registers));
	end();
}

static void run_readb(void)
{
	if (!begin())
		return;
	say("the lowest byte of edu's first register: 0x%x", readb(registers));
	end();
}

static void run_writew(void)
{
	if (!begin())
		return;
	writew(0x0f0f, registers + COMPLEMENT);
	say("the value first, then the register: 0x%x", readl(registers + COMPLEMENT));
	end();
}

static void run_writel(void)
{
	if (!begin())
		return;
	writel(0x12345678, registers + COMPLEMENT);
	say("the value first, then the register: inverted 0x%x",
	    readl(registers + COMPLEMENT));
	end();
}

static void run_cpu_to_le32(void)
{
	__le32 v = cpu_to_le32(0x11223344);

	say("the first byte is 0x%x", *(u8 *)&v);
}

static irqreturn_t interrupt(int irq, void *dev)
{
	u32 status = readl(registers + STATUS);

	if (!status)
		return IRQ_NONE;
	writel(status, registers + ACK);
	say("the handler has two arguments; status 0x%x", status);
	return IRQ_HANDLED;
}

static void run_request_irq(void)
{
	if (!begin())
		return;
	if (!request_irq(pdev->irq, interrupt, IRQF_SHARED, "show", pdev)) {
		writel(0x5, registers + RAISE);
		readl(registers + STATUS);
		free_irq(pdev->irq, pdev);
	}
	end();
}

static void run_free_irq(void)
{
	const void *given;

	if (!begin())
		return;
	if (!request_irq(pdev->irq, interrupt, IRQF_SHARED, "show", pdev)) {
		given = free_irq(pdev->irq, pdev);
		say("gives the name back: '%s'", (const char *)given);
	}
	end();
}

const struct show io_shows[] = {
	SHOW(ioremap),	   SHOW(readb),	   SHOW(writew),      SHOW(writel),
	SHOW(cpu_to_le32), SHOW(free_irq), SHOW(request_irq), SHOWS_END,
};
