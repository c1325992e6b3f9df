/* SPDX-License-Identifier: MIT */
/* Trees, lists, bitmaps, sorting, atomics, counts of references, rate limits. */
#include <linux/atomic.h>
#include <linux/bitmap.h>
#include <linux/bsearch.h>
#include <linux/hashtable.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/ratelimit.h>
#include <linux/rbtree.h>
#include <linux/sort.h>

#include "core/rng.h"
#include "lib_test.h"

#define KEYS 200

struct item {
	int key;
	bool in;
	struct rb_node node;
	struct list_head link;
	struct hlist_node hash;
	struct llist_node lockless;
};

static struct item items[KEYS];

static bool item_less(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct item, node)->key < rb_entry(b, struct item, node)->key;
}

static int item_order(const void *key, const struct rb_node *b)
{
	return *(const int *)key - rb_entry(b, struct item, node)->key;
}

/* The number of black nodes on every way down, or -1 if a rule is broken. */
static int black_height(const struct rb_node *node, const struct rb_node *parent)
{
	bool red = node && !(node->__rb_parent_color & 1);
	int left, right;

	if (!node)
		return 0;
	if (rb_parent(node) != parent)
		return -1;
	if (red && (!parent || !(parent->__rb_parent_color & 1)))
		return -1;
	left = black_height(node->rb_left, node);
	right = black_height(node->rb_right, node);
	if (left < 0 || left != right)
		return -1;
	return left + !red;
}

/* The tree holds the items that are in, in order, both ways. */
static bool tree_matches(struct rb_root_cached *tree)
{
	struct rb_node *node = rb_first(&tree->rb_root), *last = NULL;
	int i;

	if (node != rb_first_cached(tree) || black_height(tree->rb_root.rb_node, NULL) < 0)
		return false;
	for (i = 0; i < KEYS; i++) {
		if (!items[i].in)
			continue;
		if (node != &items[i].node || rb_prev(node) != last)
			return false;
		last = node;
		node = rb_next(node);
	}
	return !node && last == rb_last(&tree->rb_root);
}

static void rbtree_against_an_array(void)
{
	struct rb_root_cached tree = RB_ROOT_CACHED;
	int step;

	dock_rng_seed(42);
	for (step = 0; step < KEYS; step++)
		items[step] = (struct item){ .key = step };
	for (step = 0; step < 20000; step++) {
		struct item *item = &items[dock_rng_below(KEYS)];

		if (item->in)
			rb_erase_cached(&item->node, &tree);
		else
			rb_add_cached(&item->node, &tree, item_less);
		item->in = !item->in;
		CHECK(tree_matches(&tree));
		CHECK(!!rb_find(&item->key, &tree.rb_root, item_order) == item->in);
	}
	for (step = 0; step < KEYS; step++) {
		if (items[step].in)
			rb_erase_cached(&items[step].node, &tree);
		items[step].in = false;
		CHECK(tree_matches(&tree));
	}
	CHECK(RB_EMPTY_ROOT(&tree.rb_root));
}

static void rbtree_replace_and_postorder(void)
{
	struct rb_root root = RB_ROOT;
	struct item *pos, *next, other = { .key = 3 };
	int i, seen = 0;

	for (i = 0; i < 10; i++) {
		items[i] = (struct item){ .key = i, .in = true };
		rb_add(&items[i].node, &root, item_less);
	}
	rb_replace_node(&items[3].node, &other.node, &root);
	CHECK(rb_next(&items[2].node) == &other.node && rb_prev(&items[4].node) == &other.node);
	CHECK(black_height(root.rb_node, NULL) > 0);
	/* A parent comes after its children; each node is wiped when it comes. */
	rbtree_postorder_for_each_entry_safe(pos, next, &root, node) {
		seen++;
		CHECK(!pos->node.rb_left || !rb_entry(pos->node.rb_left, struct item, node)->in);
		CHECK(!pos->node.rb_right || !rb_entry(pos->node.rb_right, struct item, node)->in);
		pos->in = false;
	}
	CHECK(seen == 10);
	RB_CLEAR_NODE(&other.node);
	CHECK(RB_EMPTY_NODE(&other.node) && !rb_next(&other.node));
}

