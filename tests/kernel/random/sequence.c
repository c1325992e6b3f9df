/* SPDX-License-Identifier: MIT */
/* Random calls against a plain model: see sequence.h. */
#include "sequence.h"

#define P SEQ_PAGES
#define OBJECTS 48
#define PLACES 3 /* bytes of each page that are looked at */

struct bytes {
	unsigned char b[PLACES];
};

/* What shared mappings show: the file is object 0, others are anonymous. */
struct object {
	int nr;
	struct bytes page[P];
};

struct slot {
	unsigned char mapped, prot, shared, object /* OBJECTS: anonymous, private */;
	unsigned char own; /* it has a copy of its own */
	unsigned char dontfork, wipe, locked;
	unsigned char cut; /* a VMA may begin here: that depends on merging */
	int index;	   /* page of the object */
	struct bytes copy;
};

struct model {
	struct slot slot[P];
	struct object object[OBJECTS];
	unsigned char reserved[OBJECTS]; /* the parent's */
	unsigned long rng, step;
	unsigned char next_value;
	int is_child, dry, failed;
};

static const struct seq_env *env;
static unsigned long seed_now;
static struct model main_model, child_model, dry_model;
static const unsigned long place[PLACES] = {0, 2047, 4095};

/* --- choices --- */

static unsigned long draw(struct model *m, unsigned long below)
{
	m->rng ^= m->rng << 13;
	m->rng ^= m->rng >> 7;
	m->rng ^= m->rng << 17;
	return (m->rng >> 11) % below;
}

static unsigned long at(int page)
{
	return env->base + (unsigned long)page * SEQ_PAGE;
}

static void expect(struct model *m, const char *what, long have, long want)
{
	if (have == want || m->failed)
		return;
	m->failed = 1;
	env->say(what, seed_now, m->step, have, want);
}

/* A range that is short, mostly. */
static int range(struct model *m, int *n)
{
	int first = (int)draw(m, P);

	*n = 1 + (int)draw(m, draw(m, 4) ? 4 : P);
	if (first + *n > P)
		*n = P - first;
	return first;
}

/* --- what a page shows --- */

static int is_anon(const struct slot *s)
{
	return s->object == OBJECTS;
}

static int beyond(const struct model *m, const struct slot *s)
{
	return !is_anon(s) && !s->own && s->index >= m->object[s->object].nr;
}

static struct bytes *seen(struct model *m, struct slot *s)
{
	static struct bytes zeroes;

	if (s->own)
		return &s->copy;
	if (is_anon(s)) {
		zeroes = (struct bytes){{0}};
		return &zeroes;
	}
	return &m->object[s->object].page[s->index];
}

static int fault_of(struct model *m, struct slot *s, int write)
{
	if (!s->mapped)
		return -11001;
	if (!(s->prot & (write ? W_ : R_ | W_)))
		return -11002;
	return beyond(m, s) ? -7002 : 0;
}

static void make_own(struct model *m, struct slot *s)
{
	s->copy = *seen(m, s);
	s->own = 1;
}

static void look(struct model *m, int page, int which)
{
	struct slot *s = &m->slot[page];
	int want = fault_of(m, s, 0);

	if (!want)
		want = seen(m, s)->b[which];
	if (!m->dry)
		expect(m, "load", env->load(at(page) + place[which]), want);
}

static void put(struct model *m, int page, int which)
{
	struct slot *s = &m->slot[page];
	int want = fault_of(m, s, 1);
	unsigned char value = ++m->next_value;

	if (!m->dry)
		expect(m, "store", env->store(at(page) + place[which], value), want);
	if (want)
		return;
	if (!s->shared && !s->own)
		make_own(m, s);
	seen(m, s)->b[which] = value;
}

static void look_at_all(struct model *m)
{
	for (int i = 0; i < P; i++)
		for (int w = 0; w < PLACES; w++)
			look(m, i, w);
}

/* --- mmap and munmap --- */

static void clear(struct model *m, int first, int n)
{
	for (int i = first; i < first + n; i++)
		m->slot[i] = (struct slot){0};
}

static void cut(struct model *m, int first, int n)
{
	m->slot[first].cut = 1;
	if (first + n < P)
		m->slot[first + n].cut = 1;
}

