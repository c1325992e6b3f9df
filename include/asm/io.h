/* SPDX-License-Identifier: MIT */
/*
 * Registers and I/O ports.
 *
 * An __iomem address lies in a window where nothing is mapped: only these
 * functions reach the device, and each call is a bus transaction of the
 * machine. A plain load or store of such an address is an oops.
 */
#ifndef _ASM_IO_H
#define _ASM_IO_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/version.h>
#include <asm/barrier.h>
#include <asm/page.h>

extern u8 readb(const volatile void __iomem *addr) __dock(readb);
extern u16 readw(const volatile void __iomem *addr) __dock(readw);
extern u32 readl(const volatile void __iomem *addr) __dock(readl);
extern u64 readq(const volatile void __iomem *addr) __dock(readq);
extern void writeb(u8 value, volatile void __iomem *addr) __dock(writeb);
extern void writew(u16 value, volatile void __iomem *addr) __dock(writew);
extern void writel(u32 value, volatile void __iomem *addr) __dock(writel);
extern void writeq(u64 value, volatile void __iomem *addr) __dock(writeq);
#define readb readb
#define readw readw
#define readl readl
#define readq readq
#define writeb writeb
#define writew writew
#define writel writel
#define writeq writeq

/* Here the relaxed ones are as ordered as the others. */
#define readb_relaxed readb
#define readw_relaxed readw
#define readl_relaxed readl
#define readq_relaxed readq
#if DOCK_SINCE_3_19
#define writeb_relaxed writeb
#define writew_relaxed writew
#define writel_relaxed writel
#define writeq_relaxed writeq
#endif
#define __raw_readb readb
#define __raw_readw readw
#define __raw_readl readl
#define __raw_readq readq
#define __raw_writeb writeb
#define __raw_writew writew
#define __raw_writel writel
#define __raw_writeq writeq

/* Registers that may be ports: the address comes from pci_iomap(). */
extern unsigned int ioread8(const void __iomem *addr) __dock(ioread8);
extern unsigned int ioread16(const void __iomem *addr) __dock(ioread16);
extern unsigned int ioread16be(const void __iomem *addr) __dock(ioread16be);
extern unsigned int ioread32(const void __iomem *addr) __dock(ioread32);
extern unsigned int ioread32be(const void __iomem *addr) __dock(ioread32be);
extern u64 ioread64(const void __iomem *addr) __dock(ioread64);
extern void iowrite8(u8 value, void __iomem *addr) __dock(iowrite8);
extern void iowrite16(u16 value, void __iomem *addr) __dock(iowrite16);
extern void iowrite16be(u16 value, void __iomem *addr) __dock(iowrite16be);
extern void iowrite32(u32 value, void __iomem *addr) __dock(iowrite32);
extern void iowrite32be(u32 value, void __iomem *addr) __dock(iowrite32be);
extern void iowrite64(u64 value, void __iomem *addr) __dock(iowrite64);
#define ioread64 ioread64
#define iowrite64 iowrite64
extern void ioread8_rep(const void __iomem *port, void *buf, unsigned long count)
	__dock(ioread8_rep);
extern void ioread16_rep(const void __iomem *port, void *buf, unsigned long count)
	__dock(ioread16_rep);
extern void ioread32_rep(const void __iomem *port, void *buf, unsigned long count)
	__dock(ioread32_rep);
extern void iowrite8_rep(void __iomem *port, const void *buf, unsigned long count)
	__dock(iowrite8_rep);
extern void iowrite16_rep(void __iomem *port, const void *buf, unsigned long count)
	__dock(iowrite16_rep);
extern void iowrite32_rep(void __iomem *port, const void *buf, unsigned long count)
	__dock(iowrite32_rep);

extern void memcpy_fromio(void *to, const volatile void __iomem *from, size_t n)
	__dock(memcpy_fromio);
extern void memcpy_toio(volatile void __iomem *to, const void *from, size_t n)
	__dock(memcpy_toio);
extern void memset_io(volatile void __iomem *to, int c, size_t n) __dock(memset_io);

extern u8 inb(unsigned int port) __dock(inb);
extern u16 inw(unsigned int port) __dock(inw);
extern u32 inl(unsigned int port) __dock(inl);
extern void outb(u8 value, unsigned int port) __dock(outb);
extern void outw(u16 value, unsigned int port) __dock(outw);
extern void outl(u32 value, unsigned int port) __dock(outl);
#define inb_p inb
#define inw_p inw
#define inl_p inl
#define outb_p outb
#define outw_p outw
#define outl_p outl

extern void __iomem *ioremap(resource_size_t offset, unsigned long size) __dock(ioremap);
#if DOCK_BEFORE_5_6
#define ioremap_nocache(offset, size) ioremap(offset, size)
#endif
#if DOCK_SINCE_4_2
extern void __iomem *ioremap_uc(resource_size_t offset, unsigned long size) __dock(ioremap_uc);
#endif
#if DOCK_SINCE_2_6_26
extern void __iomem *ioremap_wc(resource_size_t offset, unsigned long size) __dock(ioremap_wc);
#endif
#if DOCK_SINCE_4_2
extern void __iomem *ioremap_wt(resource_size_t offset, unsigned long size) __dock(ioremap_wt);
#endif
#if DOCK_SINCE_2_6_25
extern void __iomem *ioremap_cache(resource_size_t offset, unsigned long size)
	__dock(ioremap_cache);
#endif
extern void iounmap(volatile void __iomem *addr) __dock(iounmap);
extern void __iomem *ioport_map(unsigned long port, unsigned int nr) __dock(ioport_map);
extern void ioport_unmap(void __iomem *addr) __dock(ioport_unmap);
#define ioremap ioremap
#if DOCK_SINCE_4_2
#define ioremap_uc ioremap_uc
#endif
#if DOCK_SINCE_2_6_26
#define ioremap_wc ioremap_wc
#endif
#if DOCK_SINCE_4_2
#define ioremap_wt ioremap_wt
#endif
#define iounmap iounmap

/* Went with 6.0. */
#if DOCK_BEFORE_6_0
extern unsigned long virt_to_bus(volatile void *addr) __dock(virt_to_bus);
extern void *bus_to_virt(unsigned long bus) __dock(bus_to_virt);
#endif

static inline phys_addr_t virt_to_phys(volatile void *address)
{
	return dock_virt_to_phys(address);
}

static inline void *phys_to_virt(phys_addr_t address)
{
	return dock_phys_to_virt(address);
}

#define isa_virt_to_bus(address) ((unsigned int)virt_to_phys(address))

#endif
