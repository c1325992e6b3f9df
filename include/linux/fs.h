/* SPDX-License-Identifier: MIT */
/* Files, inodes and the operations of a char device. */
#ifndef _LINUX_FS_H
#define _LINUX_FS_H

#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/ioctl.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/mutex.h>
#include <linux/path.h>
#include <linux/sched.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/stat.h>
#include <linux/types.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>
#if !DOCK_SINCE_2_6_20
#include <linux/wait.h>
#endif

struct cdev;
struct file_lock;
struct inode;
struct iovec;
struct iov_iter;
struct kiocb;
struct module;
struct pipe_inode_info;
struct poll_table_struct;
struct seq_file;
struct vm_area_struct;
struct fasync_struct;

#define FMODE_READ	((fmode_t)0x1)
#define FMODE_WRITE	((fmode_t)0x2)
#define FMODE_LSEEK	((fmode_t)0x4)
#define FMODE_PREAD	((fmode_t)0x8)
#define FMODE_PWRITE	((fmode_t)0x10)
#define FMODE_EXEC	((fmode_t)0x20)
#define FMODE_NDELAY	((fmode_t)0x40)
#define FMODE_EXCL	((fmode_t)0x80)
#if DOCK_SINCE_2_6_37 && DOCK_BEFORE_6_12
#define FMODE_UNSIGNED_OFFSET ((fmode_t)0x2000)
#endif
#define FMODE_CAN_READ	((fmode_t)0x20000)
#define FMODE_CAN_WRITE	((fmode_t)0x40000)
#define FMODE_STREAM	((fmode_t)0x200000)

#define SEEK_SET	0
#define SEEK_CUR	1
#define SEEK_END	2
#define SEEK_DATA	3
#define SEEK_HOLE	4

/* What users have mapped of a file; there is no page cache. */
struct address_space {
	struct inode *host;
	unsigned long nrpages;
	void *private_data;
};

struct inode {
	umode_t i_mode;
	unsigned int i_uid_, i_gid_;
	dev_t i_rdev;
	loff_t i_size;
	unsigned long i_ino;
	atomic_t i_count;
	const struct file_operations *i_fop;
	struct address_space *i_mapping;
	struct address_space i_data;
	struct cdev *i_cdev;
	struct list_head i_devices;
	void *i_private;
};

struct dentry {
	struct inode *d_inode;
	const unsigned char *d_name_;
};

struct file {
	struct path f_path;
	struct inode *f_inode;
	const struct file_operations *f_op;
	spinlock_t f_lock;
	atomic_long_t f_count;
	unsigned int f_flags;
	fmode_t f_mode;
	struct mutex f_pos_lock;
	loff_t f_pos;
	void *private_data;
	struct address_space *f_mapping;
	struct file *dock_next; /* of those to be released: see fput() */
	unsigned long dock_number; /* of one that was passed in a message: user/pass.c */
};

#if DOCK_BEFORE_3_19
#define f_dentry f_path.dentry
#endif

struct kiocb {
	struct file *ki_filp;
	loff_t ki_pos;
	void (*ki_complete)(struct kiocb *iocb, long ret);
	void *private;
	int ki_flags;
	/* What follows is Drydock's own: the answer of aio_complete(). */
	long dock_result;
	bool dock_done;
};

#define IOCB_NOWAIT	0x00000008

static inline bool is_sync_kiocb(struct kiocb *kiocb)
{
	return kiocb->ki_complete == NULL;
}

typedef void *fl_owner_t;

struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *, loff_t, int);
	ssize_t (*read)(struct file *, char __user *, size_t, loff_t *);
	ssize_t (*write)(struct file *, const char __user *, size_t, loff_t *);
	ssize_t (*DOCK_FIELD(DOCK_SINCE_3_16, read_iter))(struct kiocb *, struct iov_iter *);
	ssize_t (*DOCK_FIELD(DOCK_SINCE_3_16, write_iter))(struct kiocb *, struct iov_iter *);
	__poll_t (*poll)(struct file *, struct poll_table_struct *);
	long (*DOCK_FIELD(DOCK_SINCE_2_6_11, unlocked_ioctl))(struct file *, unsigned int,
							      unsigned long);
	long (*DOCK_FIELD(DOCK_SINCE_2_6_11, compat_ioctl))(struct file *, unsigned int,
							    unsigned long);
	int (*mmap)(struct file *, struct vm_area_struct *);
	unsigned long DOCK_FIELD(DOCK_BOTH(DOCK_SINCE_4_15, DOCK_BEFORE_6_10),
				 mmap_supported_flags);
	int (*open)(struct inode *, struct file *);
	/* One slot each, in the form of the version; called by src/kernel/compat/file.c. */
#if DOCK_SINCE_2_6_18
	int (*flush)(struct file *, fl_owner_t id);
#else
	int (*flush)(struct file *);
#endif
	int (*release)(struct inode *, struct file *);
#if DOCK_SINCE_3_1
	int (*fsync)(struct file *, loff_t, loff_t, int datasync);
#elif DOCK_SINCE_2_6_35
	int (*fsync)(struct file *, int datasync);
#else
	int (*fsync)(struct file *, struct dentry *, int datasync);