static int new_object(struct model *m, int n)
{
	for (int o = 1; o < OBJECTS; o++) {
		int used = m->reserved[o];

		for (int i = 0; i < P; i++)
			used |= m->slot[i].mapped && m->slot[i].object == o;
		if (used)
			continue;
		m->object[o] = (struct object){.nr = n};
		return o;
	}
	return 0;
}

static void populate(struct model *m, int first, int n, int *failed)
{
	*failed = 0;
	for (int i = first; i < first + n; i++) {
		struct slot *s = &m->slot[i];
		int write = (s->prot & W_) && !s->shared;

		if (fault_of(m, s, write)) {
			*failed = 1;
			return;
		}
		if (write && !s->own)
			make_own(m, s);
	}
}

static unsigned long some_prot(struct model *m)
{
	static const unsigned char prots[] = {0,       R_,	R_,	 W_,
					      R_ | W_, R_ | W_, R_ | W_, R_ | W_};

	return prots[draw(m, sizeof(prots))];
}

static int any_mapped(const struct model *m, int first, int n)
{
	for (int i = first; i < first + n; i++)
		if (m->slot[i].mapped)
			return 1;
	return 0;
}

static void do_mmap(struct model *m)
{
	int n, first = range(m, &n), anon = (int)draw(m, 2), shared = (int)draw(m, 2),
	       failed;
	int index = anon ? 0 : (int)draw(m, SEQ_FILE_PAGES + 1), noreplace = !draw(m, 4);
	unsigned long prot = some_prot(m), flags = shared ? SHARED_ : PRIVATE_;
	int fill = !draw(m, 4), object = OBJECTS;
	long want = (long)at(first);

	if (!anon)
		object = 0;
	else if (shared)
		object = new_object(m, n);
	if (anon && !object)
		return;
	flags |= (anon ? ANON_ : 0) | (noreplace ? NOREPLACE_ : FIXED_) |
		 (fill ? POPULATE_ : 0);
	if (noreplace && any_mapped(m, first, n))
		want = -EEXIST_;
	if (!m->dry)
		expect(m, "mmap",
		       env->mmap(at(first), (unsigned long)n * SEQ_PAGE, prot, flags,
				 anon ? 0
				      : env->file_offset +
						 (unsigned long)index * SEQ_PAGE),
		       want);
	if (want < 0)
		return;
	clear(m, first, n);
	for (int i = 0; i < n; i++)
		m->slot[first + i] = (struct slot){.mapped = 1,
						   .prot = (unsigned char)prot,
						   .shared = (unsigned char)shared,
						   .object = (unsigned char)object,
						   .index = index + i};
	cut(m, first, n);
	if (fill)
		populate(m, first, n, &failed);
}

static void do_munmap(struct model *m)
{
	int n, first = range(m, &n);

	if (!m->dry)
		expect(m, "munmap",
		       env->munmap(at(first), (unsigned long)n * SEQ_PAGE - 5), 0);
	clear(m, first, n);
	cut(m, first, n);
}

/* --- mprotect, madvise, mlock --- */

/* Locked memory that becomes writable is copied at once. */
static void protect(struct model *m, struct slot *s, unsigned long prot)
{
	int copies = s->locked && !s->shared && !s->own && !(s->prot & W_) && (prot & W_);

	s->prot = (unsigned char)prot;
	if (copies && !beyond(m, s))
		make_own(m, s);
}

static void do_mprotect(struct model *m)
{
	int n, first = range(m, &n), i;
	unsigned long prot = some_prot(m);

	for (i = first; i < first + n && m->slot[i].mapped; i++)
		protect(m, &m->slot[i], prot);
	cut(m, first, n);
	if (!m->dry)
		expect(m, "mprotect",
		       env->mprotect(at(first), (unsigned long)n * SEQ_PAGE, prot),
		       i < first + n ? -ENOMEM_ : 0);
}

static long advise(struct slot *s, int advice)
{
	switch (advice) {
	case DONTNEED_:
		if (s->locked)
			return -EINVAL_;
		s->own = 0;
		return 0;
	case DONTFORK_:
	case DOFORK_:
		s->dontfork = advice == DONTFORK_;
		return 0;
	case WIPEONFORK_:
		if (!is_anon(s))
			return -EINVAL_;
		s->wipe = 1;
		return 0;
	default:
		s->wipe = 0;
		return 0;
	}
}

