/* SPDX-License-Identifier: MIT */
/* Fibers on x86-64: see fiber.h. */
#include "host/fiber.h"

/*
 * The stack of a fiber that is not running, from its sp upwards:
 * mxcsr and x87 control word, r15 r14 r13 r12 rbx rbp, return address.
 */
__asm__(".text\n"
	".globl host_fiber_switch\n"
	".type host_fiber_switch, @function\n"
	"host_fiber_switch:\n"
	"	push %rbp\n"
	"	push %rbx\n"
	"	push %r12\n"
	"	push %r13\n"
	"	push %r14\n"
	"	push %r15\n"
	"	sub $8, %rsp\n"
	"	stmxcsr (%rsp)\n"
	"	fnstcw 4(%rsp)\n"
	"	mov %rsp, (%rdi)\n"
	"	mov (%rsi), %rsp\n"
	"	ldmxcsr (%rsp)\n"
	"	fldcw 4(%rsp)\n"
	"	add $8, %rsp\n"
	"	pop %r15\n"
	"	pop %r14\n"
	"	pop %r13\n"
	"	pop %r12\n"
	"	pop %rbx\n"
	"	pop %rbp\n"
	"	ret\n"
	".size host_fiber_switch, . - host_fiber_switch\n"
	/* The first switch to a fiber arrives here: r12 the body, r13 its argument. */
	".type fiber_start, @function\n"
	"fiber_start:\n"
	"	.cfi_startproc\n"
	"	.cfi_undefined rip\n" /* the first frame */
	"	xor %ebp, %ebp\n"
	"	mov %r13, %rdi\n"
	"	call *%r12\n"
	"	ud2\n"
	"	.cfi_endproc\n"
	".size fiber_start, . - fiber_start\n");

extern void fiber_start(void);

void host_fiber_init(struct host_fiber *f, void *base, unsigned long size,
		     void (*fn)(void *), void *arg)
{
	unsigned long *sp = (unsigned long *)(((unsigned long)base + size) & ~63UL);
	const unsigned int mxcsr = 0x1f80, x87_control = 0x037f;

	*--sp = 0; /* fiber_start's frame ends the chain of frame pointers */
	*--sp = 0;
	*--sp = (unsigned long)fiber_start;
	*--sp = 0;			  /* rbp */
	*--sp = 0;			  /* rbx */
	*--sp = (unsigned long)fn;	  /* r12 */
	*--sp = (unsigned long)arg;	  /* r13 */
	*--sp = 0;			  /* r14 */
	*--sp = 0;			  /* r15 */
	*--sp = mxcsr | (unsigned long)x87_control << 32;
	f->sp = sp;
}

/* The stack as host_fiber_switch left it. */
void host_fiber_context(const struct host_fiber *f, struct host_context *c)
{
	const unsigned long *sp = f->sp;

	*c = (struct host_context){
		.regs = { [15] = sp[1], [14] = sp[2], [13] = sp[3], [12] = sp[4], [1] = sp[5],
			  [6] = sp[6], [7] = (unsigned long)(sp + 8) },
		.pc = sp[7],
	};
}

__asm__(".text\n"
	".globl host_context_here\n"
	".type host_context_here, @function\n"
	"host_context_here:\n"
	"	mov %rbx, 8(%rdi)\n"
	"	mov %rbp, 48(%rdi)\n"
	"	lea 8(%rsp), %rax\n"
	"	mov %rax, 56(%rdi)\n"
	"	mov %r12, 96(%rdi)\n"
	"	mov %r13, 104(%rdi)\n"
	"	mov %r14, 112(%rdi)\n"
	"	mov %r15, 120(%rdi)\n"
	"	mov (%rsp), %rax\n"
	"	mov %rax, 128(%rdi)\n"
	"	ret\n"
	".size host_context_here, . - host_context_here\n");
