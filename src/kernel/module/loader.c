/* SPDX-License-Identifier: MIT */
/* The module loader: see loader.h. */
#include "kernel/module/loader.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "core/api.h"
#include "core/breaks.h"
#include "core/debugger.h"
#include "host/channel.h"
#include "host/image.h"
#include "host/mem.h"
#include "kernel/kunit/kunit.h"
#include "kernel/mm/percpu.h"
#include "kernel/mm/vmalloc.h"
#include "kernel/module/load.h"
#include "kernel/sched/sched.h"
#include "machine/layout.h"

LIST_HEAD(dock_module_images);
DECLARE_WAIT_QUEUE_HEAD(dock_module_news);
static unsigned long next_base = DOCK_MODULES_BASE;
const unsigned long dock_debugger_modules[2] = { DOCK_MODULES_BASE, DOCK_MODULES_END };

int dock_load_fail(struct load *l, int error, const char *fmt, ...)
{
	char text[HOST_ELF_LINE + 320];
	va_list args;

	va_start(args, fmt);
	vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (l->err)
		scnprintf(l->err, l->err_len, "%s %s", l->path, text);
	else
		pr_err("%s %s\n", l->name ? l->name : l->path, text);
	return error;
}

/* --- the file --- */

static const char *modinfo(const struct host_elf *elf, const char *key)
{
	const char *p = elf->modinfo.bytes, *end = p + elf->modinfo.size;
	size_t len = strlen(key);

	while (p < end) {
		size_t n = strnlen(p, (size_t)(end - p));

		if (n > len && !memcmp(p, key, len) && p[len] == '=' && p + n < end)
			return p + len + 1;
		p += n + 1;
	}
	return NULL;
}

static int check_vermagic(struct load *l)
{
	const char *magic = modinfo(&l->elf, "vermagic");
	char want[64];

	scnprintf(want, sizeof(want), "%s" DOCK_VERMAGIC_KIND, dock_api_run.full);
	if (!magic)
		return dock_load_fail(l, -ENOEXEC,
				      "says for no kernel what it is built for (no vermagic)");
	if (!strcmp(magic, want))
		return 0;
	if (l->err)
		return dock_load_fail(l, -ENOEXEC,
				      "is built for '%s', this is '%s'; build it again", magic,
				      want);
	pr_err("%s: version magic '%s' should be '%s'\n", l->name, magic, want);
	return -ENOEXEC;
}

static int map_segment(struct load *l, const struct host_elf_segment *s)
{
	unsigned long at = l->image->base + (s->addr & PAGE_MASK), skew = s->addr & ~PAGE_MASK;
	unsigned long len = PAGE_ALIGN(skew + s->mem_size);
	int err;

	if (!(s->prot & HOST_PROT_WRITE))
		return host_map_file(at, len, s->prot, l->elf.fd, s->off - skew);
	if (l->image->data_size)
		return -ENOEXEC;
	err = dock_module_ram_map(at, len);
	if (err)
		return err;
	l->image->data_addr = at;
	l->image->data_size = len;
	return 0;
}

/* The file's bytes of the writable segment, through the segment's own mapping. */
static int fill_data(struct load *l, const struct host_elf_segment *s)
{
	unsigned long skew = s->addr & ~PAGE_MASK, at = DOCK_KMAP_BASE;
	unsigned long len = PAGE_ALIGN(skew + s->file_size);
	int err;

	if (!(s->prot & HOST_PROT_WRITE) || !s->file_size)
		return 0;
	err = host_map_file(at, len, HOST_PROT_READ, l->elf.fd, s->off - skew);
	if (err)
		return err;
	memcpy((void *)(l->image->base + s->addr), (void *)(at + skew), s->file_size);
	return host_reserve(at, len);
}

static int map_image(struct load *l)
{
	struct module_image *image = l->image;
	int err = 0;

	image->base = next_base;
	image->span = PAGE_ALIGN(l->elf.span);
	if (next_base + image->span + PAGE_SIZE > DOCK_MODULES_CODE_END)
		return dock_load_fail(l, -ENOMEM, "does not fit: the module window is full");
	next_base += ALIGN(image->span + PAGE_SIZE, 1UL << 20);
	for (int i = 0; i < l->elf.nr_segments && !err; i++) {
		err = map_segment(l, &l->elf.segments[i]);
		if (!err)
			err = fill_data(l, &l->elf.segments[i]);
	}
	return err ? dock_load_fail(l, err, "cannot be mapped: error %d", err) : 0;
}

static int read_modinfo(struct load *l)
{
	l->license = modinfo(&l->elf, "license");
	l->name = modinfo(&l->elf, "name");
	l->image->builtin = modinfo(&l->elf, "builtin");
	if (!l->image->builtin && !dock_license_is_gpl(l->license))
		l->image->taints |= MODULE_TAINT_PROPRIETARY;
	if (!l->image->builtin && !modinfo(&l->elf, "intree"))
		l->image->taints |= MODULE_TAINT_OUT_OF_TREE;
	return l->name ? 0 : dock_load_fail(l, -ENOEXEC, "has no name (no name in .modinfo)");
}

