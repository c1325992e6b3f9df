/* SPDX-License-Identifier: MIT */
/* The native models, one line each; models.c lists them. */
#ifndef DOCK_DEVICES_NATIVE_H
#define DOCK_DEVICES_NATIVE_H

#include <drydock/device.h>

extern const struct dock_dev_model dock_bochs_model;
extern const struct dock_dev_model dock_edu_model;

#endif
