/* SPDX-License-Identifier: MIT */
/*
 * Setting parameters of modules by name: from the command line, which is strict,
 * and as insmod hands them over, with Linux's rules and words.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/module/image.h"
#include "kernel/module/loader.h"

/* Dashes and underscores are the same. */
static bool same_name(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char x = a[i] == '-' ? '_' : a[i], y = b[i] == '-' ? '_' : b[i];

		if (x != y || (a[i] != b[i] && DOCK_BREAK("param-names")))
			return false;
	}
	return !a[len];
}

static const struct kernel_param *find(const struct module_image *image, const char *name,
				       size_t len)
{
	for (int i = 0; i < image->nr_params; i++)
		if (strlen(image->params[i].name) == len &&
		    same_name(image->params[i].name, name, len))
			return &image->params[i];
	return NULL;
}

static bool wants_value(const struct kernel_param *kp)
{
	return !(kp->ops->flags & KERNEL_PARAM_OPS_FL_NOARG);
}

static int set(const struct kernel_param *kp, const char *value)
{
	int err;

	if (!kp->ops->set)
		return -EPERM;
	kernel_param_lock(kp->mod);
	err = kp->ops->set(value, kp);
	if (err && DOCK_BREAK("param-methods") &&
	    dock_module_has_text(kp->mod, (unsigned long)kp->ops))
		err = -EINVAL;
	kernel_param_unlock(kp->mod);
	return err;
}

/* --- the command line --- */

/* NULL: it has no name. */
static const char *type_of(const struct kernel_param_ops *ops)
{
	static const struct {
		const struct kernel_param_ops *ops;
		const char *name;
	} types[] = {
		{&param_ops_byte, "byte"},
		{&param_ops_short, "short"},
		{&param_ops_ushort, "ushort"},
		{&param_ops_int, "int"},
		{&param_ops_uint, "uint"},
		{&param_ops_long, "long"},
		{&param_ops_ulong, "ulong"},
		{&param_ops_ullong, "ullong"},
		{&param_ops_hexint, "hexint"},
		{&param_ops_bool, "bool (y or n)"},
		{&param_ops_invbool, "invbool (y or n)"},
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(types); i++)
		if (types[i].ops == ops)
			return types[i].name;
	return NULL;
}

static unsigned int count_elements(const char *value)
{
	unsigned int n = 1;

	for (; *value; value++)
		n += *value == ',';
	return n;
}

/* What set() would say to the kernel log, and refuse. */
static unsigned long most_letters(const struct kernel_param *kp)
{
	if (kp->ops == &param_ops_charp)
		return 1024;
	return kp->ops == &param_ops_string ? kp->str->maxlen - 1 : ~0UL;
}

static int set_value(const struct kernel_param *kp, const char *value, char *err,
		     unsigned long err_len)
{
	const char *shown = value ? value : "";
	bool is_array = kp->ops == &param_array_ops;
	const char *type = type_of(is_array ? kp->arr->ops : kp->ops);
	int ret;

	if (strlen(shown) > most_letters(kp)) {
		snprintf(err, err_len,
			 "parameter %s: '%.32s...' has more than %lu letters", kp->name,
			 shown, most_letters(kp));
		return -ENOSPC;
	}
	if (is_array && count_elements(shown) > kp->arr->max) {
		snprintf(err, err_len, "parameter %s: '%.64s' has more than %u elements",
			 kp->name, shown, kp->arr->max);
		return -EINVAL;
	}
	ret = set(kp, value);
	if (ret == -ERANGE)
		snprintf(err, err_len,
			 "parameter %s: '%.64s' does not fit into its type%s%s", kp->name,
			 shown, type ? ", " : "", type ? type : "");
	else if (ret)
		snprintf(err, err_len, "parameter %s: '%.64s' is no %s%s", kp->name,
			 shown, is_array ? "list of " : "",
			 type ? type : "value of its type");
	return ret;
}

