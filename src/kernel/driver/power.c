/* SPDX-License-Identifier: MIT */
/*
 * A device's directory "power" in sysfs: as of a device for which run-time power
 * management was never enabled, because there is none here.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/driver/tree.h"

static ssize_t async_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", dev->dock_power.async ? "enabled" : "disabled");
}

static ssize_t async_store(struct device *dev, struct device_attribute *attr, const char *buf,
			   size_t count)
{
	if (sysfs_streq(buf, "enabled"))
		dev->dock_power.async = true;
	else if (sysfs_streq(buf, "disabled"))
		dev->dock_power.async = false;
	else
		return -EINVAL;
	return (ssize_t)count;
}

static ssize_t control_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", dev->dock_power.forbidden ? "on" : "auto");
}

static ssize_t control_store(struct device *dev, struct device_attribute *attr, const char *buf,
			     size_t count)
{
	if (sysfs_streq(buf, "auto"))
		dev->dock_power.forbidden = false;
	else if (sysfs_streq(buf, "on"))
		dev->dock_power.forbidden = true;
	else
		return -EINVAL;
	return (ssize_t)count;
}

/* Who forbids it is its only user. */
static ssize_t runtime_usage_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%d\n",
			  dev->dock_power.forbidden && !DOCK_BREAK("device-power"));
}

static ssize_t runtime_enabled_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "disabled%s\n", dev->dock_power.forbidden ? " & forbidden" : "");
}

static ssize_t runtime_status_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "unsupported\n");
}

static ssize_t zero_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "0\n");
}

/* Nobody uses autosuspend. */
static ssize_t delay_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return -EIO;
}

static ssize_t delay_store(struct device *dev, struct device_attribute *attr, const char *buf,
			   size_t count)
{
	return -EIO;
}

static DEVICE_ATTR_RW(async);
static DEVICE_ATTR_RW(control);
static DEVICE_ATTR_RO(runtime_usage);
static DEVICE_ATTR_RO(runtime_enabled);
static DEVICE_ATTR_RO(runtime_status);
static DEVICE_ATTR(runtime_active_kids, 0444, zero_show, NULL);
static DEVICE_ATTR(runtime_active_time, 0444, zero_show, NULL);
static DEVICE_ATTR(runtime_suspended_time, 0444, zero_show, NULL);
static DEVICE_ATTR(autosuspend_delay_ms, 0644, delay_show, delay_store);

static struct attribute *attrs[] = {
	&dev_attr_async.attr,
	&dev_attr_control.attr,
	&dev_attr_runtime_usage.attr,
	&dev_attr_runtime_enabled.attr,
	&dev_attr_runtime_status.attr,
	&dev_attr_runtime_active_kids.attr,
	&dev_attr_runtime_active_time.attr,
	&dev_attr_runtime_suspended_time.attr,
	&dev_attr_autosuspend_delay_ms.attr,
	NULL,
};
static const struct attribute_group group = { .name = "power", .attrs = attrs };

int dock_device_power_add(struct device *dev)
{
	return sysfs_create_group(&dev->kobj, &group);
}
