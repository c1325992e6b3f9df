/* SPDX-License-Identifier: MIT */
/* See rng.h. The caller is the machine's one host thread: there is no lock. */
#include "core/rng.h"

static unsigned long state[4];
static int seeded;

static unsigned long rotate_left(unsigned long x, int by)
{
	return (x << by) | (x >> (64 - by));
}

static unsigned long splitmix64(unsigned long *x)
{
	unsigned long z = (*x += 0x9e3779b97f4a7c15UL);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
	return z ^ (z >> 31);
}

void dock_rng_seed(unsigned long seed)
{
	int i;

	/* Four outputs of splitmix64 are never all zero, which xoshiro could not
	 * leave again. */
	for (i = 0; i < 4; i++)
		state[i] = splitmix64(&seed);
	seeded = 1;
}

unsigned long dock_rng_u64(void)
{
	unsigned long result, carry;

	if (!seeded)
		dock_rng_seed(0);
	result = rotate_left(state[1] * 5, 7) * 9;
	carry = state[1] << 17;
	state[2] ^= state[0];
	state[3] ^= state[1];
	state[1] ^= state[2];
	state[0] ^= state[3];
	state[2] ^= carry;
	state[3] = rotate_left(state[3], 45);
	return result;
}

unsigned long dock_rng_below(unsigned long n)
{
	/* 2^64 mod n values at the bottom are thrown away: what stays divides
	 * evenly among the n results. */
	unsigned long excess = -n % n;
	unsigned long value;

	do
		value = dock_rng_u64();
	while (value < excess);
	return value % n;
}
