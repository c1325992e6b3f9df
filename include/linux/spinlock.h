/* SPDX-License-Identifier: MIT */
/* Spinlocks and reader/writer spinlocks. */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <asm/page.h> /* as Linux, through thread_info.h */
#include <linux/bottom_half.h>
#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>

extern void _raw_spin_lock(raw_spinlock_t *lock) __dock(_raw_spin_lock);
extern int _raw_spin_trylock(raw_spinlock_t *lock) __dock(_raw_spin_trylock);
extern void _raw_spin_unlock(raw_spinlock_t *lock) __dock(_raw_spin_unlock);
extern unsigned long _raw_spin_lock_irqsave(raw_spinlock_t *lock) __dock(_raw_spin_lock_irqsave);
extern void _raw_spin_unlock_irqrestore(raw_spinlock_t *lock, unsigned long flags)
	__dock(_raw_spin_unlock_irqrestore);
extern void _raw_spin_lock_irq(raw_spinlock_t *lock) __dock(_raw_spin_lock_irq);
extern void _raw_spin_unlock_irq(raw_spinlock_t *lock) __dock(_raw_spin_unlock_irq);
extern void _raw_spin_lock_bh(raw_spinlock_t *lock) __dock(_raw_spin_lock_bh);
extern void _raw_spin_unlock_bh(raw_spinlock_t *lock) __dock(_raw_spin_unlock_bh);
extern void _raw_read_lock(rwlock_t *lock) __dock(_raw_read_lock);
extern void _raw_read_unlock(rwlock_t *lock) __dock(_raw_read_unlock);
extern void _raw_write_lock(rwlock_t *lock) __dock(_raw_write_lock);
extern void _raw_write_unlock(rwlock_t *lock) __dock(_raw_write_unlock);

#define raw_spin_lock_init(l) do { *(l) = (raw_spinlock_t)__RAW_SPIN_LOCK_UNLOCKED(l); } while (0)
#define raw_spin_lock(l) _raw_spin_lock(l)
#define raw_spin_trylock(l) _raw_spin_trylock(l)
#define raw_spin_unlock(l) _raw_spin_unlock(l)
#define raw_spin_lock_irqsave(l, flags) do { (flags) = _raw_spin_lock_irqsave(l); } while (0)
#define raw_spin_unlock_irqrestore(l, flags) _raw_spin_unlock_irqrestore(l, flags)
#define raw_spin_lock_irq(l) _raw_spin_lock_irq(l)
#define raw_spin_unlock_irq(l) _raw_spin_unlock_irq(l)
#define raw_spin_is_locked(l) ((l)->locked != 0)

#define spin_lock_init(l) raw_spin_lock_init(&(l)->rlock)
#define spin_lock(l) _raw_spin_lock(&(l)->rlock)
#define spin_lock_nested(l, sub) _raw_spin_lock(&(l)->rlock)
#define spin_trylock(l) _raw_spin_trylock(&(l)->rlock)
#define spin_unlock(l) _raw_spin_unlock(&(l)->rlock)
#define spin_lock_irqsave(l, flags) do { (flags) = _raw_spin_lock_irqsave(&(l)->rlock); } while (0)
#define spin_unlock_irqrestore(l, flags) _raw_spin_unlock_irqrestore(&(l)->rlock, flags)
#define spin_lock_irq(l) _raw_spin_lock_irq(&(l)->rlock)
#define spin_unlock_irq(l) _raw_spin_unlock_irq(&(l)->rlock)
#define spin_lock_bh(l) _raw_spin_lock_bh(&(l)->rlock)
#define spin_unlock_bh(l) _raw_spin_unlock_bh(&(l)->rlock)
#define spin_is_locked(l) ((l)->rlock.locked != 0)
#define assert_spin_locked(l) BUG_ON(!spin_is_locked(l))

#define rwlock_init(l) do { *(l) = (rwlock_t)__RW_LOCK_UNLOCKED(l); } while (0)
#define read_lock(l) _raw_read_lock(l)
#define read_unlock(l) _raw_read_unlock(l)
#define write_lock(l) _raw_write_lock(l)
#define write_unlock(l) _raw_write_unlock(l)
#define read_lock_irqsave(l, f) do { local_irq_save(f); _raw_read_lock(l); } while (0)
#define read_unlock_irqrestore(l, f) do { _raw_read_unlock(l); local_irq_restore(f); } while (0)
#define write_lock_irqsave(l, f) do { local_irq_save(f); _raw_write_lock(l); } while (0)
#define write_unlock_irqrestore(l, f) do { _raw_write_unlock(l); local_irq_restore(f); } while (0)
#define read_lock_irq(l) do { local_irq_disable(); _raw_read_lock(l); } while (0)
#define read_unlock_irq(l) do { _raw_read_unlock(l); local_irq_enable(); } while (0)
#define read_lock_bh(l) do { local_bh_disable(); _raw_read_lock(l); } while (0)
#define read_unlock_bh(l) do { _raw_read_unlock(l); local_bh_enable(); } while (0)
#define write_lock_irq(l) do { local_irq_disable(); _raw_write_lock(l); } while (0)
#define write_unlock_irq(l) do { _raw_write_unlock(l); local_irq_enable(); } while (0)
#define write_lock_bh(l) do { local_bh_disable(); _raw_write_lock(l); } while (0)
#define write_unlock_bh(l) do { _raw_write_unlock(l); local_bh_enable(); } while (0)

#endif
