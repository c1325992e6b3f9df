/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_AIO_H
#define _LINUX_AIO_H

#include <linux/fs.h>

#if DOCK_BEFORE_4_1
extern int aio_complete(struct kiocb *iocb, long res, long res2) __dock(aio_complete);
#endif

#endif
