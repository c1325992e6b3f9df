/* SPDX-License-Identifier: MIT */
/*
 * The run's random numbers: one generator, one seed.
 *
 * Every choice of a run comes from here, so that the same seed gives the same
 * run. It is xoshiro256** with its state filled by splitmix64, both by the
 * published description of Blackman and Vigna. Nothing here is secret.
 */
#ifndef DOCK_CORE_RNG_H
#define DOCK_CORE_RNG_H

/* Any seed will do, 0 too. A run that never calls it has seed 0. */
void dock_rng_seed(unsigned long seed);
unsigned long dock_rng_u64(void);
/* From 0 to n - 1, all equally likely. n is not 0. */
unsigned long dock_rng_below(unsigned long n);

#endif
