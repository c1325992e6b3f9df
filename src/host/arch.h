/* SPDX-License-Identifier: MIT */
/* What processor an ELF file is for, told from its first bytes. */
#ifndef DOCK_HOST_ARCH_H
#define DOCK_HOST_ARCH_H

#define HOST_ARCH_HEAD 64 /* bytes that are enough */
#define HOST_ARCH_NAME 48

/*
 * host_arch_foreign - is the file that begins with @head for another processor?
 *
 * Returns 1 and its name in @name (HOST_ARCH_NAME bytes: "AArch64", "32-bit
 * i386"), 0: it is for x86-64, or no ELF file at all.
 */
int host_arch_foreign(const unsigned char *head, unsigned long len, char *name);

#endif
