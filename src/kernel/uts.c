/* SPDX-License-Identifier: MIT */
/* The kernel's name in /proc. */
#include "kernel/uts.h"

#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include "core/api.h"

const char *dock_uts_release(void)
{
	static char release[sizeof(dock_api_run.full) + sizeof("-drydock")];

	snprintf(release, sizeof(release), "%s-drydock", dock_api_run.full);
	return release;
}

const char *dock_cmdline = "";

/* In Linux's form: name, release, who built it with what, version. */
static int show_banner(struct seq_file *m, void *v)
{
	seq_printf(m, "Linux version %s (drydock@drydock) (%s) %s\n", dock_uts_release(),
		   __VERSION__, DOCK_UTS_VERSION);
	return 0;
}

static int show_text(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", (const char *)m->private);
	return 0;
}

void dock_proc_uts_init(void)
{
	proc_create_single_data("cmdline", 0444, NULL, show_text, (void *)dock_cmdline);
	proc_create_single("version", 0444, NULL, show_banner);
	proc_create_single_data("sys/kernel/osrelease", 0444, NULL, show_text,
				(void *)dock_uts_release());
	proc_create_single_data("sys/kernel/version", 0444, NULL, show_text,
				DOCK_UTS_VERSION);
}