/* The keys on a list, as digits. */
static const char *keys_of(struct list_head *head)
{
	static char text[KEYS];
	struct item *pos;
	int n = 0;

	list_for_each_entry(pos, head, link)
		text[n++] = '0' + pos->key;
	text[n] = '\0';
	return text;
}

static void lists(void)
{
	LIST_HEAD(head);
	LIST_HEAD(other);
	struct item *pos, *next;
	int i;

	for (i = 0; i < 6; i++) {
		items[i] = (struct item){ .key = i };
		list_add_tail(&items[i].link, &head);
	}
	CHECK_TEXT(keys_of(&head), "012345");
	list_move(&items[3].link, &head);
	CHECK_TEXT(keys_of(&head), "301245");
	list_swap(&items[3].link, &items[0].link);
	CHECK_TEXT(keys_of(&head), "031245");
	list_swap(&items[0].link, &items[5].link);
	CHECK_TEXT(keys_of(&head), "531240");
	list_cut_position(&other, &head, &items[1].link);
	CHECK_TEXT(keys_of(&other), "531");
	CHECK_TEXT(keys_of(&head), "240");
	list_splice_tail_init(&other, &head);
	CHECK_TEXT(keys_of(&head), "240531");
	CHECK(list_empty(&other));
	list_bulk_move_tail(&head, &items[4].link, &items[5].link);
	CHECK_TEXT(keys_of(&head), "231405");
	list_rotate_left(&head);
	CHECK_TEXT(keys_of(&head), "314052");
	list_for_each_entry_safe(pos, next, &head, link)
		if (pos->key % 2)
			list_del(&pos->link);
	CHECK_TEXT(keys_of(&head), "402");
	CHECK(items[1].link.next == LIST_POISON1 && items[1].link.prev == LIST_POISON2);
	CHECK(list_first_entry(&head, struct item, link) == &items[4]);
	CHECK(list_last_entry(&head, struct item, link) == &items[2]);
	CHECK(list_is_last(&items[2].link, &head) && list_count_nodes(&head) == 3);
	list_del_init(&items[4].link);
	list_del_init(&items[0].link);
	CHECK(list_is_singular(&head) && list_empty(&items[0].link));
	list_cut_position(&other, &head, &head);
	CHECK(list_empty(&other) && list_is_singular(&head));
	list_del(&items[2].link);
	CHECK(!list_first_entry_or_null(&head, struct item, link));
}

static void hash_lists(void)
{
	DEFINE_HASHTABLE(table, 3);
	struct item *pos;
	struct hlist_node *next;
	unsigned int bucket;
	int i, seen = 0;

	CHECK(hash_empty(table));
	for (i = 0; i < 50; i++) {
		items[i] = (struct item){ .key = i };
		hash_add(table, &items[i].hash, items[i].key);
	}
	hash_for_each_possible(table, pos, hash, 17)
		seen += pos->key == 17;
	CHECK(seen == 1);
	hash_for_each_safe(table, bucket, next, pos, hash)
		if (pos->key % 2)
			hash_del(&pos->hash);
	seen = 0;
	hash_for_each(table, bucket, pos, hash) {
		CHECK(pos->key % 2 == 0);
		seen++;
	}
	CHECK(seen == 25 && !hash_hashed(&items[1].hash) && hash_hashed(&items[2].hash));
}

static void lockless_lists(void)
{
	LLIST_HEAD(head);
	struct item *pos;
	int expect = 0;

	CHECK(llist_empty(&head) && llist_add(&items[0].lockless, &head));
	CHECK(!llist_add(&items[1].lockless, &head));
	llist_add(&items[2].lockless, &head);
	llist_for_each_entry(pos, llist_reverse_order(llist_del_all(&head)), lockless)
		CHECK(pos == &items[expect++]);
	CHECK(expect == 3 && llist_empty(&head) && !llist_del_first(&head));
}

#define NBITS 131

