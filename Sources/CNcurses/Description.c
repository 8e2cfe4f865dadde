/* A file of its own: term.h makes macros of words like lines and columns. */
#include "CNcurses.h"
#include <term.h>

int tt_colours_of(const char *type) {
    int found = 0;
    TERMINAL *before = cur_term;
    if (setupterm(type, 1, &found) != OK) return -1;
    int colours = tigetnum("colors");
    TERMINAL *described = set_curterm(before);
    if (described != before) del_curterm(described);
    return colours < 0 ? 0 : colours;
}
