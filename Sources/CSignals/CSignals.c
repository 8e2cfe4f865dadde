#define _GNU_SOURCE 1
#include "CSignals.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { SIGNALS = 65 };

static int noted[2] = {-1, -1};
static struct sigaction before[SIGNALS];
static volatile unsigned char is_caught[SIGNALS];
static volatile sig_atomic_t status_at_once = -1;

static void on_signal(int s) {
    int error = errno;
    unsigned char c = (unsigned char)s;
    if (status_at_once >= 0) _exit(status_at_once);
    (void)!write(noted[1], &c, 1);
    errno = error;
}

static void handle(int s, void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    sigaction(s, &action, NULL);
}

int ts_catch(const int *signals, int n, int even_ignored) {
    sigset_t caught;
    sigemptyset(&caught);
    if (noted[0] < 0 && pipe2(noted, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    for (int i = 0; i < n; i++) {
        int s = signals[i];
        if (is_caught[s]) continue;
        sigaction(s, NULL, &before[s]);
        if (before[s].sa_handler == SIG_IGN && !even_ignored) continue;
        is_caught[s] = 1;
        handle(s, on_signal);
        sigaddset(&caught, s);
    }
    /* Whoever started this process may have blocked them. */
    pthread_sigmask(SIG_UNBLOCK, &caught, NULL);
    return noted[0];
}

int ts_next(void) {
    unsigned char c;
    return read(noted[0], &c, 1) == 1 ? c : 0;
}

void ts_end_at_once(int status) { status_at_once = status; }

void ts_release(int ignored) {
    for (int s = 1; s < SIGNALS; s++) {
        if (is_caught[s] && s == ignored) handle(s, SIG_IGN);
        else if (is_caught[s]) sigaction(s, &before[s], NULL);
        is_caught[s] = 0;
    }
}

void ts_stop(void) {
    sigset_t tstp, mask;
    sigemptyset(&tstp);
    sigaddset(&tstp, SIGTSTP);
    /* The rest of the group first, without this process: one for the process may reach another of
       its threads at any later time and stop it twice. The one for this thread stops the process
       before raise returns. */
    handle(SIGTSTP, SIG_IGN);
    kill(0, SIGTSTP);
    handle(SIGTSTP, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &tstp, &mask);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    if (is_caught[SIGTSTP]) handle(SIGTSTP, on_signal);
}