static void do_madvise(struct model *m)
{
	static const int advices[] = {DONTNEED_, DONTNEED_,   DONTNEED_,  DONTFORK_,
				      DOFORK_,	 WIPEONFORK_, KEEPONFORK_};
	int n, first = range(m, &n), advice = advices[draw(m, 7)];
	long want = 0, hole = 0;

	for (int i = first; i < first + n && !want; i++) {
		if (m->slot[i].mapped)
			want = advise(&m->slot[i], advice);
		else
			hole = -ENOMEM_;
	}
	cut(m, first, n);
	if (!m->dry)
		expect(m, "madvise",
		       env->madvise(at(first), (unsigned long)n * SEQ_PAGE, advice),
		       want ? want : hole);
}

static void do_mlock(struct model *m)
{
	int n, first = range(m, &n), lock = (int)draw(m, 3) == 0, i, failed = 0;

	if (!env->mlock)
		return;
	for (i = first; i < first + n && m->slot[i].mapped; i++)
		m->slot[i].locked = (unsigned char)lock;
	cut(m, first, n);
	if (lock && i == first + n)
		populate(m, first, n, &failed);
	if (!m->dry)
		expect(m, "mlock",
		       env->mlock(at(first), (unsigned long)n * SEQ_PAGE, lock),
		       i < first + n || failed ? -ENOMEM_ : 0);
}

/* --- mremap --- */

static int alike(const struct slot *a, const struct slot *b)
{
	return a->mapped == b->mapped && a->prot == b->prot && a->shared == b->shared &&
	       a->object == b->object && a->dontfork == b->dontfork &&
	       a->wipe == b->wipe && a->locked == b->locked &&
	       (is_anon(a) || b->index == a->index + 1);
}

/* Surely one VMA, with nothing between that merging decides. */
static int is_one(const struct model *m, int first, int n)
{
	for (int i = first; i < first + n; i++)
		if (!m->slot[i].mapped || m->slot[i].locked ||
		    (i > first &&
		     (m->slot[i].cut || !alike(&m->slot[i - 1], &m->slot[i]))))
			return 0;
	return 1;
}

/* Surely the end of a VMA. */
static int ends_at(const struct model *m, int page)
{
	return page == P || !m->slot[page].mapped ||
	       m->slot[page].prot != m->slot[page - 1].prot ||
	       m->slot[page].shared != m->slot[page - 1].shared;
}

static void extend(struct model *m, int from, int page)
{
	m->slot[page] = m->slot[from];
	m->slot[page].own = m->slot[page].cut = 0;
	m->slot[page].index += page - from;
}

static void do_mremap_grow(struct model *m)
{
	int n, first = range(m, &n), more = 1 + (int)draw(m, 4);
	long want = (long)at(first);

	if (!is_one(m, first, n) || !ends_at(m, first + n))
		return;
	for (int i = first + n; i < first + n + more; i++)
		if (i >= P || m->slot[i].mapped)
			want = -ENOMEM_;
	if (!m->dry)
		expect(m, "mremap to grow",
		       env->mremap(at(first), (unsigned long)n * SEQ_PAGE,
				   (unsigned long)(n + more) * SEQ_PAGE, 0, 0),
		       want);
	for (int i = first + n; want > 0 && i < first + n + more; i++)
		extend(m, first + n - 1, i);
	if (want > 0 && first + n + more < P)
		m->slot[first + n + more].cut = 1;
}

static void do_mremap_shrink(struct model *m)
{
	int n, first = range(m, &n), less = (int)draw(m, (unsigned long)n);

	if (!is_one(m, first, n))
		return;
	if (!m->dry)
		expect(m, "mremap to shrink",
		       env->mremap(at(first), (unsigned long)n * SEQ_PAGE,
				   (unsigned long)(n - less) * SEQ_PAGE, 0, 0),
		       (long)at(first));
	clear(m, first + n - less, less);
	if (first + n < P)
		m->slot[first + n].cut = 1;
}

static void move(struct model *m, int first, int n, int new_n, int to, int keep)
{
	struct slot moved[P];

	for (int i = 0; i < new_n; i++) {
		moved[i] = m->slot[first + (i < n ? i : n - 1)];
		if (i >= n) {
			moved[i].own = 0;
			moved[i].index += i - (n - 1);
		}
	}
	if (!keep)
		clear(m, first, n);
	for (int i = 0; keep && i < n; i++)
		m->slot[first + i].own = 0;
	for (int i = 0; i < new_n; i++) {
		m->slot[to + i] = moved[i];
		m->slot[to + i].cut = 0;
	}
	cut(m, to, new_n);
	cut(m, first, n);
}

