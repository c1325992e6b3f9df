/* SPDX-License-Identifier: MIT */
/* Traps of the machine's own process: see fault.h. x86-64. */
#define _GNU_SOURCE
#include "host/fault.h"

#include "host/mem.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>

#define ALT_STACK_BYTES (256 * 1024)
#define SYSCALL_BYTES 2
#define RED_ZONE 128
#define MAIN_STACK_BYTES (64UL << 20)
#define MAIN_STACK_ABOVE (256UL << 10)
#define PF_PRESENT 1
#define PF_WRITE 2
#define PF_EXEC 16
/* The kernel's ucontext ends with a 64-bit mask; glibc's is longer. */
#define KERNEL_UCONTEXT_BYTES (offsetof(ucontext_t, uc_sigmask) + 8)
#define TRAP_FLAG 0x100 /* of the processor's flags: stop after one instruction */
#define FP_MAGIC1 0x46505853U
#define FP_SW_RESERVED 464
#define FP_LEGACY_BYTES 512

#define FLAG_STEP	0x100UL
#define FLAG_ALIGNMENT	0x40000UL

static int (*quick_fn)(const struct host_trap *t);
static int (*usable_stack_fn)(unsigned long sp, unsigned long need);
static void (*slow_fn)(struct host_trap *t);
static void (*lost_fn)(const struct host_trap *t);
static void (*timeout_fn)(const struct host_trap *t);
static unsigned long main_stack_low, main_stack_high;

static const int order[16] = {
	REG_RAX, REG_RBX, REG_RCX, REG_RDX, REG_RSI, REG_RDI, REG_RBP, REG_RSP,
	REG_R8,	 REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};

static void trap_read(struct host_trap *t, int signo, const siginfo_t *si,
		      const ucontext_t *uc)
{
	const greg_t *g = uc->uc_mcontext.gregs;

	t->signo = signo;
	t->code = si->si_code;
	t->number = (int)g[REG_TRAPNO];
	t->error = (unsigned int)g[REG_ERR];
	t->flags = (unsigned long)g[REG_EFL];
	t->call = signo == SIGSYS ? si->si_syscall : -1;
	t->addr = (unsigned long)si->si_addr;
	t->has_addr = g[REG_TRAPNO] == HOST_TRAP_PAGE && signo != SIGSYS;
	t->present = (g[REG_ERR] & PF_PRESENT) != 0;
	t->write = (g[REG_ERR] & PF_WRITE) != 0;
	t->exec = (g[REG_ERR] & PF_EXEC) != 0;
	t->pc = (unsigned long)g[REG_RIP];
	if (signo == SIGSYS)
		t->pc -= SYSCALL_BYTES; /* it stands behind the instruction */
	t->sp = (unsigned long)g[REG_RSP];
	t->bp = (unsigned long)g[REG_RBP];
	for (int i = 0; i < 16; i++)
		t->regs[i] = (unsigned long)g[order[i]];
}

void host_trap_resume(const struct host_trap *t, int step)
{
	greg_t *g = ((ucontext_t *)t->context)->uc_mcontext.gregs;

	for (int i = 0; i < 16; i++)
		if (order[i] != REG_RSP)
			g[order[i]] = (greg_t)t->regs[i];
	g[REG_RIP] = (greg_t)t->pc;
	g[REG_EFL] = step ? g[REG_EFL] | TRAP_FLAG : g[REG_EFL] & ~TRAP_FLAG;
}

/* Runs on the trapped stack. */
__attribute__((used)) static void trap_on_stack(struct host_trap *t)
{
	slow_fn(t);
}

/*
 * For a debugger, in DWARF's words: each register of the frame above, and its
 * stack pointer, lie in the copied ucontext, at these offsets from rbx.
 */
#define FRAME_SP "	.cfi_escape 0x0f, 4, 0x73, 0xa0, 1, 6\n"
#define FRAME_REG(dwarf, at) \
	"	.cfi_escape 0x10, " #dwarf ", 3, 0x73, (" #at " & 127) | 128, " #at " >> 7\n"

_Static_assert(offsetof(ucontext_t, uc_mcontext.gregs[REG_R8]) == 40 &&
	       offsetof(ucontext_t, uc_mcontext.gregs[REG_RSP]) == 160, "as told to debuggers");

/* rbx: the copied ucontext; rdi: the trap. */
__asm__(".text\n"
	".type trap_trampoline, @function\n"
	"trap_trampoline:\n"
	"	.cfi_startproc\n"
	"	.cfi_signal_frame\n"
	FRAME_SP
	FRAME_REG(0, 144) FRAME_REG(1, 136) FRAME_REG(2, 152) FRAME_REG(3, 128)
	FRAME_REG(4, 112) FRAME_REG(5, 104) FRAME_REG(6, 120) FRAME_REG(7, 160)
	FRAME_REG(8, 40) FRAME_REG(9, 48) FRAME_REG(10, 56) FRAME_REG(11, 64)
	FRAME_REG(12, 72) FRAME_REG(13, 80) FRAME_REG(14, 88) FRAME_REG(15, 96)
	FRAME_REG(16, 168)
	"	cld\n"
	"	call trap_on_stack\n"
	"	mov %rbx, %rsp\n"
	"	mov $15, %eax\n"
	"	syscall\n"
	"	ud2\n"
	"	.cfi_endproc\n"
	".size trap_trampoline, . - trap_trampoline\n");
