/* SPDX-License-Identifier: MIT */
/* Messages of devices: "driver name: message". */
#include <linux/dev_printk.h>
#include <linux/device.h>
#include <linux/export.h>
#include <linux/kernel.h>

void _dev_printk(const char *level, const struct device *dev, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	if (dev)
		printk("%s%s %s: %pV", level, dev->class ? dev->class->name : "", dev_name(dev),
		       &vaf);
	else
		printk("%s(NULL device *): %pV", level, &vaf);
	va_end(args);
}
EXPORT_SYMBOL(_dev_printk);
