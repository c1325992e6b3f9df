/* SPDX-License-Identifier: MIT */
/*
 * The interrupt controller: numbered inputs, each a level or an edge.
 *
 * A level input asks as long as one of its sources holds it up. An edge input
 * asks once for each message; messages that come while it cannot be taken are
 * remembered as one. An input that was taken does not ask again before its end
 * is told (dock_intc_end). All inputs are masked at birth.
 */
#ifndef DOCK_MACHINE_INTC_H
#define DOCK_MACHINE_INTC_H

#define DOCK_INTC_INPUTS 256

/* One more source of @input holds it up (@up 1), or one less (0). */
void dock_intc_level(unsigned int input, int up);
/* A message for @input. */
void dock_intc_message(unsigned int input);

void dock_intc_mask(unsigned int input, int masked);
/* Forget a message that was not taken yet. */
void dock_intc_forget(unsigned int input);

/* How many inputs ask now. */
extern unsigned int dock_intc_asking;
/* Take one that asks, in turn; -1: none does. */
int dock_intc_take(void);
void dock_intc_end(unsigned int input);

/* How often the level of @input has fallen. */
unsigned long dock_intc_falls(unsigned int input);

#endif
