// SPDX-License-Identifier: MIT
/*
 * drydock: the command line. Finds the command and hands over.
 */
#include "cmd/commands.h"
#include "cmd/nearest.h"
#include "cmd/version.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *name;
	int (*fn)(int argc, char **argv);
} commands[] = {
	{"run", cmd_run},     {"test", cmd_run}, /* by its first word it knows */
	{"kdir", cmd_kdir},   {"explain", cmd_explain}, {"picture", cmd_picture},
	{"check", cmd_check}, {"gdb", cmd_gdb},
};

static void usage(FILE *to)
{
	fputs("usage: drydock run [OPTION]... -- PROGRAM [ARGUMENT]...\n"
	      "       drydock test [OPTION]... FILE.ko...\n"
	      "       drydock kdir [--api VERSION]\n"
	      "       drydock explain [RULE]\n"
	      "       drydock check [--json] DIR|FILE...\n"
	      "       drydock picture FILE.svg [--machine NAME|FILE.dtb]\n"
	      "       drydock gdb PID|CORE [ARGUMENT OF GDB]...\n"
	      "       drydock --version | --help\n"
	      "\n"
	      "Runs a Linux driver's memory-mapping and DMA code in an ordinary process, "
	      "on a\n"
	      "simulated machine, and checks its rules.\n"
	      "\n"
	      "  run      boot a machine, load modules, run a program on it, report\n"
	      "  test     run a module's KUnit suites, and print their results as KTAP\n"
	      "  kdir     print the folder for: make -C DIR M=SRC modules\n"
	      "  check    name what a driver uses and what is not there, before "
	      "compiling\n"
	      "  explain  tell what a rule means, with wrong and right code; or list "
	      "them\n"
	      "  picture  draw a machine's address types, with its own addresses\n"
	      "  gdb      debug a machine, or what is left of one\n"
	      "\n"
	      "'drydock run --help' lists the options; man drydock tells all.\n",
	      to);
}

/* A standard descriptor that came closed would be the next one opened: the
 * channel, say, with messages written into it. */
static int fill_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= 2);
	return fd < 0 ? -1 : close(fd);
}

static int unknown_command(const char *name)
{
	struct dock_nearest nearest = {.wanted = name};
	const char *near;

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		dock_nearest_try(&nearest, commands[i].name);
	near = dock_nearest_good(&nearest);
	fprintf(stderr, "drydock: unknown command '%s'%s%s%s; there are: ", name,
		near ? " (nearest: " : "", near ? near : "", near ? ")" : "");
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		fprintf(stderr, "%s%s", i ? ", " : "", commands[i].name);
	fputs("\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	if (fill_standard_descriptors())
		return 2;
	if (argc < 2) {
		usage(stderr);
		return 2;
	}
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].fn(argc - 1, argv + 1);
	if (!strcmp(argv[1], "--version")) {
		puts("drydock " DOCK_VERSION);
		return 0;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		usage(stdout);
		return 0;
	}
	return unknown_command(argv[1]);
}
