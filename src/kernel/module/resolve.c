/* SPDX-License-Identifier: MIT */
/* Symbols of modules: what they export, and what they need. See loader.h. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "core/api.h"
#include "host/mem.h"
#include "kernel/mm/cma.h"
#include "kernel/module/load.h"
#include "kernel/module/loader.h"

#define LINK_PREFIX "dock_"

extern const struct dock_ksym __start_dock_ksymtab[], __stop_dock_ksymtab[];

/* --- the export table --- */

static const struct dock_ksym *core_export(const char *name)
{
	for (const struct dock_ksym *k = __start_dock_ksymtab; k < __stop_dock_ksymtab; k++)
		if (!strcmp(k->name, name))
			return k;
	return NULL;
}

static const struct dock_ksym *module_export(const char *name, struct module **owner)
{
	struct module_image *image;

	list_for_each_entry(image, &dock_module_images, list)
		for (int i = 0; i < image->nr_exports; i++)
			if (!strcmp(image->exports[i].name, name)) {
				*owner = image->mod;
				return &image->exports[i];
			}
	return NULL;
}

bool dock_license_is_gpl(const char *license)
{
	static const char *const gpl[] = { "GPL", "GPL v2", "GPL and additional rights",
					   "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL" };

	for (unsigned int i = 0; license && i < ARRAY_SIZE(gpl); i++)
		if (!strcmp(license, gpl[i]))
			return true;
	return false;
}

static const char *const *patched; /* names that are exported as by a patch */
static int nr_patched;

void dock_module_exports(const char *const *names, int nr)
{
	patched = names;
	nr_patched = nr;
}

/* Does the run's Linux let modules link to it? */
static bool is_for_modules(const struct dock_ksym *k)
{
	unsigned int until = (unsigned int)(k->whom >> 32) & 0x7fffffff;

	if (!(k->whom >> 63) || dock_api_run.code < until)
		return true;
	if (k->whom & DOCK_EXPORT_WITHOUT_CMA && !dock_cma_area())
		return true;
	for (int i = 0; i < nr_patched; i++)
		if (!strcmp(patched[i], k->name))
			return true;
	return false;
}

/* --- undefined symbols --- */

static int use_module(struct load *l, struct module *owner)
{
	struct module_image *image = l->image;

	for (int i = 0; i < image->nr_uses; i++)
		if (image->uses[i] == owner)
			return 0;
	if (image->nr_uses == MODULE_USES)
		return dock_load_fail(l, -ENOEXEC, "uses more than %d modules", MODULE_USES);
	image->uses[image->nr_uses++] = owner;
	owner->dock->refcount++;
	return 0;
}

static const char *plain_name(const char *name)
{
	return strncmp(name, LINK_PREFIX, strlen(LINK_PREFIX)) ? name
							       : name + strlen(LINK_PREFIX);
}

/* Its exporter's init must have come to its end: then either it is there or not. */
static const struct dock_ksym *live_module_export(const char *name, struct module **owner)
{
	const struct dock_ksym *k;

	while ((k = module_export(name, owner)) && (*owner)->state == MODULE_STATE_COMING) {
		struct module *coming = *owner;

		wait_event(dock_module_news, !(module_export(name, owner) && *owner == coming &&
					       coming->state == MODULE_STATE_COMING));
	}
	return k && (*owner)->state == MODULE_STATE_LIVE ? k : NULL;
}

/* The address an undefined symbol stands for; 0 if there is none. */
static unsigned long resolve(struct load *l, const struct host_elf_symbol *s)
{
	struct module *owner = NULL;
	const struct dock_ksym *k = core_export(plain_name(s->name));

	/* What is ours in the source too, and what compilers emit by themselves. */
	if (!k)
		k = core_export(s->name);
	if (!k)
		k = live_module_export(s->name, &owner);
	if (!k)
		return 0;
	if (l->image->builtin) /* links to all there is */
		return (unsigned long)k->addr;
	if (!is_for_modules(k) ||
	    (k->whom & DOCK_EXPORT_GPL && !dock_license_is_gpl(l->license)))
		return 0;
	if (owner && !owner->dock->builtin && use_module(l, owner))
		return 0;
	return (unsigned long)k->addr;
}

