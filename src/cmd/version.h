/* SPDX-License-Identifier: MIT */
/* The version that `drydock --version` and the report file tell; the build may
 * give its own. */
#ifndef DOCK_CMD_VERSION_H
#define DOCK_CMD_VERSION_H

#ifndef DOCK_VERSION
#define DOCK_VERSION "0.1.0"
#endif

#endif
