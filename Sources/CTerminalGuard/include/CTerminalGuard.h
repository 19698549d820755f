#ifndef CTERMINALGUARD_H
#define CTERMINALGUARD_H

/* Gives the terminal back whatever ends the process, and turns signals into bytes of a pipe.
 *
 *   guard_open ── guard_arm ⇄ guard_disarm ── exit
 *
 * State that signal handlers touch must live in a C file: static variables of a header are not
 * emitted for Swift, and a static local would be one copy per object file. */

/* Saves the modes of the terminal `tty` and catches signals: ILL TRAP ABRT BUS FPE SEGV SYS give the
 * terminal back, TERM HUP QUIT INT WINCH TSTP CONT go to a pipe. With `chains` a crash is handed on
 * to the handler that was there before (Swift's backtracer); without, it ends the process at once.
 * Returns the pipe's read end, non-blocking, or -1 with errno. Once per process. */
int guard_open(int tty, int chains);

/* What leaves the alternate screen and resets modes; at most 512 bytes are kept. */
void guard_set_restore(const char *bytes, int length);

/* From here on the screen is ours: whatever ends the process restores it. */
void guard_arm(void);

/* The screen was given back in order: nothing is left to restore. */
void guard_disarm(void);

/* Restores the terminal if it is armed; safe in a signal handler, and as often as one likes. */
void guard_restore(void);

/* Sets the modes that the terminal had when it was opened. */
void guard_saved_modes(void);

/* The next signal from the pipe, 0 if none waits. A TERM, HUP or QUIT that comes again seconds
 * after one that still was not taken from here ends the process at once: it hangs. */
int guard_next_signal(void);

/* While the terminal is lent to a child, its ^C and ^\ are not ours and its ^Z stops us too. */
void guard_lend(int lends);

/* Writes so many bytes to the terminal while it is lent and waits for any key, of which nothing
 * remains; TERM and HUP end that too. */
void guard_wait_for_key(const char *words, int length);

/* Stops this process alone, as ^Z does, while the terminal is lent; returns when it goes on. */
void guard_stop_self(void);

/* Sends what is written to descriptors 1 and 2 to a file in memory; the screen is drawn on the
 * terminal's own descriptor. Returns 0, or -1 with errno. */
int guard_capture(void);

/* Gives descriptors 1 and 2 back and, if it `shows`, writes to 2 what was captured. */
void guard_release(int shows);

/* A file in memory, closed on exec; -1 with errno. */
int guard_memory(void);

/* Has a descriptor mean what another means, and be closed on exec; -1 with errno. */
int guard_redirect(int descriptor, int to);

/* Keeps the memory of this process out of core dumps, whoever takes them, and from debuggers of the
 * same user: there is a key in it. */
void guard_keep_memory(void);

/* Rows and columns of the terminal; -1 if it does not tell. */
int guard_size(int tty, int *rows, int *columns);

/* An event counter that poll() can wait for, non-blocking and closed on exec; -1 with errno. */
int guard_event_counter(void);

#endif
