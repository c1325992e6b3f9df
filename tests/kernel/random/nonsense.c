/* SPDX-License-Identifier: MIT */
/* Bad input: lengths of zero and of everything, addresses off a page, flags that
 * contradict each other. */
#include "sequence.h"

void seq_nonsense(const struct seq_env *env, unsigned long a,
		  void (*expect)(const char *what, long have, long want))
{
	static const unsigned long huge = 1UL << 47;

	expect("mmap of nothing", env->mmap(a, 0, R_, PRIVATE_ | ANON_, 0), -EINVAL_);
	expect("mmap of no kind", env->mmap(a, SEQ_PAGE, R_, ANON_, 0), -EINVAL_);
	expect("mmap off a page",
	       env->mmap(a + 1, SEQ_PAGE, R_, PRIVATE_ | ANON_ | FIXED_, 0), -EINVAL_);
	expect("mmap at half a page", env->mmap(a, SEQ_PAGE, R_, PRIVATE_, 512),
	       -EINVAL_);
	expect("mmap of all", env->mmap(0, -SEQ_PAGE, R_, PRIVATE_ | ANON_, 0), -ENOMEM_);
	expect("mmap of more", env->mmap(0, 2 * huge, R_, PRIVATE_ | ANON_, 0), -ENOMEM_);
	expect("munmap of nothing", env->munmap(a, 0), -EINVAL_);
	expect("munmap off a page", env->munmap(a + 8, SEQ_PAGE), -EINVAL_);
	expect("munmap of all", env->munmap(a, -SEQ_PAGE), -EINVAL_);
	expect("mprotect of nothing", env->mprotect(a, 0, R_), 0);
	expect("mprotect off a page", env->mprotect(a + 8, SEQ_PAGE, R_), -EINVAL_);
	expect("mprotect around", env->mprotect(a, -SEQ_PAGE, R_), -ENOMEM_);
	expect("mprotect to what is none", env->mprotect(a, SEQ_PAGE, 0x1000), -EINVAL_);
	expect("mremap to nothing", env->mremap(a, SEQ_PAGE, 0, MAYMOVE_, 0), -EINVAL_);
	expect("mremap off a page", env->mremap(a + 8, SEQ_PAGE, SEQ_PAGE, 0, 0),
	       -EINVAL_);
	expect("mremap fixed, not moving", env->mremap(a, SEQ_PAGE, SEQ_PAGE, MFIXED_, a),
	       -EINVAL_);
	expect("mremap with a flag", env->mremap(a, SEQ_PAGE, SEQ_PAGE, 64, 0), -EINVAL_);
	expect("mremap left, smaller",
	       env->mremap(a, 2 * SEQ_PAGE, SEQ_PAGE, MAYMOVE_ | DONTUNMAP_, 0),
	       -EINVAL_);
	expect("madvise of what is none", env->madvise(a, SEQ_PAGE, 77), -EINVAL_);
	expect("madvise off a page", env->madvise(a + 8, SEQ_PAGE, DONTNEED_), -EINVAL_);
	expect("madvise around", env->madvise(a, -1UL, DONTNEED_), -EINVAL_);
	expect("madvise of nothing", env->madvise(a, 0, DONTNEED_), 0);
	if (env->mlock)
		expect("mlock around", env->mlock(a, -SEQ_PAGE, 1), -EINVAL_);
}
