/* SPDX-License-Identifier: MIT */
/*
 * What `drydock run` was asked to do, as the machine needs to know it.
 *
 * The command line fills it before it forks the machine; from then on it is
 * constant. Strings belong to the command line and outlive the machine. Plain
 * C types: both worlds include this.
 */
#ifndef DOCK_CORE_RUN_OPTIONS_H
#define DOCK_CORE_RUN_OPTIONS_H

#include "core/api.h"

#define DOCK_RUN_MAX_MODULES 32
#define DOCK_RUN_MAX_PARAMS 32
#define DOCK_RUN_MAX_EXPORTS 32
#define DOCK_RUN_MAX_NODES 64
#define DOCK_RUN_MAX_CPUS 64
#define DOCK_RUN_MAX_DEVICES 16
#define DOCK_RUN_MAX_DEVICE_OPTIONS 16

struct dock_run_module {
	const char *path; /* as the user wrote it; readable, an ELF file */
	const char *params[DOCK_RUN_MAX_PARAMS]; /* "name=value" or "name" */
	int nr_params;
};

struct dock_run_node {
	const char *path;	   /* absolute, below /dev */
	unsigned int major, minor; /* a character device's */
};

struct dock_run_device {
	const char *name; /* of a model; with a slash: a file */
	const char *options[DOCK_RUN_MAX_DEVICE_OPTIONS]; /* "name=value" */
	int nr_options;
};

struct dock_run_options {
	struct dock_api api; /* which Linux; code 0: the default */
	struct dock_run_module modules[DOCK_RUN_MAX_MODULES]; /* in order of loading */
	int nr_modules;
	/* `drydock test`: modules with suites, loaded after the others; no program. */
	struct dock_run_module tests[DOCK_RUN_MAX_MODULES];
	int nr_tests;
	const char *filter; /* of the suites and cases, NULL: all run */
	const char *exports[DOCK_RUN_MAX_EXPORTS]; /* that modules may link to, whatever Linux says */
	int nr_exports;
	struct dock_run_node nodes[DOCK_RUN_MAX_NODES];
	int nr_nodes;
	struct dock_run_device devices[DOCK_RUN_MAX_DEVICES]; /* in order of slots */
	int nr_devices;
	/* Make the devices, at boot; 0, or -1 with one line in @err. And the end of
	 * them. The device models are in a room below the run's, so it cannot call
	 * them by name. NULL: no devices. */
	int (*plug)(const struct dock_run_options *o, char *err, unsigned long err_len);
	void (*unplug)(void);
	/* When the program has ended: tell what the screen shows. NULL: nobody wants
	 * to know. */
	void (*shoot)(void);
	struct dock_run_module task; /* path NULL: none; else there is no program */
	const char *program;	     /* the file to execute, found in PATH; NULL: none */
	char *const *argv; /* the program's arguments, argv[0] first, NULL last */
	int user;	  /* programs are not root */
	const char *kdir; /* what drivers are built in, absolute; NULL: none */
	const char *sudo; /* the program that stands for sudo; NULL: none */
	const char *cmdline; /* the kernel's, of /proc/cmdline; NULL: empty */
	unsigned long seed;
	unsigned int cpus;	/* 1..DOCK_RUN_MAX_CPUS */
	int console_level;	/* of the log's lines that the console shows; 0: 7 */
	const char *command;	/* that repeats the run, for the log; NULL: not known */
	int timeline;		/* tell the life of DMA mappings ('T' records) */
	int no_check;		/* no rules about accesses and DMA */
	const char *core_path;	/* a core file, when a run crashes; NULL: none */
	int debugger;		/* stand still before the first module */
	int picture;		/* no program: the session of `drydock picture` */
	const char *break_name; /* the planted fault, NULL: none (test builds only) */
};

struct dock_machine_desc;

/*
 * dock_machine_main - boot the machine, run, unload, check what is left
 *
 * Called once, in the machine's own process, with the channel open. Returns
 * the exit status: the program's, 128 + the signal that ended it, or 2 after an
 * 'X' record (bad input). The caller leaves the process with it.
 */
int dock_machine_main(const struct dock_run_options *o,
		      const struct dock_machine_desc *desc);

#endif