#endif
	int (*fasync)(int, struct file *, int);
	unsigned long (*get_unmapped_area)(struct file *, unsigned long, unsigned long, unsigned long,
					   unsigned long);
	ssize_t (*DOCK_FIELD(DOCK_SINCE_2_6_17, splice_write))(struct pipe_inode_info *, struct file *, loff_t *, size_t,
				unsigned int);
	ssize_t (*DOCK_FIELD(DOCK_SINCE_2_6_17, splice_read))(struct file *, loff_t *, struct pipe_inode_info *, size_t,
			       unsigned int);
	long (*DOCK_FIELD(DOCK_SINCE_2_6_38, fallocate))(struct file *file, int mode,
							 loff_t offset, loff_t len);
	void (*DOCK_FIELD(DOCK_SINCE_3_8, show_fdinfo))(struct seq_file *m, struct file *f);
	int (*DOCK_FIELD(DOCK_BEFORE_2_6_36, ioctl))(struct inode *, struct file *, unsigned int,
						     unsigned long);
	ssize_t (*DOCK_FIELD(DOCK_BEFORE_2_6_19, readv))(struct file *, const struct iovec *,
							 unsigned long, loff_t *);
	ssize_t (*DOCK_FIELD(DOCK_BEFORE_2_6_19, writev))(struct file *, const struct iovec *,
							  unsigned long, loff_t *);
#if DOCK_SINCE_2_6_19
	ssize_t (*DOCK_FIELD(DOCK_BEFORE_4_1, aio_read))(struct kiocb *, const struct iovec *,
							 unsigned long, loff_t);
	ssize_t (*DOCK_FIELD(DOCK_BEFORE_4_1, aio_write))(struct kiocb *, const struct iovec *,
							  unsigned long, loff_t);
#else
	ssize_t (*aio_read)(struct kiocb *, char __user *, size_t, loff_t);
	ssize_t (*aio_write)(struct kiocb *, const char __user *, size_t, loff_t);
#endif
};

static inline unsigned int iminor(const struct inode *inode)
{
	return MINOR(inode->i_rdev);
}

static inline unsigned int imajor(const struct inode *inode)
{
	return MAJOR(inode->i_rdev);
}

#if DOCK_SINCE_3_9
static inline struct inode *file_inode(const struct file *f)
{
	return f->f_inode;
}
#endif

static inline struct inode *d_inode(const struct dentry *d)
{
	return d->d_inode;
}

extern int register_chrdev_region(dev_t from, unsigned int count, const char *name)
	__dock(register_chrdev_region);
extern int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count,
			       const char *name) __dock(alloc_chrdev_region);
extern void unregister_chrdev_region(dev_t from, unsigned int count) __dock(unregister_chrdev_region);
extern int __register_chrdev(unsigned int major, unsigned int baseminor, unsigned int count,
			     const char *name, const struct file_operations *fops)
	__dock(__register_chrdev);
extern void __unregister_chrdev(unsigned int major, unsigned int baseminor, unsigned int count,
				const char *name) __dock(__unregister_chrdev);

static inline int register_chrdev(unsigned int major, const char *name,
				  const struct file_operations *fops)
{
	return __register_chrdev(major, 0, 256, name, fops);
}

static inline void unregister_chrdev(unsigned int major, const char *name)
{
	__unregister_chrdev(major, 0, 256, name);
}

extern void fput(struct file *file) __dock(fput);
extern struct file *get_file(struct file *f) __dock(get_file);
extern int nonseekable_open(struct inode *inode, struct file *filp) __dock(nonseekable_open);
#if DOCK_SINCE_5_1
extern int stream_open(struct inode *inode, struct file *filp) __dock(stream_open);
#endif
#if DOCK_BEFORE_6_12
extern loff_t no_llseek(struct file *file, loff_t offset, int whence) __dock(no_llseek);
#endif
#if DOCK_SINCE_2_6_35
extern loff_t noop_llseek(struct file *file, loff_t offset, int whence) __dock(noop_llseek);
#endif
extern loff_t default_llseek(struct file *file, loff_t offset, int whence) __dock(default_llseek);
extern loff_t generic_file_llseek(struct file *file, loff_t offset, int whence)
	__dock(generic_file_llseek);
extern loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size)
	__dock(fixed_size_llseek);
extern ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos,
				       const void *from, size_t available)
	__dock(simple_read_from_buffer);
extern ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos,
				      const void __user *from, size_t count)
	__dock(simple_write_to_buffer);
#if DOCK_SINCE_3_4
extern int simple_open(struct inode *inode, struct file *file) __dock(simple_open);
#endif

/* Stubs: reaching one ends the run and names it. */
extern ssize_t generic_file_read_iter(struct kiocb *iocb, struct iov_iter *iter)
	__dock_stub(generic_file_read_iter);
extern ssize_t generic_file_write_iter(struct kiocb *iocb, struct iov_iter *iter)
	__dock_stub(generic_file_write_iter);

#define fops_get(fops) (((fops) && try_module_get((fops)->owner) ? (fops) : NULL))
#define fops_put(fops) do { if (fops) module_put((fops)->owner); } while (0)

#endif
