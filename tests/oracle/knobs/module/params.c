// SPDX-License-Identifier: MIT
/* knobs' parameters: one of each type, and one with methods of its own. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

static bool flag;
module_param(flag, bool, 0644);

static bool inverted;
module_param(inverted, invbool, 0644);

static char *text = "plain";
module_param(text, charp, 0644);

static unsigned char tiny = 200;
module_param(tiny, byte, 0644);

static short small = -7;
module_param(small, short, 0644);

static unsigned short small_u = 60000;
module_param(small_u, ushort, 0644);

static int number = 5;
module_param(number, int, 0644);

static unsigned int positive = 6;
module_param(positive, uint, 0644);

static long wide = -8;
module_param(wide, long, 0644);

static unsigned long wide_u = 9;
module_param(wide_u, ulong, 0644);

static unsigned int mask = 0xff;
module_param(mask, hexint, 0644);

static int list[4] = {1, 2};
static int list_count = 2;
module_param_array(list, int, &list_count, 0644);

static char label[8] = "short";
module_param_string(label, label, sizeof(label), 0644);

static int hidden = 1;
module_param(hidden, int, 0);

static int fixed = 2;
module_param(fixed, int, 0444);

static int secret = 3;
module_param(secret, int, 0600);

static int inner = 4;
module_param_named(outer, inner, int, 0644);

static int even;

static int even_set(const char *value, const struct kernel_param *param)
{
	int n, err = kstrtoint(value, 0, &n);

	if (err)
		return err;
	if (n & 1)
		return -EDOM;
	*(int *)param->arg = n;
	return 0;
}

static int even_get(char *buffer, const struct kernel_param *param)
{
	return sprintf(buffer, "<%d>\n", *(int *)param->arg);
}

static const struct kernel_param_ops even_ops = {
	.set = even_set,
	.get = even_get,
};
module_param_cb(even, &even_ops, &even, 0644);
MODULE_PARM_DESC(even, "an even number");