/* Why a name was not found. */
enum why { NOT_THERE, NOT_FOR_MODULES, FOR_GPL, NR_WHYS };

static enum why why_missing(const char *name)
{
	struct module *owner;
	const struct dock_ksym *k = core_export(plain_name(name));

	if (!k)
		k = core_export(name);
	if (!k)
		k = module_export(name, &owner);
	return !k ? NOT_THERE : is_for_modules(k) ? FOR_GPL : NOT_FOR_MODULES;
}

static void begin_missing(struct load *l, enum why why)
{
	if (why == NOT_THERE)
		dock_load_fail(l, -ENOENT, "needs what is not there:");
	else if (why == FOR_GPL)
		dock_load_fail(l, -ENOENT,
			       "needs what only GPL modules may use, and its license is '%s':",
			       l->license ? l->license : "");
	else
		dock_load_fail(l, -ENOENT, "needs what Linux %s exports to no module:",
			       dock_api_run.name);
}

/* Every name that is missing for this reason, in one line however long. */
static void name_missing(struct load *l, const unsigned long *values, enum why why)
{
	const char *before = NULL;
	unsigned long len = 0;

	for (int i = 1; i < l->elf.nr_symbols; i++) {
		const struct host_elf_symbol *s = &l->elf.symbols[i];

		if (values[i] || s->weak || why_missing(s->name) != why)
			continue;
		if (!l->err) {
			pr_warn("%s: Unknown symbol %s (err %d)\n", l->name, plain_name(s->name),
				-ENOENT);
			continue;
		}
		if (!before)
			begin_missing(l, why);
		len = strlen(l->err);
		scnprintf(l->err + len, l->err_len - len, "%s %s", before ? "," : "",
			  plain_name(s->name));
		before = s->name;
	}
}

static int resolve_symbols(struct load *l, unsigned long *values)
{
	int missing = 0;

	for (int i = 1; i < l->elf.nr_symbols; i++) {
		const struct host_elf_symbol *s = &l->elf.symbols[i];

		values[i] = s->defined ? l->image->base + s->value : resolve(l, s);
		missing += !values[i] && !s->weak;
	}
	if (!missing)
		return 0;
	if (l->err)
		l->err[0] = 0;
	for (enum why why = NOT_THERE; why < NR_WHYS; why++)
		if (!l->err || !l->err[0])
			name_missing(l, values, why);
	return -ENOENT;
}

static int relocate(struct load *l)
{
	unsigned long *values =
		host_alloc((unsigned long)l->elf.nr_symbols * sizeof(*values));
	int err = resolve_symbols(l, values);

	for (int i = 0; i < l->elf.nr_relocs && !err; i++) {
		const struct host_elf_reloc *r = &l->elf.relocs[i];
		unsigned long v = r->kind == HOST_RELOC_RELATIVE ? l->image->base
								 : values[r->symbol];

		*(unsigned long *)(l->image->base + r->at) = v + (unsigned long)r->addend;
	}
	host_free(values);
	return err;
}

static void keep_symbols(struct load *l)
{
	struct module_image *image = l->image;

	image->symbols = host_alloc((unsigned long)l->elf.nr_symbols * sizeof(*image->symbols));
	for (int i = 1; i < l->elf.nr_symbols; i++) {
		const struct host_elf_symbol *s = &l->elf.symbols[i];
		unsigned long len = strlen(s->name) + 1;

		if (!s->defined)
			continue;
		image->symbols[image->nr_symbols].name = host_alloc(len);
		memcpy(image->symbols[image->nr_symbols].name, s->name, len);
		image->symbols[image->nr_symbols++].addr = (void *)(image->base + s->value);
	}
}

int dock_load_link(struct load *l)
{
	int err = relocate(l);

	if (!err)
		keep_symbols(l);
	return err;
}
