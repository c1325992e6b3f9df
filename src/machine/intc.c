/* SPDX-License-Identifier: MIT */
/* The interrupt controller: see intc.h. */
#include "machine/intc.h"

static struct input {
	unsigned int sources;	/* that hold the level up */
	unsigned char message;	/* came and was not taken */
	unsigned char unmasked, taken, asks;
	unsigned long falls;
} inputs[DOCK_INTC_INPUTS];

unsigned int dock_intc_asking;
static unsigned int next_turn;

static void update(struct input *in)
{
	unsigned char asks = in->unmasked && !in->taken && (in->sources || in->message);

	dock_intc_asking += (unsigned int)(asks - in->asks);
	in->asks = asks;
}

void dock_intc_level(unsigned int input, int up)
{
	struct input *in = &inputs[input % DOCK_INTC_INPUTS];

	if (up)
		in->sources++;
	else if (!--in->sources)
		in->falls++;
	update(in);
}

void dock_intc_message(unsigned int input)
{
	struct input *in = &inputs[input % DOCK_INTC_INPUTS];

	in->message = 1;
	update(in);
}

void dock_intc_mask(unsigned int input, int masked)
{
	inputs[input].unmasked = !masked;
	update(&inputs[input]);
}

void dock_intc_forget(unsigned int input)
{
	inputs[input].message = 0;
	update(&inputs[input]);
}

int dock_intc_take(void)
{
	if (!dock_intc_asking)
		return -1;
	while (!inputs[next_turn].asks)
		next_turn = (next_turn + 1) % DOCK_INTC_INPUTS;
	inputs[next_turn].taken = 1;
	inputs[next_turn].message = 0;
	update(&inputs[next_turn]);
	next_turn = (next_turn + 1) % DOCK_INTC_INPUTS;
	return (int)((next_turn + DOCK_INTC_INPUTS - 1) % DOCK_INTC_INPUTS);
}

void dock_intc_end(unsigned int input)
{
	inputs[input].taken = 0;
	update(&inputs[input]);
}

unsigned long dock_intc_falls(unsigned int input)
{
	return inputs[input].falls;
}
