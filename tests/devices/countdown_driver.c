/* SPDX-License-Identifier: MIT */
/* A driver of the device that docs/devices/README.md shows: it counts down from
 * 20 whenever a device is bound, and says how long that took. */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/pci.h>

#define STEPS 20

struct countdown {
	void __iomem *regs;
	struct completion done;
};

static irqreturn_t countdown_irq(int irq, void *arg)
{
	struct countdown *c = arg;

	if (readl(c->regs))
		return IRQ_NONE;
	writel(1, c->regs + 4);
	complete(&c->done);
	return IRQ_HANDLED;
}

static int countdown_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct countdown *c = devm_kzalloc(&pdev->dev, sizeof(*c), GFP_KERNEL);
	ktime_t start;
	int err;

	if (!c)
		return -ENOMEM;
	init_completion(&c->done);
	err = pcim_enable_device(pdev);
	if (!err)
		err = pcim_iomap_regions(pdev, 1, "countdown");
	if (err)
		return err;
	c->regs = pcim_iomap_table(pdev)[0];
	err = devm_request_irq(&pdev->dev, pdev->irq, countdown_irq, IRQF_SHARED, "countdown", c);
	if (err)
		return err;
	start = ktime_get();
	writel(STEPS, c->regs);
	wait_for_completion(&c->done);
	dev_info(&pdev->dev, "done after %d steps, took %lld us\n", STEPS,
		 ktime_us_delta(ktime_get(), start));
	return 0;
}

static const struct pci_device_id countdown_ids[] = {
	{ PCI_DEVICE(0x1234, 0xc0de) },
	{ }
};
MODULE_DEVICE_TABLE(pci, countdown_ids);

static struct pci_driver countdown_driver = {
	.name = "countdown",
	.id_table = countdown_ids,
	.probe = countdown_probe,
};
module_pci_driver(countdown_driver);
MODULE_LICENSE("GPL");
