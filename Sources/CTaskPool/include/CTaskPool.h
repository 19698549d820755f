#ifndef CTASKPOOL_H
#define CTASKPOOL_H

/* Threads of our own for Swift's tasks, which sleep until there is something to do.
 *
 * The threads of libdispatch, which run them otherwise, are looked after by a timer once a second
 * for as long as the process lives; a console that waits for a key should not wake at all.
 * The runtime has a hook for whoever wants to run its tasks; it is of its C interface and not of
 * Swift's language. What sleeps with `Task.sleep` is not run here: see the module Rest. */

/* Runs every task that is started from now on, and every job of an actor, on so many threads.
 * To be called once, before the first task. Returns 0, or -1 if the system gives no thread: then
 * libdispatch runs them as ever. */
int task_pool_start(int threads);

#endif
