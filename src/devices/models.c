/* SPDX-License-Identifier: MIT */
/* The table of native models, and the devices of a run. */
#include "devices/models.h"

#include <linux/kernel.h>
#include <linux/string.h>
#include "core/run_options.h"
#include "devices/device.h"
#include "devices/native.h"
#include "devices/screen.h"
#include "host/plugin.h"

#define MODEL_SYMBOL "dock_device_model"

static const struct dock_dev_model *const models[] = {
	&dock_bochs_model,
	&dock_edu_model,
};

static struct dock_dev *devices[DOCK_RUN_MAX_DEVICES];
static int nr_devices;

static const struct dock_dev_model *find(const char *name)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(models); i++)
		if (!strcmp(models[i]->name, name))
			return models[i];
	return NULL;
}

int dock_models_has(const char *name)
{
	return find(name) != NULL;
}

void dock_models_list(char *buf, unsigned long len)
{
	unsigned long n = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(models); i++)
		n += (unsigned long)scnprintf(buf + n, len - n, "%s%s", i ? ", " : "",
					      models[i]->name);
}

static struct dock_dev *from_file(const struct dock_run_device *d, char *err,
				  unsigned long err_len)
{
	char why[256];
	const struct dock_dev_model *model;
	struct dock_dev *dev;

	model = host_plugin_open(d->name, MODEL_SYMBOL, why, sizeof(why));
	if (!model) {
		snprintf(err, err_len, "--device '%s': %s", d->name, why);
		return NULL;
	}
	why[0] = '\0';
	dev = dock_device_new(model, d->options, d->nr_options, why, sizeof(why));
	if (!dev && !strncmp(why, "--device", 8))
		strscpy(err, why, err_len);
	else if (!dev)
		snprintf(err, err_len, "--device '%s': %s", d->name, why);
	return dev;
}

static int no_screen(char *err, unsigned long err_len)
{
	for (int i = 0; i < nr_devices; i++)
		if (dock_device_has_screen(devices[i]))
			return 0;
	snprintf(err, err_len, "--screenshot: no device of this machine has a screen; attach one, such as --device bochs-display");
	return -1;
}

int dock_devices_plug(const struct dock_run_options *o, char *err, unsigned long err_len)
{
	for (int i = 0; i < o->nr_devices; i++) {
		const struct dock_run_device *d = &o->devices[i];
		struct dock_dev *dev;

		if (strchr(d->name, '/'))
			dev = from_file(d, err, err_len);
		else
			dev = dock_device_new(find(d->name), d->options, d->nr_options, err,
					      err_len);
		if (!dev)
			return -1;
		devices[nr_devices++] = dev;
	}
	return o->shoot ? no_screen(err, err_len) : 0;
}

void dock_devices_shoot(void)
{
	for (int i = 0; i < nr_devices; i++)
		if (dock_device_has_screen(devices[i])) {
			dock_screen_tell(devices[i]);
			return;
		}
}

void dock_devices_unplug(void)
{
	while (nr_devices)
		dock_device_free(devices[--nr_devices]);
}
