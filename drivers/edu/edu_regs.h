/* SPDX-License-Identifier: MIT */
/*
 * The registers of QEMU's edu device, in BAR 0 (docs/specs/edu of QEMU).
 *
 * Below 0x80 a register is 4 bytes wide and is accessed as such; from there on
 * it is 8, and 4 do as well for a value that fits.
 */
#ifndef EDU_REGS_H
#define EDU_REGS_H

#include <linux/bits.h>

#define EDU_VENDOR 0x1234
#define EDU_DEVICE 0x11e8

#define EDU_REG_ID 0x00		 /* RO: version in the upper half, EDU_ID_LOW below */
#define EDU_REG_LIVENESS 0x04	 /* RW: reads as the complement of what was written */
#define EDU_REG_FACTORIAL 0x08	 /* RW: n in, n! mod 2^32 out when not busy */
#define EDU_REG_STATUS 0x20	 /* RW: EDU_STATUS_... */
#define EDU_REG_IRQ_STATUS 0x24	 /* RO: why it interrupts; 0: it does not */
#define EDU_REG_IRQ_RAISE 0x60	 /* WO: bits to set in EDU_REG_IRQ_STATUS */
#define EDU_REG_IRQ_ACK 0x64	 /* WO: bits to clear there */
#define EDU_REG_DMA_FROM 0x80	 /* RW: source, a bus address or in the buffer */
#define EDU_REG_DMA_TO 0x88	 /* RW: destination, likewise */
#define EDU_REG_DMA_COUNT 0x90	 /* RW: bytes */
#define EDU_REG_DMA_COMMAND 0x98 /* RW: EDU_DMA_... */

#define EDU_ID_LOW 0x00ed

#define EDU_STATUS_BUSY BIT(0) /* RO: a factorial is being computed */
#define EDU_STATUS_IRQ BIT(7)  /* interrupt when it is done */

#define EDU_DMA_START BIT(0)  /* reads as 1 until the transfer has ended */
#define EDU_DMA_TO_RAM BIT(1) /* from the device's buffer; else to it */
#define EDU_DMA_IRQ BIT(2)    /* interrupt when it has ended */

#define EDU_IRQ_FACTORIAL BIT(0) /* bits of EDU_REG_IRQ_STATUS */
#define EDU_IRQ_DMA BIT(8)

#define EDU_BUFFER_AT 0x40000 /* the device's buffer, in its own addresses */
#define EDU_DMA_BITS 28	      /* it drives so many address lines */

#endif
