/* SPDX-License-Identifier: MIT */
/* Parameters of modules: the standard types, and setting them by name. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "kernel/module/image.h"

#define STANDARD_TYPE(name, type, fmt, parse)						\
static int set_##name(const char *val, const struct kernel_param *kp)			\
{											\
	return parse(val, 0, (type *)kp->arg);						\
}											\
static int get_##name(char *buffer, const struct kernel_param *kp)			\
{											\
	return scnprintf(buffer, PAGE_SIZE, fmt "\n", *(type *)kp->arg);		\
}											\
const struct kernel_param_ops param_ops_##name = { .set = set_##name, .get = get_##name };	\
EXPORT_SYMBOL(param_ops_##name)

STANDARD_TYPE(byte, unsigned char, "%hhu", kstrtou8);
STANDARD_TYPE(short, short, "%hi", kstrtos16);
STANDARD_TYPE(ushort, unsigned short, "%hu", kstrtou16);
STANDARD_TYPE(int, int, "%i", kstrtoint);
STANDARD_TYPE(uint, unsigned int, "%u", kstrtouint);
STANDARD_TYPE(long, long, "%li", kstrtol);
STANDARD_TYPE(ulong, unsigned long, "%lu", kstrtoul);
STANDARD_TYPE(ullong, unsigned long long, "%llu", kstrtoull);
STANDARD_TYPE(hexint, unsigned int, "%#08x", kstrtouint);

/* The strings that charp parameters were given, to be freed with the module. */
struct given {
	struct list_head list;
	const void *arg;
	char *text;
};

static LIST_HEAD(all_given);

static int set_charp(const char *val, const struct kernel_param *kp)
{
	struct given *g = kmalloc(sizeof(*g), GFP_KERNEL);

	if (!g)
		return -ENOMEM;
	g->arg = kp->arg;
	g->text = kstrdup(val, GFP_KERNEL);
	if (!g->text) {
		kfree(g);
		return -ENOMEM;
	}
	*(char **)kp->arg = g->text;
	list_add(&g->list, &all_given);
	return 0;
}

static int get_charp(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", *(char **)kp->arg);
}

static void free_charp(void *arg)
{
	struct given *g, *n;

	list_for_each_entry_safe(g, n, &all_given, list) {
		if (g->arg != arg)
			continue;
		list_del(&g->list);
		kfree(g->text);
		kfree(g);
	}
}

const struct kernel_param_ops param_ops_charp = { .set = set_charp, .get = get_charp,
						  .free = free_charp };
EXPORT_SYMBOL(param_ops_charp);

static int set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ? val : "1", kp->arg);
}

static int get_bool(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}

const struct kernel_param_ops param_ops_bool = { .flags = KERNEL_PARAM_OPS_FL_NOARG,
						 .set = set_bool, .get = get_bool };
EXPORT_SYMBOL(param_ops_bool);

static int set_invbool(const char *val, const struct kernel_param *kp)
{
	bool v;
	int err = kstrtobool(val, &v);

	if (!err)
		*(bool *)kp->arg = !v;
	return err;
}

static int get_invbool(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}

const struct kernel_param_ops param_ops_invbool = { .set = set_invbool, .get = get_invbool };
EXPORT_SYMBOL(param_ops_invbool);

static int set_string(const char *val, const struct kernel_param *kp)
{
	if (strlen(val) + 1 > kp->str->maxlen)
		return -ENOSPC;
	strscpy(kp->str->string, val, kp->str->maxlen);
	return 0;
}

static int get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", kp->str->string);
}

const struct kernel_param_ops param_ops_string = { .set = set_string, .get = get_string };
EXPORT_SYMBOL(param_ops_string);

static int set_array(const char *val, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	char element[128];
	unsigned int n = 0;
	int err = 0;

	while (!err) {
		const char *comma = strchr(val, ',');
		size_t len = comma ? (size_t)(comma - val) : strlen(val);
		struct kernel_param one = { .name = kp->name, .ops = arr->ops,
					    .arg = (char *)arr->elem + n * arr->elemsize };

		if (n == arr->max || len >= sizeof(element))
			return -EINVAL;
		memcpy(element, val, len);
		element[len] = 0;
		err = arr->ops->set(element, &one);
		n++;
		if (!comma)
			break;
		val = comma + 1;
	}
	if (!err && arr->num)
		*arr->num = n;
	return err;
}

static void free_array(void *arg)
{
	const struct kparam_array *arr = arg;

	for (unsigned int i = 0; arr->ops->free && i < arr->max; i++)
		arr->ops->free((char *)arr->elem + i * arr->elemsize);
}

const struct kernel_param_ops param_array_ops = { .set = set_array, .free = free_array };
EXPORT_SYMBOL(param_array_ops);

/* --- by name --- */

static bool same_name(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char x = a[i] == '-' ? '_' : a[i], y = b[i] == '-' ? '_' : b[i];

		if (x != y)
			return false;
	}
	return !a[len];
}

static int set_one(struct module_image *image, const char *text, char *err, unsigned long err_len)
{
	const char *eq = strchr(text, '=');
	size_t len = eq ? (size_t)(eq - text) : strlen(text);

	for (int i = 0; i < image->nr_params; i++) {
		const struct kernel_param *kp = &image->params[i];
		int ret;

		if (strlen(kp->name) != len || !same_name(kp->name, text, len))
			continue;
		if (!eq && !(kp->ops->flags & KERNEL_PARAM_OPS_FL_NOARG)) {
			snprintf(err, err_len, "parameter %s wants a value: %s=...", kp->name,
				 kp->name);
			return -EINVAL;
		}
		ret = kp->ops->set(eq ? eq + 1 : NULL, kp);
		if (ret)
			snprintf(err, err_len, "parameter %s: '%s' is not a value of its type",
				 kp->name, eq ? eq + 1 : "");
		return ret;
	}
	snprintf(err, err_len, "there is no parameter '%.*s'", (int)len, text);
	return -ENOENT;
}

int dock_params_set(struct module_image *image, const char *const *params, int nr, char *err,
		    unsigned long err_len)
{
	for (int i = 0; i < nr; i++) {
		int ret = set_one(image, params[i], err, err_len);

		if (ret)
			return ret;
	}
	return 0;
}

void dock_params_free(struct module_image *image)
{
	for (int i = 0; i < image->nr_params; i++)
		if (image->params[i].ops->free)
			image->params[i].ops->free(image->params[i].arg);
}
