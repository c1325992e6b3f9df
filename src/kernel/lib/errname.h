/* SPDX-License-Identifier: MIT */
/* Names of error numbers. */
#ifndef DOCK_KERNEL_LIB_ERRNAME_H
#define DOCK_KERNEL_LIB_ERRNAME_H

/* "-ENOMEM" for 12; NULL for a number without a name. */
const char *dock_errname(long err);

#endif
