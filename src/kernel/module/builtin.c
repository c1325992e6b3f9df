// SPDX-License-Identifier: MIT
/* Code that is built into the kernel: what Linux does with it when it boots. */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "host/mem.h"
#include "kernel/module/image.h"
#include "kernel/uts.h"

#define LEVELS 18

static bool is_own_param(const struct module_image *image, const char *word, size_t len)
{
	size_t name = strcspn(word, "= ");

	for (int i = 0; i < image->nr_params; i++)
		if (strlen(image->params[i].name) == min(name, len) &&
		    !strncmp(image->params[i].name, word, min(name, len)))
			return true;
	return false;
}

/* Words of the command line that are for others stay unread. */
void dock_builtin_params(struct module_image *image)
{
	const char *line = dock_cmdline;

	while (*(line += strspn(line, " \t\n"))) {
		size_t len = strcspn(line, " \t\n");
		char *word = host_alloc(len + 1);

		memcpy(word, line, len);
		if (is_own_param(image, line, len))
			dock_params_parse(image, word);
		host_free(word);
		line += len;
	}
}

/* Who fails is not called again, and nothing else happens: that is said. */
static void call(const struct module_image *image, const struct dock_initcall *initcall)
{
	int err = initcall->fn();

	dock_module_call_ends(image->mod, "an initcall");
	if (err)
		pr_warn("initcall %s returned %pe\n", initcall->name, ERR_PTR(err));
}

void dock_builtin_init(struct module_image *image)
{
	for (unsigned long level = 0; level < LEVELS; level++)
		for (int i = 0; i < image->nr_initcalls; i++)
			if (image->initcalls[i].level == level)
				call(image, &image->initcalls[i]);
}
