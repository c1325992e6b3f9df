/* SPDX-License-Identifier: MIT */
/* Processors of ELF files: see arch.h. */
#include "host/arch.h"

#include <elf.h>
#include <stdio.h>
#include <string.h>

static const struct {
	unsigned int machine;
	const char *name;
} machines[] = {
	{EM_386, "i386"},	 {EM_X86_64, "x86-64"},	      {EM_ARM, "ARM"},
	{EM_AARCH64, "AArch64"}, {EM_RISCV, "RISC-V"},	      {EM_PPC, "PowerPC"},
	{EM_PPC64, "PowerPC"},	 {EM_MIPS, "MIPS"},	      {EM_S390, "S/390"},
	{EM_SPARCV9, "SPARC"},	 {EM_LOONGARCH, "LoongArch"},
};

int host_arch_foreign(const unsigned char *head, unsigned long len, char *name)
{
	unsigned int machine;
	int is_big;

	if (len < 20 || memcmp(head, ELFMAG, SELFMAG))
		return 0;
	is_big = head[EI_DATA] == ELFDATA2MSB;
	machine = is_big ? head[18] << 8 | head[19] : head[19] << 8 | head[18];
	if (machine == EM_X86_64 && head[EI_CLASS] == ELFCLASS64 && !is_big)
		return 0;
	for (unsigned long i = 0; i < sizeof(machines) / sizeof(machines[0]); i++)
		if (machines[i].machine == machine) {
			snprintf(name, HOST_ARCH_NAME, "%s%s%s",
				 head[EI_CLASS] == ELFCLASS32 ? "32-bit " : "",
				 is_big ? "big-endian " : "", machines[i].name);
			return 1;
		}
	snprintf(name, HOST_ARCH_NAME, "a processor that is not known (%u)", machine);
	return 1;
}