static void bitmaps_against_bytes(void)
{
	DECLARE_BITMAP(map, NBITS);
	bool model[NBITS] = { false };
	int step;

	dock_rng_seed(9);
	bitmap_zero(map, NBITS);
	for (step = 0; step < 3000; step++) {
		unsigned int from = dock_rng_below(NBITS), n = dock_rng_below(NBITS - from + 1);
		bool set = dock_rng_below(2);
		unsigned int i, first, weight = 0;

		if (set)
			bitmap_set(map, from, n);
		else
			bitmap_clear(map, from, n);
		memset(model + from, set, n);
		for (i = 0; i < NBITS; i++) {
			CHECK(test_bit(i, map) == model[i]);
			weight += model[i];
		}
		CHECK(bitmap_weight(map, NBITS) == weight);
		CHECK(bitmap_empty(map, NBITS) == !weight && bitmap_full(map, NBITS) == (weight == NBITS));
		for (first = from; first < NBITS && !model[first]; first++)
			;
		CHECK(find_next_bit(map, NBITS, from) == first);
		for (first = from; first < NBITS && model[first]; first++)
			;
		CHECK(find_next_zero_bit(map, NBITS, from) == first);
	}
}

static void bitmap_operations(void)
{
	DECLARE_BITMAP(a, NBITS);
	DECLARE_BITMAP(b, NBITS);
	DECLARE_BITMAP(c, NBITS);

	bitmap_zero(a, NBITS);
	bitmap_fill(b, NBITS);
	bitmap_set(a, 60, 10);
	CHECK(bitmap_subset(a, b, NBITS) && !bitmap_subset(b, a, NBITS));
	CHECK(bitmap_and(c, a, b, NBITS) && bitmap_equal(a, c, NBITS));
	CHECK(bitmap_andnot(c, b, a, NBITS) && bitmap_weight(c, NBITS) == NBITS - 10);
	CHECK(!bitmap_intersects(a, c, NBITS));
	bitmap_or(c, c, a, NBITS);
	CHECK(bitmap_full(c, NBITS));
	bitmap_xor(c, c, b, NBITS);
	CHECK(bitmap_empty(c, NBITS));
	bitmap_complement(c, a, NBITS);
	CHECK(bitmap_weight(c, NBITS) == NBITS - 10 && find_last_bit(a, NBITS) == 69);
	CHECK(bitmap_find_next_zero_area(a, NBITS, 55, 8, 0) == 70);
	CHECK(bitmap_find_next_zero_area(a, NBITS, 55, 8, 15) == 80);
	CHECK(bitmap_find_next_zero_area(a, NBITS, 55, 70, 0) > NBITS);
	CHECK(bitmap_find_free_region(a, NBITS, 6) == -ENOMEM);
	CHECK(bitmap_find_free_region(a, NBITS, 5) == 0 && bitmap_weight(a, 32) == 32);
	CHECK(bitmap_allocate_region(a, 64, 2) == -EBUSY && !bitmap_allocate_region(a, 72, 2));
	bitmap_release_region(a, 0, 5);
	CHECK(bitmap_empty(a, 32));
	CHECK(!test_and_set_bit(3, a) && test_and_set_bit(3, a) && test_and_clear_bit(3, a));
	CHECK(!test_bit(3, a) && !test_and_change_bit(100, a) && test_bit(100, a));
}