static void do_mremap_move(struct model *m)
{
	int n, first = range(m, &n), keep = !draw(m, 4);
	int new_n = keep ? n : 1 + (int)draw(m, 6), to = (int)draw(m, P), overlap;
	unsigned long flags = MAYMOVE_ | MFIXED_ | (keep ? DONTUNMAP_ : 0);

	overlap = first + n > to && to + new_n > first;
	if (to + new_n > P || (!overlap && !is_one(m, first, n)) ||
	    (overlap && !m->slot[first].mapped))
		return;
	if (!m->dry)
		expect(m, "mremap to move",
		       env->mremap(at(first), (unsigned long)n * SEQ_PAGE,
				   (unsigned long)new_n * SEQ_PAGE, flags, at(to)),
		       overlap ? -EINVAL_ : (long)at(to));
	if (!overlap)
		move(m, first, n, new_n, to, keep);
}

/* --- what makes no sense --- */

static struct model *refused_by;

static void refused(const char *what, long have, long want)
{
	expect(refused_by, what, have, want);
}

static void do_nonsense(struct model *m)
{
	unsigned long addr = at((int)draw(m, P));

	refused_by = m;
	if (!m->dry)
		seq_nonsense(env, addr, refused);
}

/* --- fork --- */

static void run(struct model *m, unsigned long steps);

static void to_child(struct model *child, const struct model *m)
{
	*child = *m;
	child->is_child = 1;
	child->rng = child->rng * 2862933555777941757UL + 3037000493UL;
	for (int i = 0; i < P; i++) {
		struct slot *s = &child->slot[i];

		s->locked = 0;
		if (s->mapped)
			child->reserved[s->object % OBJECTS] = 1;
		if (s->wipe)
			s->own = 0;
		if (s->dontfork)
			*s = (struct slot){.cut = 1};
	}
}

static int in_child(void *unused)
{
	(void)unused;
	look_at_all(&child_model);
	run(&child_model, 20);
	look_at_all(&child_model);
	return child_model.failed;
}

/* The child lives through its steps, and the parent goes through them without
 * making them, to know what became of what they share. */
static void do_fork(struct model *m)
{
	if (m->is_child)
		return;
	to_child(&child_model, m);
	to_child(&dry_model, m);
	dry_model.dry = 1;
	expect(m, "child", env->child(in_child), 0);
	run(&dry_model, 20);
	for (int o = 0; o < OBJECTS; o++)
		m->object[o] = dry_model.object[o];
}

/* --- */

static void one(struct model *m)
{
	switch (draw(m, 25)) {
	case 0 ... 4:
		return do_mmap(m);
	case 5 ... 6:
		return do_munmap(m);
	case 7 ... 9:
		return do_mprotect(m);
	case 10 ... 11:
		return do_madvise(m);
	case 12:
		return do_mlock(m);
	case 13:
		return do_mremap_grow(m);
	case 14:
		return do_mremap_shrink(m);
	case 15 ... 16:
		return do_mremap_move(m);
	case 17:
		return draw(m, 10) ? (void)0 : do_nonsense(m);
	case 18:
		return draw(m, 10) ? (void)0 : do_fork(m);
	default:
		for (int i = 0; i < 4; i++) {
			put(m, (int)draw(m, P), (int)draw(m, PLACES));
			look(m, (int)draw(m, P), (int)draw(m, PLACES));
		}
	}
}

static void run(struct model *m, unsigned long steps)
{
	for (unsigned long i = 0; i < steps && !m->failed; i++) {
		m->step++;
		one(m);
		if (m->step % 64 == 0)
			look_at_all(m);
	}
}

int seq_run(const struct seq_env *e, unsigned long seed, unsigned long steps)
{
	struct model *m = &main_model;

	env = e;
	seed_now = seed;
	*m = (struct model){.rng = seed * 0x9e3779b97f4a7c15UL + 1};
	m->object[0].nr = SEQ_FILE_PAGES;
	for (int i = 0; i < SEQ_FILE_PAGES; i++)
		for (int w = 0; w < PLACES; w++)
			m->object[0].page[i].b[w] = (unsigned char)(i + 1);
	run(m, steps);
	look_at_all(m);
	if (!m->failed)
		expect(m, "munmap of the window", env->munmap(env->base, P * SEQ_PAGE),
		       0);
	return m->failed;
}
