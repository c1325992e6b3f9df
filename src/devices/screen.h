/* SPDX-License-Identifier: MIT */
/* Pictures of a device's screen, on their way to the supervisor. */
#ifndef DOCK_DEVICES_SCREEN_H
#define DOCK_DEVICES_SCREEN_H

struct dock_dev;

/* Send what @dev's screen shows: records 'S' and 'B' of host/channel.h. */
void dock_screen_tell(struct dock_dev *dev);

#endif
