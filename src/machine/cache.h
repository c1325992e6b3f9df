/* SPDX-License-Identifier: MIT */
/*
 * The processors' cache, and memory behind it.
 *
 * On a coherent machine there is one copy of every byte. On a machine without
 * coherent DMA there are two: what cached mappings of the processors see (the
 * linear map, user mappings, ...), and memory, which devices and uncached
 * mappings see. Lines move between them whole: cleaning writes a dirty line to
 * memory, invalidating drops it so that memory is read again. An adversary,
 * chosen by the seed, evicts and refetches lines that matter.
 *
 * A line is dirty when its cached copy differs from memory; or, once memory has
 * changed under it, if it was dirty then or differs from the cached copy as it
 * was then (its snapshot).
 *
 * Physical addresses; lengths in bytes.
 */
#ifndef DOCK_MACHINE_CACHE_H
#define DOCK_MACHINE_CACHE_H

/* @line: bytes, a power of two. Returns 0 or -errno. */
int dock_cache_init(int coherent, unsigned int line, unsigned long ram_bytes);
int dock_cache_coherent(void);
unsigned int dock_cache_line(void);

void dock_cache_clean(unsigned long phys, unsigned long len);
/* Lines that reach out of the range are cleaned first, as processors' code for
 * DMA does: what lies beside the buffer is not lost by this alone. */
void dock_cache_invalidate(unsigned long phys, unsigned long len);

/* Memory, as devices see it. The range must be RAM. */
void dock_memory_read(unsigned long phys, void *to, unsigned long len);
void dock_memory_write(unsigned long phys, const void *from, unsigned long len);

/* Map memory itself (not its cached copy) at exactly @addr: an uncached mapping
 * of the processor. Returns 0 or -errno. */
int dock_memory_map_uncached(unsigned long addr, unsigned long phys, unsigned long len);

/* Memory itself where a user has it mapped uncached. Stores there are seen by nobody:
 * the lines of its page keep snapshots from now on. */
void *dock_memory_bypass(unsigned long phys);
/* The same for page frame @pfn, as a frame of the RAM file. */
unsigned long dock_memory_frame(unsigned long pfn);

/* The adversary's turn: perhaps one line of [phys, phys+len) is evicted (written
 * back if dirty) and fetched again. @chance: one in that many. */
void dock_cache_adversary(unsigned long phys, unsigned long len, unsigned long chance);

#endif
