// SPDX-License-Identifier: MIT
/*
 * drydock picture FILE.svg [--machine NAME|FILE.dtb]: boots the machine, lets a
 * task look around on it (user/picture.c), and draws what it found (figure.c).
 */
#include "cmd/commands.h"
#include "cmd/options.h"
#include "cmd/output.h"
#include "cmd/supervisor.h"
#include "cmd/text.h"
#include "machine/desc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAD_INPUT 2

static const char usage[] = "usage: drydock picture FILE.svg [--machine NAME|FILE.dtb]\n";

/* 0; 1: only the usage was asked for; -1 with a line in @err. */
static int parse(int argc, char **argv, struct dock_options *o, char *err)
{
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--help"))
			return 1;
		if (!strcmp(argv[i], "--machine") && i + 1 < argc && *argv[i + 1]) {
			o->machine = argv[++i];
		} else if (*argv[i] == '-' || !*argv[i] || o->figure_path) {
			snprintf(err, DOCK_ERR_MAX,
				 "picture: '%s' is not understood; %.*s", argv[i],
				 (int)strlen(usage) - 1, usage);
			return -1;
		} else {
			o->figure_path = argv[i];
		}
	}
	if (o->figure_path)
		return 0;
	snprintf(err, DOCK_ERR_MAX, "picture: no file; %.*s", (int)strlen(usage) - 1,
		 usage);
	return -1;
}

static int draw(struct dock_options *o, char *err)
{
	struct dock_machine_desc *desc = calloc(1, sizeof(*desc));
	int status = BAD_INPUT;
	char notice[256];

	if (!desc)
		snprintf(err, DOCK_ERR_MAX, "out of memory");
	else if (!dock_output_check(o->figure_path, "picture", err) &&
		 !cmd_load_machine(o, desc, notice, sizeof(notice), err))
		status = dock_supervise(o, desc, NULL);
	free(desc);
	return status;
}

int cmd_picture(int argc, char **argv)
{
	struct dock_options o = {
		.run = {.seed = 1, .cpus = 1, .picture = 1},
		.machine = "pc",
		.verbosity = DOCK_QUIET,
	};
	char err[DOCK_ERR_MAX] = "";
	int status = parse(argc, argv, &o, err);

	if (status > 0) {
		fputs(usage, stdout);
		return 0;
	}
	status = status ? BAD_INPUT : draw(&o, err);
	if (*err)
		dock_text_complain(err);
	return status;
}
