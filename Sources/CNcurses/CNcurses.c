#define _GNU_SOURCE 1
#include "CNcurses.h"
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

static SCREEN *screen;
static FILE *printed, *nothing;
static uint8_t *taken;
static size_t taken_size;

static void close_files(void) {
    if (printed) fclose(printed);
    if (nothing) fclose(nothing);
    printed = nothing = NULL;
}

static FILE *memory_file(void) {
    int fd = memfd_create("screen", MFD_CLOEXEC);
    return fd < 0 ? tmpfile() : fdopen(fd, "w+");
}

static void discard(void) {
    fflush(printed);
    lseek(fileno(printed), 0, SEEK_SET);
    (void)!ftruncate(fileno(printed), 0);
}

static void set_size(const char *name, int value) {
    char text[16];
    snprintf(text, sizeof text, "%d", value);
    setenv(name, text, 1);
}

/* The size comes by the environment. ncurses cannot ask a file in memory for it, and the description of
   the Linux console has none: without one, nothing starts there. */
static SCREEN *open_screen(const char *type, int rows, int columns) {
    set_size("LINES", rows);
    set_size("COLUMNS", columns);
    SCREEN *opened = newterm(type, printed, nothing);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    return opened;
}

int tt_start(const char *type, int rows, int columns, bool coloured) {
    /* Padding is for terminals on a serial line, and would sleep. */
    setenv("NCURSES_NO_PADDING", "1", 1);
    printed = memory_file();
    nothing = fopen("/dev/null", "re");
    screen = printed && nothing ? open_screen(type, rows, columns) : NULL;
    if (!screen || !*tt_capability("cup")) {
        tt_end();
        return 0;
    }
    typeahead(-1); /* an update is never given up for waiting input: it cannot see any */
    nonl();
    leaveok(stdscr, TRUE);
    curs_set(0);
    if (coloured && has_colors()) {
        start_color();
        use_default_colors();
    }
    /* Until it has been left once, ncurses takes itself for a library of escape sequences only, and
     * writes after each of them: a hundred writes a frame. The first refresh enters it again. */
    endwin();
    discard();
    resizeterm(rows, columns);
    return 1;
}

int tt_colour_pairs(void) { return COLOR_PAIRS; }

/* Sets the table of colours back, which ncurses prints at the start and at the end. The colours are
   the user's, and none is changed here. */
static void keep_colours(uint8_t *bytes, size_t *count) {
    const char *reset = tt_capability("oc");
    size_t length = strlen(reset);
    uint8_t *found;
    if (length == 0) return;
    while ((found = memmem(bytes, *count, reset, length))) {
        *count -= length;
        memmove(found, found + length, *count - (size_t)(found - bytes));
    }
}

const uint8_t *tt_take(size_t *count) {
    *count = 0;
    if (!printed) return NULL;
    fflush(printed);
    int fd = fileno(printed);
    off_t size = lseek(fd, 0, SEEK_CUR);
    if (size <= 0) return NULL;
    if ((size_t)size > taken_size) {
        uint8_t *grown = realloc(taken, (size_t)size);
        if (!grown) return NULL;
        taken = grown;
        taken_size = (size_t)size;
    }
    ssize_t got = pread(fd, taken, (size_t)size, 0);
    discard();
    *count = got > 0 ? (size_t)got : 0;
    keep_colours(taken, count);
    return taken;
}

void tt_resize(int rows, int columns) { resizeterm(rows, columns); }

void tt_put_run(int y, int x, const wchar_t *text, int n, attr_t attributes, int pair) {
    wattr_set(stdscr, attributes, (short)pair, &pair);
    wmove(stdscr, y, x);
    int start = 0;
    for (int i = 1; i < n; i++) {
        if (text[i] < 0x300 || wcwidth(text[i]) != 0 || wcwidth(text[i - 1]) != 2) continue;
        /* A mark that comes by itself goes to the cell before it, which is the right half of a
           wide character: ncurses never prints it there. */
        const wchar_t whole[] = {text[i - 1], text[i], 0};
        cchar_t cell;
        if (i - 1 > start) waddnwstr(stdscr, text + start, i - 1 - start);
        if (setcchar(&cell, whole, attributes, (short)pair, &pair) == OK) wadd_wch(stdscr, &cell);
        start = i + 1;
    }
    if (n > start) waddnwstr(stdscr, text + start, n - start);
}

void tt_refresh(int y, int x) {
    /* Hidden meanwhile: it would be seen wherever something is drawn. */
    curs_set(0);
    leaveok(stdscr, y < 0);
    if (y >= 0) wmove(stdscr, y, x);
    wrefresh(stdscr);
    if (y >= 0) curs_set(1);
}

void tt_forget(void) { clearok(curscr, TRUE); }

void tt_leave(void) { endwin(); }

void tt_end(void) {
    if (screen) delscreen(screen);
    screen = NULL;
    close_files();
}

const char *tt_capability(const char *name) {
    const char *value = tigetstr(name);
    return value && value != (const char *)-1 ? value : "";
}

int tt_wcwidth(wchar_t c) { return wcwidth(c); }

int tt_codeset_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

int tt_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

static struct termios saved_mode;
static int guard_input = -1, guard_output = -1, guard_error = -1;
static uint8_t goodbye[512];
static size_t goodbye_count;
static volatile sig_atomic_t armed;
static struct sigaction crashes_before[65];

static void on_crash(int s, siginfo_t *info, void *context) {
    (void)context;
    if (armed) {
        armed = 0;
        (void)!write(guard_output, goodbye, goodbye_count);
        tcsetattr(guard_input, TCSANOW, &saved_mode);
        if (guard_error >= 0) dup2(guard_error, 2);
    }
    sigaction(s, &crashes_before[s], NULL);
    /* A fault happens again on return, now under the handler that was there before; a signal sent
       by kill(2) or abort(3) has to be raised again. */
    if (info->si_code <= 0 || s == SIGABRT) raise(s);
}

void tt_guard(int input, int output, int saved_error, const struct termios *mode,
              const uint8_t *bytes, size_t count) {
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
    static int is_installed;
    guard_input = input;
    guard_output = output;
    guard_error = saved_error;
    saved_mode = *mode;
    goodbye_count = count < sizeof goodbye ? count : sizeof goodbye;
    memcpy(goodbye, bytes, goodbye_count);
    if (is_installed) return;
    is_installed = 1;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_crash;
    action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
    for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, &crashes_before[signals[i]]);
}

void tt_arm(int on) { armed = on; }
