/* SPDX-License-Identifier: MIT */
/*
 * What happens to DMA mappings, told to the supervisor as it happens, for the
 * picture of `drydock run --timeline` (records of type 'T', see channel.h).
 *
 * The ledger of mappings (dma.c) and its rules (dma_rules.c) call this. While it
 * is off a call is one test of a flag; nothing is ever allocated. A run tells at
 * most DOCK_TIMELINE_MAX events.
 */
#ifndef DOCK_CHECK_TIMELINE_H
#define DOCK_CHECK_TIMELINE_H

#include <linux/compiler.h>
#include <linux/types.h>

#define DOCK_TIMELINE_MAX 1000000UL

enum dock_timeline_kind {
	DOCK_TIMELINE_UNMAP,
	DOCK_TIMELINE_FOR_CPU,	  /* synced */
	DOCK_TIMELINE_FOR_DEVICE,
	DOCK_TIMELINE_READ,	  /* by the device */
	DOCK_TIMELINE_WRITE,
};

struct dock_dma_map;

/* Set before the machine boots; constant afterwards. */
extern bool dock_timeline_on;

void dock_timeline_send_event(enum dock_timeline_kind kind, unsigned long id, unsigned long off,
			      unsigned long len, unsigned long pc);
void dock_timeline_send_map(const struct dock_dma_map *m);
void dock_timeline_send_report(const struct dock_dma_map *m, const char *rule, long off,
			       unsigned long len, unsigned long pc);

/* @off, @len: bytes of the mapping @id. @pc: the driver's return address; 0: no
 * driver did it. */
static inline void dock_timeline_event(enum dock_timeline_kind kind, unsigned long id,
				       unsigned long off, unsigned long len, unsigned long pc)
{
	if (unlikely(dock_timeline_on))
		dock_timeline_send_event(kind, id, off, len, pc);
}

/* The mapping begins. */
static inline void dock_timeline_map(const struct dock_dma_map *m)
{
	if (unlikely(dock_timeline_on))
		dock_timeline_send_map(m);
}

/* A report is about this mapping (NULL: about none). @off may lie outside it.
 * @pc 0: where the driver is now. */
static inline void dock_timeline_report(const struct dock_dma_map *m, const char *rule, long off,
					unsigned long len, unsigned long pc)
{
	if (unlikely(dock_timeline_on && m))
		dock_timeline_send_report(m, rule, off, len, pc);
}

#endif
