/* SPDX-License-Identifier: MIT */
/* request_module(): the machine has no modprobe of its own to start. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/module.h>
#include <linux/printk.h>

int __request_module(bool wait, const char *fmt, ...)
{
	char name[MODULE_NAME_LEN];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	if (len >= MODULE_NAME_LEN)
		return -ENAMETOOLONG;
	pr_warn("request_module: %s is not loaded: nothing loads modules by itself "
		"here\n",
		name);
	return -ENOENT;
}
EXPORT_SYMBOL(__request_module);