/* Where a text of .modinfo lies in the mapped image. */
static const char *modinfo_mapped(const struct load *l, const char *key)
{
	const struct host_elf_section *s = &l->elf.modinfo;
	const char *text = modinfo(&l->elf, key);

	return text ? (const char *)(l->image->base + s->addr + (unsigned long)(text - s->bytes))
		    : NULL;
}

/* Does a text of the module's own end within it? */
static bool is_own_text(const struct module_image *image, const char *text)
{
	unsigned long at = (unsigned long)text, end = image->base + image->span;

	return at >= image->base && at < end && strnlen(text, end - at) < end - at;
}

/* What is found by name later: a damaged file's names lead anywhere. */
static int check_names(struct load *l)
{
	const struct module_image *image = l->image;

	for (int i = 0; i < image->nr_params; i++)
		if (!is_own_text(image, image->params[i].name))
			return dock_load_fail(l, -ENOEXEC, "has a parameter with a damaged name");
	for (int i = 0; i < image->nr_exports; i++)
		if (!is_own_text(image, image->exports[i].name))
			return dock_load_fail(l, -ENOEXEC, "has an export with a damaged name");
	for (int i = 0; i < image->nr_initcalls; i++)
		if (!is_own_text(image, image->initcalls[i].name))
			return dock_load_fail(l, -ENOEXEC, "has an initcall with a damaged name");
	return 0;
}

/* Names stand in /proc/modules between blanks, and are folders of /sys/module. */
static bool is_name(const char *name)
{
	size_t len = strnlen(name, MODULE_NAME_LEN);

	for (size_t i = 0; i < len; i++)
		if (name[i] <= ' ' || name[i] > '~' || name[i] == '/')
			return false;
	return len && len < MODULE_NAME_LEN && name[0] != '.';
}

static int find_parts(struct load *l)
{
	struct module_image *image = l->image;
	struct module *mod;

	if (l->elf.this_module.size < sizeof(struct module))
		return dock_load_fail(l, -ENOEXEC, "has a struct module of the wrong size");
	mod = (struct module *)(image->base + l->elf.this_module.addr);
	if (!is_name(mod->name))
		return dock_load_fail(l, -ENOEXEC, "has a damaged name");
	image->mod = mod;
	image->params = (void *)(image->base + l->elf.params.addr);
	image->nr_params = (int)(l->elf.params.size / sizeof(struct kernel_param));
	image->exports = (void *)(image->base + l->elf.exports.addr);
	image->nr_exports = (int)(l->elf.exports.size / sizeof(struct dock_ksym));
	image->initcalls = (void *)(image->base + l->elf.initcalls.addr);
	image->nr_initcalls = (int)(l->elf.initcalls.size / sizeof(*image->initcalls));
	image->suites = (void *)(image->base + l->elf.suites.addr);
	image->nr_suites = (int)(l->elf.suites.size / sizeof(*image->suites));
	mod->version = modinfo_mapped(l, "version");
	mod->srcversion = modinfo_mapped(l, "srcversion");
	mod->dock = image;
	return check_names(l);
}

void dock_module_image_free(struct module_image *image)
{
	if (image->base)
		host_reserve(image->base, image->span);
	if (image->percpu_size)
		dock_percpu_unmap(image->percpu_addr, image->percpu_size);
	if (image->data_size)
		dock_module_ram_unmap(image->data_addr, image->data_size);
	for (int i = 0; i < image->nr_uses; i++)
		image->uses[i]->dock->refcount--;
	for (int i = 0; i < image->nr_symbols; i++)
		host_free(image->symbols[i].name);
	host_free(image->symbols);
	host_free(image);
}

/* After relocation: the copies begin as the section is then. */
static int map_percpu(struct load *l)
{
	struct module_image *image = l->image;

	if (!l->elf.percpu.size)
		return 0;
	if (dock_percpu_map(image->base + l->elf.percpu.addr, l->elf.percpu.size))
		return dock_load_fail(l, -ENOMEM, "cannot be given its per-CPU memory");
	image->percpu_addr = image->base + l->elf.percpu.addr;
	image->percpu_size = l->elf.percpu.size;
	return 0;
}

static int load_steps(struct load *l)
{
	int err;

	if (l->elf.error[0])
		return dock_load_fail(l, DOCK_BREAK("damaged-images") ? -EINVAL : -ENOEXEC, "%s",
				      l->elf.error);
	err = read_modinfo(l);
	if (!err && l->image->builtin && !l->err)
		err = dock_load_fail(l, -ENOEXEC, "is code of the kernel itself, and no module");
	if (!err)
		err = check_vermagic(l);
	if (!err)
		err = dock_load_check_headers(l);
	if (!err)
		err = map_image(l);
	if (!err)
		err = dock_load_link(l);
	if (!err)
		err = find_parts(l);
	if (!err)
		err = map_percpu(l);
	return err;
}

/* --- into the books, and its init --- */

static bool on_its_way(const char *name)
{
	const struct module *mod = dock_module_find(name);

	return mod && mod->state == MODULE_STATE_COMING;
}

