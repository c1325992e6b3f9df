// SPDX-License-Identifier: MIT
/*
 * The knobs of scullp and the ioctls that turn them. A number that differs
 * from ours in anything (letter, size, direction) is -ENOTTY.
 */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>

#include "scullp.h"
#include "scullp_ioctl.h"

struct scullp_knob {
	int *value;
	int min, max;
	int loaded; /* what IOCRESET goes back to */
};

static DEFINE_MUTEX(scullp_knob_lock); /* the innermost lock */
static struct scullp_knob order_knob = {&scullp_order, 0, MAX_ORDER - 1, 0};
static struct scullp_knob qset_knob = {&scullp_qset, 1, SCULLP_QSET_MAX, 0};

static bool knob_accepts(const struct scullp_knob *knob, int value)
{
	return value >= knob->min && value <= knob->max;
}

/* Are the values good that the module was loaded with? */
bool scullp_knobs_valid(void)
{
	return knob_accepts(&order_knob, scullp_order) &&
	       knob_accepts(&qset_knob, scullp_qset);
}

void scullp_knobs_remember(void)
{
	order_knob.loaded = scullp_order;
	qset_knob.loaded = scullp_qset;
}

void scullp_knobs_read(unsigned int *order, unsigned int *qset)
{
	mutex_lock(&scullp_knob_lock);
	*order = scullp_order;
	*qset = scullp_qset;
	mutex_unlock(&scullp_knob_lock);
}

static int knob_query(struct scullp_knob *knob)
{
	int value;

	mutex_lock(&scullp_knob_lock);
	value = *knob->value;
	mutex_unlock(&scullp_knob_lock);
	return value;
}

/* Turn the knob; the value before (never negative), or -EINVAL. */
static int knob_shift(struct scullp_knob *knob, int value)
{
	int before;

	if (!knob_accepts(knob, value))
		return -EINVAL;
	mutex_lock(&scullp_knob_lock);
	before = *knob->value;
	*knob->value = value;
	mutex_unlock(&scullp_knob_lock);
	return before;
}

static long knob_tell(struct scullp_knob *knob, int value)
{
	int before = knob_shift(knob, value);

	return before < 0 ? before : 0;
}

static long knob_set(struct scullp_knob *knob, int __user *from)
{
	int value;

	if (get_user(value, from))
		return -EFAULT;
	return knob_tell(knob, value);
}

static long knob_get(struct scullp_knob *knob, int __user *to)
{
	return put_user(knob_query(knob), to);
}

static long knob_exchange(struct scullp_knob *knob, int __user *both)
{
	int value, before;

	if (get_user(value, both))
		return -EFAULT;
	before = knob_shift(knob, value);
	if (before < 0)
		return before;
	return put_user(before, both);
}

static long knobs_reset(void)
{
	knob_shift(&order_knob, order_knob.loaded);
	knob_shift(&qset_knob, qset_knob.loaded);
	return 0;
}

long scullp_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	int __user *user = (int __user *)arg;

	switch (cmd) {
	case SCULLP_IOCRESET:
		return knobs_reset();
	case SCULLP_IOCSORDER:
		return knob_set(&order_knob, user);
	case SCULLP_IOCTORDER:
		return knob_tell(&order_knob, arg);
	case SCULLP_IOCGORDER:
		return knob_get(&order_knob, user);
	case SCULLP_IOCQORDER:
		return knob_query(&order_knob);
	case SCULLP_IOCXORDER:
		return knob_exchange(&order_knob, user);
	case SCULLP_IOCHORDER:
		return knob_shift(&order_knob, arg);
	case SCULLP_IOCSQSET:
		return knob_set(&qset_knob, user);
	case SCULLP_IOCTQSET:
		return knob_tell(&qset_knob, arg);
	case SCULLP_IOCGQSET:
		return knob_get(&qset_knob, user);
	case SCULLP_IOCQQSET:
		return knob_query(&qset_knob);
	case SCULLP_IOCXQSET:
		return knob_exchange(&qset_knob, user);
	case SCULLP_IOCHQSET:
		return knob_shift(&qset_knob, arg);
	default:
		return -ENOTTY;
	}
}
