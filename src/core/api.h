/* SPDX-License-Identifier: MIT */
/*
 * The version of Linux whose API drivers are built for: one a run.
 *
 * Plain C types, and a source without includes: both worlds use it.
 */
#ifndef DOCK_CORE_API_H
#define DOCK_CORE_API_H

#define DOCK_API_DEFAULT "6.1"
#define DOCK_API_RANGE                                                                   \
	"2.6.10 to 2.6.39, 3.0 to 3.19, 4.0 to 4.20, 5.0 to 5.19, 6.0 to 6.12"
#define DOCK_API_TEXT 12

/* As Linux's KERNEL_VERSION() has it. */
#define DOCK_API_CODE(a, b, c) (((a) << 16) + ((b) << 8) + (c))

struct dock_api {
	unsigned int code;
	char name[DOCK_API_TEXT]; /* "2.6.10", "6.1": also a folder of kdir/ */
	char full[DOCK_API_TEXT]; /* "2.6.10", "6.1.0": of vermagic and uname */
};

/* Understands a name, and the form with three numbers. Returns 0, or -1: there is no
 * such version, or it is none of DOCK_API_RANGE. Stable updates (6.1.2) are not. */
int dock_api_parse(const char *text, struct dock_api *api);
/* The same of a vermagic, which begins with a version and goes on behind a blank. */
int dock_api_of_vermagic(const char *text, struct dock_api *api);

/* The run's; 6.1 unless dock_api_set() is called, before anything is loaded. */
extern struct dock_api dock_api_run;
void dock_api_set(const struct dock_api *api);

/* Does the run's Linux have what came with a.b[.c]? The one question that
 * src/kernel/compat/ asks. */
#define dock_api_since(a, b, c) (dock_api_run.code >= DOCK_API_CODE(a, b, c))

#endif
