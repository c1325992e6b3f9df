/* SPDX-License-Identifier: MIT */
/* Sets of processors. All that the machine has are possible, present, online
 * and active from boot to end. */
#ifndef __LINUX_CPUMASK_H
#define __LINUX_CPUMASK_H

#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/threads.h>

typedef struct cpumask {
	DECLARE_BITMAP(bits, NR_CPUS);
} cpumask_t;

#define cpumask_bits(maskp) ((maskp)->bits)
#define cpumask_pr_args(maskp) nr_cpu_ids, cpumask_bits(maskp)

extern unsigned int nr_cpu_ids __dock(nr_cpu_ids);
extern struct cpumask __cpu_possible_mask __dock(__cpu_possible_mask);
extern struct cpumask dock_cpu_masks[NR_CPUS]; /* of one processor each */
#define nr_cpumask_bits nr_cpu_ids
#define cpu_possible_mask ((const struct cpumask *)&__cpu_possible_mask)
#define cpu_online_mask cpu_possible_mask
#define cpu_present_mask cpu_possible_mask
#define cpu_active_mask cpu_possible_mask
#define cpu_all_mask cpu_possible_mask
#define num_possible_cpus() nr_cpu_ids
#define num_online_cpus() nr_cpu_ids
#define num_present_cpus() nr_cpu_ids
#define num_active_cpus() nr_cpu_ids
#define cpu_possible(cpu) ((unsigned int)(cpu) < nr_cpu_ids)
#define cpu_online(cpu) cpu_possible(cpu)
#define cpu_present(cpu) cpu_possible(cpu)
#define cpu_active(cpu) cpu_possible(cpu)

static inline unsigned int cpumask_first(const struct cpumask *m)
{
	return (unsigned int)find_first_bit(cpumask_bits(m), nr_cpu_ids);
}

static inline unsigned int cpumask_first_zero(const struct cpumask *m)
{
	return (unsigned int)find_first_zero_bit(cpumask_bits(m), nr_cpu_ids);
}

static inline unsigned int cpumask_next(int n, const struct cpumask *m)
{
	return (unsigned int)find_next_bit(cpumask_bits(m), nr_cpu_ids, (unsigned long)(n + 1));
}

static inline unsigned int cpumask_next_zero(int n, const struct cpumask *m)
{
	return (unsigned int)find_next_zero_bit(cpumask_bits(m), nr_cpu_ids,
						(unsigned long)(n + 1));
}

static inline unsigned int cpumask_last(const struct cpumask *m)
{
	return (unsigned int)find_last_bit(cpumask_bits(m), nr_cpu_ids);
}

#define for_each_cpu(cpu, mask)						\
	for ((cpu) = -1; (cpu) = (int)cpumask_next((int)(cpu), (mask)),	\
	     (unsigned int)(cpu) < nr_cpu_ids;)
#define for_each_cpu_not(cpu, mask)						\
	for ((cpu) = -1; (cpu) = (int)cpumask_next_zero((int)(cpu), (mask)),	\
	     (unsigned int)(cpu) < nr_cpu_ids;)
#define for_each_possible_cpu(cpu) for_each_cpu((cpu), cpu_possible_mask)
#define for_each_online_cpu(cpu) for_each_cpu((cpu), cpu_online_mask)
#define for_each_present_cpu(cpu) for_each_cpu((cpu), cpu_present_mask)

static inline void cpumask_set_cpu(unsigned int cpu, struct cpumask *m)
{
	set_bit(cpu, cpumask_bits(m));
}

static inline void cpumask_clear_cpu(int cpu, struct cpumask *m)
{
	clear_bit(cpu, cpumask_bits(m));
}

static inline bool cpumask_test_cpu(int cpu, const struct cpumask *m)
{
	return test_bit(cpu, cpumask_bits(m));
}

static inline bool cpumask_test_and_set_cpu(int cpu, struct cpumask *m)
{
	return test_and_set_bit(cpu, cpumask_bits(m));
}

static inline bool cpumask_test_and_clear_cpu(int cpu, struct cpumask *m)
{
	return test_and_clear_bit(cpu, cpumask_bits(m));
}

static inline void cpumask_setall(struct cpumask *m)
{
	bitmap_fill(cpumask_bits(m), nr_cpu_ids);
}

static inline void cpumask_clear(struct cpumask *m)
{
	bitmap_zero(cpumask_bits(m), NR_CPUS);
}

static inline bool cpumask_and(struct cpumask *to, const struct cpumask *a,
			       const struct cpumask *b)
{
	return bitmap_and(cpumask_bits(to), cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}

static inline void cpumask_or(struct cpumask *to, const struct cpumask *a,
			      const struct cpumask *b)
{
	bitmap_or(cpumask_bits(to), cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}

static inline bool cpumask_andnot(struct cpumask *to, const struct cpumask *a,
				  const struct cpumask *b)
{
	return bitmap_andnot(cpumask_bits(to), cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}

static inline bool cpumask_equal(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_equal(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}

static inline bool cpumask_intersects(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_intersects(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}

static inline bool cpumask_subset(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_subset(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}

static inline bool cpumask_empty(const struct cpumask *m)
{
	return bitmap_empty(cpumask_bits(m), nr_cpu_ids);
}

static inline bool cpumask_full(const struct cpumask *m)
{
	return bitmap_full(cpumask_bits(m), nr_cpu_ids);
}

static inline unsigned int cpumask_weight(const struct cpumask *m)
{
	return (unsigned int)bitmap_weight(cpumask_bits(m), nr_cpu_ids);
}

static inline void cpumask_copy(struct cpumask *to, const struct cpumask *from)
{
	bitmap_copy(cpumask_bits(to), cpumask_bits(from), nr_cpu_ids);
}

#define cpumask_any(m) cpumask_first(m)
#define cpumask_any_but(m, cpu) ({					\
	unsigned int __c = cpumask_first(m);				\
	__c == (unsigned int)(cpu) ? cpumask_next((int)__c, m) : __c;	\
})

static inline size_t cpumask_size(void)
{
	return BITS_TO_LONGS(NR_CPUS) * sizeof(long);
}

static inline const struct cpumask *get_cpu_mask(unsigned int cpu)
{
	return &dock_cpu_masks[cpu];
}
#define cpumask_of(cpu) get_cpu_mask(cpu)

/* A cpumask_var_t is the mask itself, as without CONFIG_CPUMASK_OFFSTACK. */
typedef struct cpumask cpumask_var_t[1];

static inline bool alloc_cpumask_var(cpumask_var_t *mask, gfp_t flags)
{
	return true;
}

static inline bool zalloc_cpumask_var(cpumask_var_t *mask, gfp_t flags)
{
	cpumask_clear(*mask);
	return true;
}

static inline void free_cpumask_var(cpumask_var_t mask)
{
}

#define cpumask_available(mask) true

#endif