static void list_params(const struct module_image *image, char *buf, unsigned long len)
{
	unsigned long n = 0;

	for (int i = 0; i < image->nr_params; i++)
		n += (unsigned long)scnprintf(
			buf + n, len - n, "%s%s",
			i ? ", " : "; there are: ", image->params[i].name);
	if (!image->nr_params)
		strscpy(buf, "; it has none", len);
}

static int set_one(struct module_image *image, const char *text, char *err,
		   unsigned long err_len)
{
	const char *eq = strchr(text, '=');
	size_t len = eq ? (size_t)(eq - text) : strlen(text);
	const struct kernel_param *kp = find(image, text, len);
	int n;

	if (!kp) {
		n = scnprintf(err, err_len, "there is no parameter '%.*s'",
			      (int)min(len, (size_t)64), text);
		list_params(image, err + n, err_len - (unsigned long)n);
		return -ENOENT;
	}
	if (!eq && wants_value(kp)) {
		snprintf(err, err_len, "parameter %s wants a value: %s=...", kp->name,
			 kp->name);
		return -EINVAL;
	}
	return set_value(kp, eq ? eq + 1 : NULL, err, err_len);
}

int dock_params_set(struct module_image *image, const char *const *params, int nr,
		    char *err, unsigned long err_len)
{
	for (int i = 0; i < nr; i++) {
		int ret = set_one(image, params[i], err, err_len);

		if (ret)
			return ret;
	}
	return 0;
}

/* --- insmod --- */

/* A word of @args: a name, and a value if there is an equals sign (NULL: none).
 * Quotes keep blanks together and go if they stand around the whole value or the
 * whole word. Returns what comes after it, without blanks. */
static char *next_word(char *args, char **name, char **value)
{
	bool quoted = *args == '"', inside = quoted;
	size_t i, eq = 0;

	if (quoted)
		args++;
	for (i = 0; args[i] && (inside || !isspace(args[i])); i++) {
		if (args[i] == '"')
			inside = !inside;
		if (args[i] == '=' && !eq)
			eq = i;
	}
	*name = args;
	*value = eq ? args + eq + 1 : NULL;
	args += i;
	if (i && args[-1] == '"' && (quoted || (eq && **value == '"')))
		args[-1] = 0;
	if (eq)
		(*name)[eq] = 0;
	if (eq && **value == '"')
		(*value)++;
	if (*args)
		*args++ = 0;
	return skip_spaces(args);
}

static int set_word(struct module_image *image, const char *name, const char *value)
{
	const char *module = image->mod->name, *text = value ? value : "";
	const struct kernel_param *kp = find(image, name, strlen(name));
	int err = -EINVAL;

	if (!kp) {
		pr_warn("%s: unknown parameter '%s' ignored\n", module, name);
		return 0;
	}
	if (value || !wants_value(kp))
		err = set(kp, value);
	if (err == -ENOENT)
		pr_err("%s: Unknown parameter `%s'\n", module, name);
	else if (err == -ENOSPC)
		pr_err("%s: `%s' too large for parameter `%s'\n", module, text, name);
	else if (err)
		pr_err("%s: `%s' invalid for parameter `%s'\n", module, text, name);
	return err;
}

/* All of them are tried; the error is the last one's. */
int dock_params_parse(struct module_image *image, char *args)
{
	int err = 0;

	args = skip_spaces(args);
	while (*args) {
		char *name, *value;
		int ret;

		args = next_word(args, &name, &value);
		if (!value && !strcmp(name, "--") && !DOCK_BREAK("param-lines")) {
			if (!err)
				pr_warn("%s: parameters '%s' after `--' ignored\n",
					image->mod->name, args);
			break;
		}
		ret = set_word(image, name, value);
		if (ret)
			err = ret;
	}
	return err;
}

void dock_params_free(struct module_image *image)
{
	for (int i = 0; i < image->nr_params; i++)
		if (image->params[i].ops->free)
			image->params[i].ops->free(image->params[i].arg);
}
