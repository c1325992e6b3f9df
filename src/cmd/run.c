// SPDX-License-Identifier: MIT
/*
 * `drydock run` and `drydock test`: options, the machine's description, and then the supervisor.
 * Whatever is wrong with the input is one line here, before anything has run.
 */
#include "cmd/breaks.h"
#include "cmd/cmdline.h"
#include "cmd/commands.h"
#include "cmd/nearest.h"
#include "cmd/options.h"
#include "cmd/supervisor.h"
#include "cmd/text.h"
#include "devices/models.h"
#include "machine/desc.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BAD_INPUT 2
#define DEFAULT_MEMORY (1UL << 30)

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

/* A name of one of ours has neither a slash nor a suffix. */
static int is_file_name(const char *machine)
{
	return strchr(machine, '/') || ends_with(machine, ".dtb") ||
	       ends_with(machine, ".dts");
}

static int is_dtb(const struct dirent *entry)
{
	return ends_with(entry->d_name, ".dtb");
}

/* " (nearest: pc)", or "". */
static void nearest_machine(const char *name, const char *dir, char *text, size_t size)
{
	struct dock_nearest nearest = {.wanted = name};
	struct dirent **entries;
	int n = scandir(dir, &entries, is_dtb, alphasort);

	*text = '\0';
	for (int i = 0; i < n; i++) {
		entries[i]->d_name[strlen(entries[i]->d_name) - 4] = '\0';
		dock_nearest_try(&nearest, entries[i]->d_name);
	}
	if (n > 0 && dock_nearest_good(&nearest))
		snprintf(text, size, " (nearest: %s)", nearest.best);
	for (int i = 0; i < n; i++)
		free(entries[i]);
	if (n >= 0)
		free(entries);
}

/* "pc, board": the machines that lie in @dir, in order of name. */
static void list_machines(const char *dir, char *list, size_t size)
{
	struct dirent **entries;
	int n = scandir(dir, &entries, is_dtb, alphasort);
	size_t used = 0;

	snprintf(list, size, "none");
	for (int i = 0; i < n; i++) {
		int len = (int)strlen(entries[i]->d_name) - 4;

		if (used < size)
			used += snprintf(list + used, size - used, "%s%.*s",
					 i ? ", " : "", len, entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static int bad_input(const char *what)
{
	dock_text_complain(what);
	return BAD_INPUT;
}

static int load_machine(const struct dock_options *o, struct dock_machine_desc *desc,
			char *err)
{
	char dir[3072], path[4096], list[512], why[512];

	snprintf(dir, sizeof(dir), "%s/machines", drydock_datadir());
	if (is_file_name(o->machine)) {
		snprintf(path, sizeof(path), "%s", o->machine);
	} else {
		snprintf(path, sizeof(path), "%s/%s.dtb", dir, o->machine);
		if (access(path, F_OK)) {
			list_machines(dir, list, sizeof(list));
			nearest_machine(o->machine, dir, why, sizeof(why));
			snprintf(err, DOCK_ERR_MAX,
				 "--machine: no machine '%s'%s; there are: %s; "
				 "or give a file: ./NAME.dtb",
				 o->machine, why, list);
			return -1;
		}
	}
	if (!dock_desc_load(path, desc, why, sizeof(why)))
		return 0;
	snprintf(err, DOCK_ERR_MAX, "--machine '%s': %s", o->machine, why);
	return -1;
}

/* A board leaves the size of its memory to the boot loader, and so to us. */
static int give_memory(const struct dock_options *o, struct dock_machine_desc *desc,
		       char *notice, size_t size, char *err)
{
	unsigned long bytes = o->memory_bytes ? o->memory_bytes : DEFAULT_MEMORY;
	char why[512];

	if (!dock_desc_lacks_memory(desc)) {
		if (!o->memory_bytes)
			return 0;
		snprintf(err, DOCK_ERR_MAX,
			 "--memory: machine '%s' says itself what memory it "
			 "has; leave the option out",
			 o->machine);
		return -1;
	}
	if (dock_desc_give_memory(desc, bytes, why, sizeof(why))) {
		snprintf(err, DOCK_ERR_MAX, "--memory: %s", why);
		return -1;
	}
	snprintf(notice, size,
		 "memory: the device tree leaves its size open: %lu KiB at 0x%lx%s",
		 bytes >> 10, desc->banks[0].base,
		 o->memory_bytes ? "" : " (--memory SIZE changes it)");
	return 0;
}

int cmd_load_machine(const struct dock_options *o, struct dock_machine_desc *desc, char *notice,
		     unsigned long size, char *err)
{
	*notice = '\0';
	if (load_machine(o, desc, err) || give_memory(o, desc, notice, size, err))
		return -1;
	return o->run.cmdline ? dock_cmdline_apply(o->run.cmdline, desc, err) : 0;
}

static int supervise(struct dock_options *o, const struct dock_machine_desc *desc,
		     const char *notice)
{
	o->run.kdir = drydock_kdir(o->run.api.code ? o->run.api.name : DOCK_API_DEFAULT);
	return dock_supervise(o, desc, notice);
}

static int run(struct dock_options *o, char *err)
{
	struct dock_machine_desc *desc = calloc(1, sizeof(*desc));
	char notice[256] = "";
	int status = BAD_INPUT;

	if (!desc)
		snprintf(err, DOCK_ERR_MAX, "out of memory");
	else if (access("/proc/self/exe", R_OK))
		snprintf(err, DOCK_ERR_MAX,
			 "there is no /proc, and drydock needs it: mount -t proc proc /proc");
	else if (!cmd_check_break(o, err) && !dock_options_check(o, err) && !dock_options_api(o, err) &&
		 !cmd_load_machine(o, desc, notice, sizeof(notice), err))
		status = supervise(o, desc, *notice ? notice : NULL);
	free(desc);
	return status;
}

/* Ours is shown in the place of /usr/bin/sudo. Where there is none, PATH finds it. */
static const char *find_sudo(void)
{
	static char found[4096];
	const char *dirs = getenv("PATH");
	char *longer;

	snprintf(found, sizeof(found), "%s/bin/sudo", drydock_datadir());
	if (access(found, X_OK))
		return NULL;
	if (dirs && access("/usr/bin/sudo", F_OK) &&
	    asprintf(&longer, "%s:%s/bin", dirs, drydock_datadir()) > 0) {
		setenv("PATH", longer, 1);
		free(longer);
	}
	return found;
}

int cmd_run(int argc, char **argv)
{
	struct dock_options *o = calloc(1, sizeof(*o));
	char err[DOCK_ERR_MAX] = "";
	int status;

	if (!o)
		return bad_input("out of memory");
	if (dock_options_parse(argc, argv, o, err)) {
		status = bad_input(err);
	} else if (o->help) {
		dock_options_usage(o->test);
		status = 0;
	} else if (o->list_devices) {
		char list[256];

		dock_models_list(list, sizeof(list));
		puts(list);
		status = 0;
	} else if (o->list_breaks) {
		cmd_list_breaks();
		status = 0;
	} else {
		o->run.sudo = find_sudo();
		o->run.plug = dock_devices_plug;
		o->run.unplug = dock_devices_unplug;
		o->run.shoot = o->screenshot_path ? dock_devices_shoot : NULL;
		status = run(o, err);
		if (*err)
			bad_input(err);
	}
	dock_options_free(o);
	free(o);
	return status;
}
