// SPDX-License-Identifier: MIT
/* A module whose init does what its parameters say, with one of each kind. */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>

static int result, hold, leave;
static bool flag, no_flag = true;
static char *text = "nothing";
static char fixed[8] = "abc";
static int numbers[4] = { 1, 2, 3 };
static unsigned int nr_numbers = 3;
static unsigned long big;
static unsigned char small;

module_param(result, int, 0444);
MODULE_PARM_DESC(result, "what init returns");
module_param(hold, int, 0);
MODULE_PARM_DESC(hold, "references that init takes and keeps");
module_param(leave, int, 0);
MODULE_PARM_DESC(leave, "1: init leaves memory behind");
module_param(flag, bool, 0644);
module_param(no_flag, invbool, 0444);
module_param(text, charp, 0644);
module_param_string(fixed, fixed, sizeof(fixed), 0600);
module_param_array(numbers, int, &nr_numbers, 0644);
module_param(big, ulong, 0444);
module_param(small, byte, 0200);

/* Operations of the driver's own that use the standard ones. */
static int own, own_set;

static int set_own(const char *val, const struct kernel_param *kp)
{
	own_set++;
	return own_set > 2 ? -EBUSY : param_set_int(val, kp);
}

static const struct kernel_param_ops own_ops = { .set = set_own, .get = param_get_int };
module_param_cb(own, &own_ops, &own, 0644);

static void *left;

static int __init starter_init(void)
{
	for (int i = 0; i < hold; i++)
		__module_get(THIS_MODULE);
	if (leave)
		left = kmalloc(100, GFP_KERNEL); /* HERE left */
	pr_info("starter: text '%s' flag %d\n", text, flag);
	return result;
}

static void __exit starter_exit(void)
{
	kfree(left);
}

module_init(starter_init);
module_exit(starter_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Does at its start what it is told");
MODULE_VERSION("1.2");
