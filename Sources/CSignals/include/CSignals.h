#ifndef CSIGNALS_H
#define CSIGNALS_H
/* Handlers that do what is safe in one, which Swift code is not: they write the number of the
   signal to a pipe, or end the process. */

/* Catches these signals, and lets them through to this thread; returns the read end of the pipe,
   -1 when there is none to be had. Those that are ignored stay so unless `even_ignored`. */
int ts_catch(const int *signals, int n, int even_ignored);
/* The next signal from that pipe, 0 when there is none. */
int ts_next(void);
/* From now on a caught signal ends the process at once with this status; -1: it is noted. */
void ts_end_at_once(int status);
/* Gives the caught signals back the handlers that they had; `ignored`, where it is one of them, is
   ignored from now on. */
void ts_release(int ignored);
/* Stops this process and its group as SIGTSTP does by default; returns when it is continued. */
void ts_stop(void);
#endif
