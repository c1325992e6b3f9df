/* SPDX-License-Identifier: MIT */
/* What is behind a model's struct dock_dev. */
#ifndef DOCK_DEVICES_DEVICE_H
#define DOCK_DEVICES_DEVICE_H

#include <drydock/device.h>

/*
 * dock_device_new - a device of @model, plugged into the PCI bus
 * @options, @nr: "name=value" strings, which outlive it
 *
 * Returns NULL with one line in @err (@err_len bytes).
 */
struct dock_dev *dock_device_new(const struct dock_dev_model *model, const char *const *options,
				 int nr, char *err, unsigned long err_len);
void dock_device_free(struct dock_dev *dev);

int dock_device_has_screen(const struct dock_dev *dev);
/* Its picture of now; -1: it is dark, or what the model says of it is not so. */
int dock_device_screen(struct dock_dev *dev, struct dock_dev_screen *screen);

#endif
