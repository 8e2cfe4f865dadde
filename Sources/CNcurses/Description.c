/* A file of its own: term.h makes macros of words like lines and columns. */
#include "CNcurses.h"
#include <pthread.h>
#include <term.h>

/* ncurses has one current terminal for all threads: questions about others take turns. */
static pthread_mutex_t asking = PTHREAD_MUTEX_INITIALIZER;

static int has_rgb(const char *type) {
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

static int colours_of(const char *type) {
    int found = 0;
    TERMINAL *before = cur_term;
    if (setupterm(type, 1, &found) != OK) return -1;
    int colours = tigetnum("colors");
    TERMINAL *described = set_curterm(before);
    if (described != before) del_curterm(described);
    return colours < 0 ? 0 : colours;
}

int tt_has_rgb(const char *type) {
    pthread_mutex_lock(&asking);
    int has = has_rgb(type);
    pthread_mutex_unlock(&asking);
    return has;
}

int tt_colours_of(const char *type) {
    pthread_mutex_lock(&asking);
    int colours = colours_of(type);
    pthread_mutex_unlock(&asking);
    return colours;
}
