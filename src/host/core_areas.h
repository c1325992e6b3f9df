/* SPDX-License-Identifier: MIT */
/* What of this process's memory goes into a core file: core.c's. */
#ifndef DOCK_HOST_CORE_AREAS_H
#define DOCK_HOST_CORE_AREAS_H

#define HOST_CORE_RUNS 60000 /* a program header each; ELF counts to 65534 */
#define HOST_CORE_FILES 1000
#define HOST_CORE_NAMES (256 * 1024)

struct host_core_run {
	unsigned long addr, len;
	int prot; /* HOST_PROT_ */
};

struct host_core_file {
	unsigned long start, end, off;
	const char *name;
};

/* Large, so mapped for itself; it leaves itself out. */
struct host_core_areas {
	struct host_core_run runs[HOST_CORE_RUNS];
	int nr_runs;
	struct host_core_file files[HOST_CORE_FILES];
	int nr_files;
	char names[HOST_CORE_NAMES]; /* of the files */
	unsigned long names_len;
};

/* All mappings of this process, whose folder in /proc is @proc. NULL: errno says why. Never freed: the process
 * ends soon. */
struct host_core_areas *host_core_areas_find(int proc);

#endif