extern void trap_trampoline(void);

static unsigned long fp_state_bytes(const void *fp)
{
	uint32_t magic, extended;

	memcpy(&magic, (const char *)fp + FP_SW_RESERVED, 4);
	memcpy(&extended, (const char *)fp + FP_SW_RESERVED + 4, 4);
	return magic == FP_MAGIC1 ? extended : FP_LEGACY_BYTES;
}

static void trap_signal(int signo, siginfo_t *si, void *context)
{
	ucontext_t *uc = context;
	greg_t *g = uc->uc_mcontext.gregs;
	void *fp = uc->uc_mcontext.fpregs;
	unsigned long fp_bytes = fp_state_bytes(fp), sp, fp_at, uc_at, trap_at;
	struct host_trap t;

	/* The trapped code's flag that makes unaligned accesses trap. */
	__builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() & ~FLAG_ALIGNMENT);
	if (si->si_code <= 0) {
		/* Sent by somebody: no trap. */
		signal(signo, SIG_DFL);
		raise(signo);
		return;
	}
	trap_read(&t, signo, si, uc);
	if (quick_fn(&t))
		return;
	sp = t.sp - RED_ZONE;
	fp_at = (sp - fp_bytes) & ~63UL;
	uc_at = (fp_at - KERNEL_UCONTEXT_BYTES) & ~63UL;
	trap_at = (uc_at - sizeof(t)) & ~63UL;
	if (!usable_stack_fn(t.sp, t.sp - trap_at))
		lost_fn(&t);
	memcpy((void *)fp_at, fp, fp_bytes);
	memcpy((void *)uc_at, uc, KERNEL_UCONTEXT_BYTES);
	t.context = (void *)uc_at;
	memcpy((void *)trap_at, &t, sizeof(t));
	((ucontext_t *)uc_at)->uc_mcontext.fpregs = (void *)fp_at;
	g[REG_EFL] &= ~(greg_t)(FLAG_ALIGNMENT | FLAG_STEP);
	g[REG_RBX] = (greg_t)uc_at;
	g[REG_RDI] = (greg_t)trap_at;
	g[REG_RSP] = (greg_t)trap_at;
	/* rbp stays: the chain of frames goes on into the trapped code. */
	g[REG_EFL] &= ~TRAP_FLAG;
	g[REG_RIP] = (greg_t)trap_trampoline;
}

static void timeout_signal(int signo, siginfo_t *si, void *context)
{
	struct host_trap t;

	trap_read(&t, signo, si, context);
	t.has_addr = 0;
	timeout_fn(&t);
}

static void take(int signo, void (*fn)(int, siginfo_t *, void *))
{
	struct sigaction sa = {.sa_sigaction = fn,
			       .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};

	sigaction(signo, &sa, NULL);
}

/* It grows down as far as its limit allows; what called us lies close above. */
static void find_main_stack(void)
{
	struct rlimit limit;
	unsigned long bytes = MAIN_STACK_BYTES;

	if (!getrlimit(RLIMIT_STACK, &limit) && limit.rlim_cur < bytes)
		bytes = limit.rlim_cur;
	main_stack_high = (unsigned long)__builtin_frame_address(0) + MAIN_STACK_ABOVE;
	main_stack_low = main_stack_high - bytes;
}

int host_on_main_stack(unsigned long sp)
{
	return sp >= main_stack_low && sp < main_stack_high;
}

void host_fault_init(int (*quick)(const struct host_trap *t),
		     int (*usable_stack)(unsigned long sp, unsigned long need),
		     void (*slow)(struct host_trap *t),
		     void (*lost)(const struct host_trap *t))
{
	stack_t ss = {.ss_sp = host_alloc(ALT_STACK_BYTES), .ss_size = ALT_STACK_BYTES};

	find_main_stack();
	quick_fn = quick;
	usable_stack_fn = usable_stack;
	slow_fn = slow;
	lost_fn = lost;
	sigaltstack(&ss, NULL);
	take(SIGSEGV, trap_signal);
	take(SIGBUS, trap_signal);
	take(SIGFPE, trap_signal);
	take(SIGILL, trap_signal);
	take(SIGTRAP, trap_signal);
	take(SIGSYS, trap_signal);
}

void host_timeout_init(void (*fn)(const struct host_trap *t))
{
	sigset_t set;

	timeout_fn = fn;
	take(SIGUSR1, timeout_signal);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}
