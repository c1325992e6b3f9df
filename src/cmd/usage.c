// SPDX-License-Identifier: MIT
/* What `drydock run --help` and `drydock test --help` print. */
#include "cmd/options.h"

#include <stdio.h>

#define USAGE_MACHINE                                                                    \
	"  --machine NAME|FILE.dtb           the machine (pc)\n"                          \
	"  --memory SIZE                     where the machine leaves it open (1G)\n"     \
	"  --cmdline WORDS                   the kernel's command line, such as mem=512M\n" \
	"  --cpus N                          virtual CPUs (1)\n"                          \
	"  --api VERSION                     which Linux, where no module says it (6.1)\n" \
	"  --device NAME[,opt=val...]        attach a device (help: list them), or a\n"   \
	"                                    model of your own: ./FILE.so\n"              \
	"  --module FILE.ko[,param=val...]   load a module\n"                             \
	"  --export NAME                     modules may link to it, as after a patch\n"   \
	"  --node PATH,c,MAJOR,MINOR         make a device node below /dev\n"
#ifdef DOCK_TEST_BREAKS
#define USAGE_BREAK                                                                      \
	"  --break NAME                      plant a fault in drydock itself (help:\n"   \
	"                                    list them)\n"
#else
#define USAGE_BREAK ""
#endif
#define USAGE_RUN                                                                        \
	"  --seed N                          decides the order of everything (1)\n"       \
	"  --timeout SECONDS                 end a run that hangs\n"                      \
	"  --report FILE.json                write the reports there, too\n"              \
	"  --timeline FILE.svg               draw the life of a DMA buffer\n"             \
	"  --screenshot FILE.png             what a device's screen shows at the end\n"   \
	"  --no-check                        no rules about accesses and DMA\n"           \
	"  --gdb[=FILE|=wait]                start gdb, with the commands of FILE; or\n"   \
	"                                    wait for one (drydock gdb PID)\n"           \
	"  --core FILE                       a core file, if the run crashes\n" USAGE_BREAK \
	"  --quiet, --verbose                less or more of the kernel's log\n"          \
	"\n"

void dock_options_usage(int test)
{
	puts(test ? "usage: drydock test [OPTION]... FILE.ko[,param=val...]...\n"
		    "\n"
		    "Boots a machine, loads the modules, runs the KUnit suites of each FILE.ko, "
		    "and\n"
		    "prints their results as KTAP on standard output.\n"
		    "\n" USAGE_MACHINE
		    "  --filter SUITE[.CASE]             run these alone; * and ? stand for others\n"
		    USAGE_RUN
		    "Exit status: 0 if all passed; 1 if some failed, or there is none; 99 if a "
		    "rule\n"
		    "was broken; 2 for bad usage or input."
		  : "usage: drydock run [OPTION]... -- PROGRAM [ARGUMENT]...\n"
		    "\n"
		    "Boots a machine, loads the modules in order, runs PROGRAM on it, unloads, "
		    "and\n"
		    "says what is left behind and which rules were broken.\n"
		    "\n" USAGE_MACHINE
		    "  --task FILE.ko[,param=val...]     run this module's task, no PROGRAM\n"
		    "  --user                            PROGRAM is not root on the machine\n"
		    USAGE_RUN
		    "Exit status: PROGRAM's; 99 if a rule was broken; 2 for bad usage or "
		    "input.");
}
