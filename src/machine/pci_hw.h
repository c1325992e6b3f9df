/* SPDX-License-Identifier: MIT */
/*
 * The PCI bus: slots with functions, their configuration spaces, and which of
 * them answers at an address.
 *
 * Device models stand on one side (src/devices), the kernel's PCI core on the
 * other; both know only this. A function answers in its windows when their
 * addresses are set and its command register says so; where nobody answers, a
 * load gives all ones and a store is lost.
 */
#ifndef DOCK_MACHINE_PCI_HW_H
#define DOCK_MACHINE_PCI_HW_H

#include "machine/bus.h"

#define DOCK_PCI_SLOTS	      32
#define DOCK_PCI_BARS	      6
#define DOCK_PCI_CONFIG_BYTES 256
#define DOCK_PCI_FIRST_SLOT   4	 /* those before are the chipset's */
#define DOCK_PCI_FIRST_INPUT  16 /* INTA of slot 0; four inputs, in turn */
/* Message-signalled interrupts: a store of an input's number to this address. */
#define DOCK_PCI_MSI_ADDRESS  0xfee00000UL
/* MSI-X: a window begins with the table; further on, which vectors wait. */
#define DOCK_MSIX_MAX	      64
#define DOCK_MSIX_PENDING     0x800UL
#define DOCK_MSIX_BYTES	      0x1000UL

struct dock_pci_bar {
	unsigned long size_bytes; /* a power of two; 0: there is none */
	int is_io, is_64bit, is_prefetchable;
	void *memory;		 /* NULL: registers. Else a window of memory, */
	unsigned long memory_at; /* which lies there in the RAM file */
};

struct dock_pci_identity {
	unsigned short vendor, device, subsystem_vendor, subsystem;
	unsigned int class_code; /* 24 bits */
	unsigned char revision;
	int irq_pin;	 /* 0: none; 1..4 */
	int msi_vectors; /* 0: no MSI; else a power of two up to 32 */
	int msix_vectors; /* 0: no MSI-X; else up to DOCK_MSIX_MAX, with their table */
	int msix_bar;	  /* in this window, of at least DOCK_MSIX_BYTES */
	struct dock_pci_bar bars[DOCK_PCI_BARS];
};

struct dock_pci_hw {
	int slot;
	unsigned char config[DOCK_PCI_CONFIG_BYTES];
	unsigned char writable[DOCK_PCI_CONFIG_BYTES]; /* bits that a store changes */
	struct dock_pci_identity id;
	struct dock_bus_master master; /* enabled follows the command register */
	int msi_cap, msix_cap; /* offset of the capability; 0: none */
	struct dock_msix *msix;
	int wants;	  /* what the device does with its line */
	int line;	  /* what of it reaches the interrupt controller */
	/* The model: @offset lies in window @bar, aligned to @size (1, 2, 4, 8). */
	unsigned long (*read)(void *owner, int bar, unsigned long offset, int size);
	void (*write)(void *owner, int bar, unsigned long offset, int size,
		      unsigned long value);
	void *owner;
};

/* Plug @hw, with id, read, write, owner and master.name set, into the next free
 * slot. Returns it, or -1: the bus is full. */
int dock_pci_plug(struct dock_pci_hw *hw);
struct dock_pci_hw *dock_pci_slot(int slot); /* NULL: empty */

/* @where is aligned to @size (1, 2, 4) and inside the space. */
unsigned int dock_pci_config_read(const struct dock_pci_hw *hw, int where, int size);
void dock_pci_config_write(struct dock_pci_hw *hw, int where, int size, unsigned int value);

/* The input of the interrupt controller that its pin is wired to; -1: no pin. */
int dock_pci_input(const struct dock_pci_hw *hw);

/* A processor's load or store of device registers. @size is 1, 2, 4 or 8, at any
 * alignment: what is not aligned is made of smaller ones. */
unsigned long dock_pci_load(int is_io, unsigned long addr, int size);
void dock_pci_store(int is_io, unsigned long addr, int size, unsigned long value);

/* Is @addr in a memory window that answers? Then where it lies in the RAM file. */
int dock_pci_memory(unsigned long addr, unsigned long *at);

/* The model's side: the interrupt line, and messages (-1: not enabled). */
void dock_pci_set_line(struct dock_pci_hw *hw, int level);
int dock_pci_msi(struct dock_pci_hw *hw, int vector);
int dock_pci_msi_enabled(const struct dock_pci_hw *hw);

/* pci_msix.c, the own of pci_hw.c. */
void dock_msix_init(struct dock_pci_hw *hw);
int dock_msix_enabled(const struct dock_pci_hw *hw);
int dock_msix_send(struct dock_pci_hw *hw, int vector);
/* Bits of the configuration space have changed: what waits may go. */
void dock_msix_update(struct dock_pci_hw *hw);
unsigned long dock_msix_load(const struct dock_pci_hw *hw, unsigned long offset, int size);
void dock_msix_store(struct dock_pci_hw *hw, unsigned long offset, int size, unsigned long value);

#endif