static int int_order(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int compared_by_priv;

static int priv_order(const void *a, const void *b, const void *priv)
{
	compared_by_priv = *(const int *)priv;
	return int_order(b, a);
}

static void sorting(void)
{
	int a[100], n, i, seven = 7;

	dock_rng_seed(5);
	for (n = 0; n <= 100; n++) {
		long sum = 0;

		for (i = 0; i < n; i++)
			sum += a[i] = dock_rng_below(50);
		sort(a, n, sizeof(a[0]), int_order, NULL);
		for (i = 0; i < n; i++)
			sum -= a[i];
		CHECK(sum == 0);
		for (i = 1; i < n; i++)
			CHECK(a[i - 1] <= a[i]);
		for (i = 0; i < 50; i++) {
			int *found = bsearch(&i, a, n, sizeof(a[0]), int_order);
			int j;

			for (j = 0; j < n && a[j] != i; j++)
				;
			CHECK(found ? *found == i : j == n);
		}
	}
	sort_r(a, 100, sizeof(a[0]), priv_order, NULL, &seven);
	CHECK(a[0] >= a[99] && compared_by_priv == 7);
}

static void atomics(void)
{
	atomic_t v = ATOMIC_INIT(5);
	atomic64_t w = ATOMIC64_INIT(1LL << 40);
	int old = 5;
	struct item *slot = NULL;

	CHECK(atomic_add_return(3, &v) == 8 && atomic_fetch_sub(3, &v) == 8);
	CHECK(!atomic_try_cmpxchg(&v, &(int){ 4 }, 9) && atomic_try_cmpxchg(&v, &old, 9));
	CHECK(atomic_cmpxchg(&v, 1, 2) == 9 && atomic_cmpxchg(&v, 9, 1) == 9);
	CHECK(atomic_dec_and_test(&v) && !atomic_inc_not_zero(&v) && atomic_dec_if_positive(&v) == -1);
	CHECK(atomic_read(&v) == 0 && atomic_add_negative(-1, &v) && atomic_inc_and_test(&v));
	atomic_set(&v, 0xf0);
	CHECK(atomic_fetch_andnot(0x30, &v) == 0xf0 && atomic_xchg(&v, 7) == 0xc0);
	CHECK(atomic_fetch_add_unless(&v, 1, 7) == 7 && atomic_add_unless(&v, 1, 8));
	CHECK(atomic64_inc_return(&w) == (1LL << 40) + 1 && atomic64_sub_and_test((1LL << 40) + 1, &w));
	CHECK(!cmpxchg(&slot, NULL, items) && slot == items && xchg(&slot, NULL) == items);
	CHECK(set_mask_bits(&old, 0xff, 0x12) == 5 && old == 0x12);
}

static int released;

static void note_release(struct kref *kref)
{
	released++;
}

static void reference_counts(void)
{
	refcount_t r = REFCOUNT_INIT(1);
	struct kref k;

	kref_init(&k);
	kref_get(&k);
	CHECK(!kref_put(&k, note_release) && !released);
	CHECK(kref_put(&k, note_release) && released == 1 && !kref_get_unless_zero(&k));
	CHECK(!refcount_dec_not_one(&r) && refcount_dec_if_one(&r) && lib_warnings == 0);
	refcount_inc(&r);
	CHECK(lib_warnings == 1 && (int)refcount_read(&r) == REFCOUNT_SATURATED);
	CHECK(!refcount_dec_and_test(&r) && lib_warnings == 2);
	refcount_set(&r, 1);
	refcount_dec(&r);
	CHECK(lib_warnings == 3);
	refcount_set(&r, REFCOUNT_MAX);
	refcount_inc(&r);
	CHECK(lib_warnings == 4 && (int)refcount_read(&r) == REFCOUNT_SATURATED);
}

static void rate_limits(void)
{
	DEFINE_RATELIMIT_STATE(limit, 100, 3);
	int i, passed = 0;

	lib_jiffies = 1000;
	for (i = 0; i < 10; i++)
		passed += __ratelimit(&limit);
	CHECK(passed == 3 && !lib_log[0]);
	lib_jiffies = 1100;
	CHECK(!__ratelimit(&limit));
	lib_jiffies = 1101;
	CHECK(__ratelimit(&limit));
	CHECK_TEXT(lib_log, KERN_WARNING "rate_limits: 8 callbacks suppressed\n");
	ratelimit_state_init(&limit, 0, 0);
	CHECK(__ratelimit(&limit));
}

const struct lib_case container_cases[] = {
	{ "rbtree_against_an_array", rbtree_against_an_array },
	{ "rbtree_replace_and_postorder", rbtree_replace_and_postorder },
	{ "lists", lists },
	{ "hash_lists", hash_lists },
	{ "lockless_lists", lockless_lists },
	{ "bitmap_against_bytes", bitmaps_against_bytes },
	{ "bitmap_operations", bitmap_operations },
	{ "sort_and_bsearch", sorting },
	{ "atomics", atomics },
	{ "reference_counts", reference_counts },
	{ "rate_limits", rate_limits },
	{ NULL, NULL },
};
