/* A file of its own: term.h makes macros of words like lines and columns. */
#include "CNcurses.h"
#include <term.h>

int tt_has_rgb(const char *type) {
    int found = 0;
    TERMINAL *before = cur_term;
    if (setupterm(type, 1, &found) != OK) return 0;
    /* A user-defined capability: a flag, a number or a string, by the kind of the description. */
    char *text = tigetstr("RGB");
    int has = tigetflag("RGB") == 1 || tigetnum("RGB") > 0 || (text && text != (char *)-1);
    TERMINAL *described = set_curterm(before);
    if (described != before) del_curterm(described);
    return has;
}

int tt_colours_of(const char *type) {
    int found = 0;
    TERMINAL *before = cur_term;
    if (setupterm(type, 1, &found) != OK) return -1;
    int colours = tigetnum("colors");
    TERMINAL *described = set_curterm(before);
    if (described != before) del_curterm(described);
    return colours < 0 ? 0 : colours;
}
