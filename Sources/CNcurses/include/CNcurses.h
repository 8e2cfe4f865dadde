#ifndef CNCURSES_H
#define CNCURSES_H
/* Before any other include: declares the wide API. NOMACROS keeps real functions where curses.h
   would put function-like macros over them. */
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <locale.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>
#include <wchar.h>
#include <curses.h>

/* Macros with casts. */
static const attr_t TT_NORMAL = A_NORMAL, TT_BOLD = A_BOLD, TT_DIM = A_DIM,
    TT_UNDERLINE = A_UNDERLINE, TT_REVERSE = A_REVERSE;

/* Starts curses for a type of terminal. What it prints goes to a file in memory, and it reads nothing: the
   terminal itself is left to the caller. 0 when the type is unknown or cannot place the cursor. */
int tt_start(const char *type, int rows, int columns, bool coloured);
/* How many colours a type of terminal has by its description; -1 where it has none. */
int tt_colours_of(const char *type);
/* Whether its description says that it shows colours in 24 bits (capability RGB). */
int tt_has_rgb(const char *type);
/* How many pairs of colours there can be. */
int tt_colour_pairs(void);
/* Takes what curses has printed since the last call; the bytes are valid until the next one. */
const uint8_t *tt_take(size_t *count);
void tt_resize(int rows, int columns);
/* n characters and their marks in one attribute and colour pair. */
void tt_put_run(int y, int x, const wchar_t *text, int n, attr_t attributes, int pair);
/* Prints what has changed; the cursor is shown at y, x, or hidden where y is negative. */
void tt_refresh(int y, int x);
/* The next refresh draws everything. */
void tt_forget(void);
/* Prints what leaves the screen; a refresh after it enters the screen again. */
void tt_leave(void);
/* Frees everything; tt_start may follow. */
void tt_end(void);
/* A string of the terminal's description, empty where it has none. */
const char *tt_capability(const char *name);
int tt_wcwidth(wchar_t c);
int tt_codeset_is_utf8(void);

/* Not in Swift's Glibc module. */
int tt_eventfd(void);

/* While armed, a crash writes the bytes to the output, restores the mode of the input and the
   standard error, and goes on to the handler that was there before. */
void tt_guard(int input, int output, int saved_error, const struct termios *mode,
              const uint8_t *bytes, size_t count);
void tt_arm(int on);
#endif
