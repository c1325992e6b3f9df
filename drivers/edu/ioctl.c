// SPDX-License-Identifier: MIT
/*
 * The ioctls of edu: copy in, check, do, copy out. All hold dev->lock, so the
 * factorial and the raised interrupts are one caller's at a time too.
 */
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/sched.h>
#include <linux/uaccess.h>

#include "edu.h"

#define EDU_IRQ_OWN (EDU_IRQ_FACTORIAL | EDU_IRQ_DMA)

static int edu_liveness(struct edu_dev *dev, u32 *value)
{
	writel(*value, dev->regs + EDU_REG_LIVENESS);
	*value = readl(dev->regs + EDU_REG_LIVENESS);
	return 0;
}

static int edu_factorial(struct edu_dev *dev, u32 *value)
{
	/* One that timed out may still go on; the device takes no other. */
	if (readl(dev->regs + EDU_REG_STATUS) & EDU_STATUS_BUSY)
		return -EBUSY;
	edu_irq_expect(dev, EDU_IRQ_FACTORIAL);
	writel(EDU_STATUS_IRQ, dev->regs + EDU_REG_STATUS);
	writel(*value, dev->regs + EDU_REG_FACTORIAL);
	if (!edu_irq_wait(dev, EDU_IRQ_FACTORIAL)) {
		dev->counts.timeouts++;
		return -ETIMEDOUT;
	}
	*value = readl(dev->regs + EDU_REG_FACTORIAL);
	return 0;
}

static int edu_raise(struct edu_dev *dev, u32 *value)
{
	u32 bits = *value;

	if (!bits || (bits & EDU_IRQ_OWN))
		return -EINVAL;
	edu_irq_expect(dev, bits);
	writel(bits, dev->regs + EDU_REG_IRQ_RAISE);
	*value = edu_irq_wait(dev, bits);
	if (!*value) {
		dev->counts.timeouts++;
		return -ETIMEDOUT;
	}
	return 0;
}

static int edu_word(struct edu_dev *dev, unsigned int cmd, u32 *value)
{
	switch (cmd) {
	case EDU_IOC_LIVENESS:
		return edu_liveness(dev, value);
	case EDU_IOC_FACTORIAL:
		return edu_factorial(dev, value);
	case EDU_IOC_RAISE:
		return edu_raise(dev, value);
	default: /* EDU_IOC_ID */
		*value = readl(dev->regs + EDU_REG_ID);
		return 0;
	}
}

static void edu_facts(struct edu_dev *dev, struct edu_facts *facts)
{
	struct pci_dev *pdev = dev->pdev;

	facts->vendor = pdev->vendor;
	facts->device = pdev->device;
	facts->revision = pdev->revision;
	facts->class_code = pdev->class;
	facts->id = readl(dev->regs + EDU_REG_ID);
	facts->bar_bytes = pci_resource_len(pdev, 0);
	facts->buffer_bytes = edu_buffer_bytes;
	facts->msi = pci_dev_msi_enabled(pdev);
	facts->dma_mask = dma_get_mask(&pdev->dev);
	facts->coherent_mask = pdev->dev.coherent_dma_mask;
	facts->required_mask = dma_get_required_mask(&pdev->dev);
}

static void edu_count(struct edu_dev *dev, struct edu_counts *counts)
{
	spin_lock_irq(&dev->irq_lock);
	*counts = dev->counts;
	spin_unlock_irq(&dev->irq_lock);
}

static int edu_coherent(struct edu_dev *dev, const struct edu_transfer *t)
{
	char __user *data = u64_to_user_ptr(t->data);
	int err;

	if (t->zero || t->to_device > 1 || !t->bytes || t->bytes > edu_buffer_bytes ||
	    t->offset > edu_buffer_bytes - t->bytes)
		return -EINVAL;
	if (t->to_device)
		err = edu_coherent_write(dev, data, t->offset, t->bytes);
	else
		err = edu_coherent_read(dev, data, t->offset, t->bytes);
	return err ? err : (int)t->bytes;
}

static int edu_mode(struct edu_file *file, unsigned long mode)
{
	if (mode != EDU_STREAMING && mode != EDU_SYNC)
		return -EINVAL;
	file->mode = mode;
	return 0;
}

/* What any of them takes or gives. */
union edu_arg {
	u32 word;
	struct edu_counts counts;
	struct edu_facts facts;
	struct edu_transfer transfer;
	struct edu_mask mask;
	struct edu_coherent coherent;
	struct edu_mapping mapping;
	struct edu_partial partial;
};

static long edu_ioctl_do(struct edu_file *file, unsigned int cmd, unsigned long value,
			 union edu_arg *arg)
{
	struct edu_dev *dev = file->dev;

	switch (cmd) {
	case EDU_IOC_ID:
	case EDU_IOC_LIVENESS:
	case EDU_IOC_FACTORIAL:
	case EDU_IOC_RAISE:
		return edu_word(dev, cmd, &arg->word);
	case EDU_IOC_COUNTS:
		edu_count(dev, &arg->counts);
		return 0;
	case EDU_IOC_FACTS:
		edu_facts(dev, &arg->facts);
		return 0;
	case EDU_IOC_MODE:
		return edu_mode(file, value);
	case EDU_IOC_COHERENT:
		return edu_coherent(dev, &arg->transfer);
	case EDU_IOC_TRY_MASK:
		edu_try_mask(dev, &arg->mask);
		return 0;
	case EDU_IOC_TRY_COHERENT:
		return edu_try_coherent(dev, &arg->coherent);
	case EDU_IOC_TRY_MAPPING:
		return edu_try_mapping(dev, &arg->mapping);
	case EDU_IOC_TRY_PARTIAL:
		return edu_try_partial(dev, &arg->partial);
	default:
		return -ENOTTY;
	}
}

/* The number says what is copied; one that is not ours copies nothing. */
static bool edu_ioctl_known(unsigned int cmd)
{
	return _IOC_TYPE(cmd) == EDU_IOC_MAGIC && _IOC_SIZE(cmd) <= sizeof(union edu_arg);
}

long edu_ioctl(struct file *filp, unsigned int cmd, unsigned long value)
{
	struct edu_file *file = filp->private_data;
	void __user *user = (void __user *)value;
	union edu_arg arg = {};
	long ret;

	if (!edu_ioctl_known(cmd))
		return -ENOTTY;
	if ((_IOC_DIR(cmd) & _IOC_WRITE) && copy_from_user(&arg, user, _IOC_SIZE(cmd)))
		return -EFAULT;
	ret = edu_lock(file->dev);
	if (ret)
		return ret;
	ret = edu_ioctl_do(file, cmd, value, &arg);
	edu_unlock(file->dev);
	if (ret >= 0 && (_IOC_DIR(cmd) & _IOC_READ) &&
	    copy_to_user(user, &arg, _IOC_SIZE(cmd)))
		return -EFAULT;
	return ret;
}
