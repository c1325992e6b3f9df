/* SPDX-License-Identifier: MIT */
/* Functions of drivers, in the form that the run's version of Linux has. */
#ifndef DOCK_KERNEL_COMPAT_CALL_H
#define DOCK_KERNEL_COMPAT_CALL_H

#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/timer.h>
#include "core/api.h"

/* Until 2.6.18 a handler got the interrupted registers, too. Nothing is there to show. */
static inline irqreturn_t dock_compat_irq_call(irq_handler_t handler, int irq,
					       void *dev_id)
{
	typedef irqreturn_t with_regs(int irq, void *dev_id, void *regs);

	if (dock_api_since(2, 6, 19))
		return handler(irq, dev_id);
	return ((with_regs *)(void *)handler)(irq, dev_id, NULL);
}

/* Until 6.10 the remove of a platform driver could answer, which changed nothing. */
static inline int dock_compat_platform_remove(struct platform_driver *drv,
					      struct platform_device *pdev)
{
	typedef int with_answer(struct platform_device * pdev);

	if (!dock_api_since(6, 11, 0))
		return ((with_answer *)(void *)drv->remove)(pdev);
	drv->remove(pdev);
	return 0;
}

/* Until 4.14 a timer had a number for its function. */
static inline void dock_compat_timer_call(struct timer_list *timer)
{
	typedef void with_data(unsigned long data);

	if (timer->flags & DOCK_TIMER_WITH_DATA)
		((with_data *)(void *)timer->function)(timer->data);
	else
		timer->function(timer);
}

#endif
