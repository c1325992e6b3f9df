// SPDX-License-Identifier: MIT
/* Parameters of each type; what they are is printed. */
#include <linux/module.h>
#include <linux/moduleparam.h>

static int number = 1;
module_param(number, int, 0444);
static unsigned char small;
module_param(small, byte, 0444);
static bool flag;
module_param(flag, bool, 0444);
static char *text = "none";
module_param(text, charp, 0444);
static char name[8] = "none";
module_param_string(name, name, sizeof(name), 0444);
static int list[3];
static int nr_list;
module_param_array(list, int, &nr_list, 0444);

static int __init params_init(void)
{
	pr_info("number %d small %d flag %d text %s name %s list %d of %d\n", number,
		small, flag, text, name, list[0], nr_list);
	return 0;
}

static void __exit params_exit(void)
{
}

module_init(params_init);
module_exit(params_exit);
MODULE_LICENSE("Dual MIT/GPL");