/* One module of a name: whoever comes second waits to see what becomes of the
 * first. */
static int enlist(struct load *l)
{
	struct module *mod = l->image->mod, *old = dock_module_find(mod->name);

	if (l->image->builtin)
		old = NULL; /* it has no name among modules */
	if (old && old->state == MODULE_STATE_COMING) {
		if (wait_event_interruptible(dock_module_news, !on_its_way(mod->name)))
			return -EINTR;
		old = dock_module_find(mod->name);
		if (!old || old->state != MODULE_STATE_LIVE)
			return -EBUSY;
	}
	if (!old) {
		mod->state = MODULE_STATE_COMING;
		list_add_tail(&l->image->list, &dock_module_images);
		return 0;
	}
	if (l->err)
		dock_load_fail(l, -EEXIST, "is loaded already, as %s", mod->name);
	return old->state == MODULE_STATE_LIVE ? -EEXIST : -EBUSY;
}

/* The supervisor opens @path, for names and lines. */
static void announce(const struct module_image *image, const char *path)
{
	char record[PATH_MAX + 128];
	int n = snprintf(record, sizeof(record), "M%s %lx %s", image->mod->name, image->base, path);

	host_channel_send(record, (unsigned long)min(n, (int)sizeof(record) - 1));
	dock_debugger_module_comes(image->base, path);
}

void dock_module_call_ends(const struct module *mod, const char *function)
{
	char what[MODULE_NAME_LEN + 24];

	snprintf(what, sizeof(what), "%s of module %s", function, mod->name);
	dock_check_locks_at_return(what);
}

static int run_init(struct load *l)
{
	struct module_image *image = l->image;
	struct module *mod = image->mod;
	int ret = 0;

	image->refcount++; /* its own init */
	if (image->builtin)
		dock_builtin_init(image);
	if (mod->init && !image->user_code) {
		ret = mod->init();
		dock_module_call_ends(mod, "init");
	}
	image->refcount--; /* what init took for others stays */
	if (ret < 0 && (DOCK_BREAK("simple-bad-region") || DOCK_BREAK("init-fails")))
		ret = -EIO;
	if (ret > 0) {
		pr_warn("do_init_module: '%s'->init suspiciously returned %d, it should follow "
			"0/-E convention\ndo_init_module: loading module anyway...\n",
			mod->name, ret);
		ret = 0;
	}
	mod->state = ret ? MODULE_STATE_GOING : MODULE_STATE_LIVE;
	wake_up_all(&dock_module_news);
	if (!ret)
		dock_kunit_module_live(l->image->suites, l->image->nr_suites);
	if (ret && l->err)
		dock_load_fail(l, ret, "was not loaded: its init returned %pe", ERR_PTR(ret));
	return ret;
}

/* The image is in the books, and has its parameters or the error @err. */
static int start(struct load *l, int err)
{
	if (!err && !l->image->user_code && !l->image->builtin)
		err = dock_module_sysfs_add(l->image);
	if (!err) {
		err = run_init(l);
	} else {
		l->image->mod->state = MODULE_STATE_GOING;
		wake_up_all(&dock_module_news);
	}
	if (err)
		dock_module_retire(l->image);
	return err;
}

/* What is wrong with the file, or the image mapped and in the books. */
static int bring_in(struct load *l, bool user_code)
{
	int err;

	l->image = host_alloc(sizeof(*l->image));
	l->image->user_code = user_code;
	err = load_steps(l);
	if (!err)
		err = enlist(l);
	if (err)
		dock_module_image_free(l->image);
	return err;
}

bool dock_module_is_builtin(const char *path)
{
	struct host_elf elf;
	bool builtin = !host_elf_open(&elf, path) && modinfo(&elf, "builtin");

	host_elf_close(&elf);
	return builtin;
}

int dock_module_load(const char *path, const char *const *params, int nr_params, bool user_code,
		     char *err, unsigned long err_len, struct module **out)
{
	struct load l = { .path = path, .err = err, .err_len = err_len };
	char why[320];
	int ret;

	host_elf_open(&l.elf, path);
	ret = bring_in(&l, user_code);
	if (!ret) {
		announce(l.image, path);
		if (l.image->builtin)
			dock_builtin_params(l.image);
		ret = dock_params_set(l.image, params, nr_params, why, sizeof(why));
		if (ret)
			dock_load_fail(&l, ret, "cannot be given its parameters: %s", why);
		ret = start(&l, ret);
	}
	host_elf_close(&l.elf);
	if (!ret)
		*out = l.image->mod;
	return ret;
}

int dock_module_load_image(int fd, const char *path, char *args)
{
	struct load l = { .path = path };
	char opened[40];
	int ret;

	host_elf_open_fd(&l.elf, fd);
	ret = bring_in(&l, false);
	if (!ret) {
		host_image_path(l.elf.fd, opened, sizeof(opened));
		announce(l.image, opened);
		host_channel_sync(); /* the descriptor is open until then */
		ret = start(&l, dock_params_parse(l.image, args));
	}
	host_elf_close(&l.elf);
	return ret;
}
