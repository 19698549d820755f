#define _GNU_SOURCE
#include "CTaskPool.h"

#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#define SWIFT_CALL __attribute__((swiftcall))

/* From Swift's runtime: swift/Runtime/Concurrency.h, unchanged since Swift 5.5. */
typedef SWIFT_CALL void Now(void *job);
typedef SWIFT_CALL void After(unsigned long long delay, void *job);
typedef SWIFT_CALL void Until(
    long long seconds, long long nanoseconds, long long tolerance_seconds,
    long long tolerance_nanoseconds, int clock, void *job);
extern SWIFT_CALL void (*swift_task_enqueueGlobal_hook)(void *job, Now *original);
extern SWIFT_CALL void (*swift_task_enqueueGlobalWithDelay_hook)(
    unsigned long long delay, void *job, After *original);
extern SWIFT_CALL void (*swift_task_enqueueGlobalWithDeadline_hook)(
    long long seconds, long long nanoseconds, long long tolerance_seconds,
    long long tolerance_nanoseconds, int clock, void *job, Until *original);
/* The two words after the job are the executor: none, so the job may run on any thread. */
extern SWIFT_CALL void swift_job_run(void *job, void *executor, uintptr_t implementation);

enum { SWIFT_CLOCK_SUSPENDING = 2 };

/* A job and when it is due, in nanoseconds of the monotonic clock. */
struct entry {
  void *job;
  int64_t due;
  struct entry *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
/* Jobs that may run, first come first served; jobs that wait, the next one first. */
static struct entry *ready, **ready_end = &ready, *waiting;
/* Whether a thread watches over the jobs that wait: one is enough. */
static int is_watched;

static int64_t nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void push_ready(struct entry *entry) {
  entry->next = NULL;
  *ready_end = entry;
  ready_end = &entry->next;
}

static void push_waiting(struct entry *entry) {
  struct entry **place = &waiting;
  while (*place != NULL && (*place)->due <= entry->due) place = &(*place)->next;
  entry->next = *place;
  *place = entry;
}

/* Moves what is due; the lock is held. */
static void ripen(void) {
  if (waiting == NULL) return;
  for (int64_t now = nanoseconds(CLOCK_MONOTONIC); waiting != NULL && waiting->due <= now;) {
    struct entry *entry = waiting;
    waiting = entry->next;
    push_ready(entry);
  }
}

/* Sleeps until something changes or, for one thread, the next job is due; the lock is held. */
static void await_change(void) {
  if (waiting == NULL || is_watched) {
    pthread_cond_wait(&changed, &lock);
    return;
  }
  struct timespec due = {waiting->due / 1000000000, waiting->due % 1000000000};
  is_watched = 1;
  pthread_cond_timedwait(&changed, &lock, &due);
  is_watched = 0;
}

static void *work(void *nothing) {
  (void)nothing;
  pthread_mutex_lock(&lock);
  for (;;) {
    ripen();
    if (ready == NULL) {
      await_change();
      continue;
    }
    struct entry *entry = ready;
    ready = entry->next;
    if (ready == NULL) ready_end = &ready;
    /* Someone else must see to what is left. */
    if (ready != NULL || (waiting != NULL && !is_watched)) pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    void *job = entry->job;
    free(entry);
    swift_job_run(job, NULL, 0);
    pthread_mutex_lock(&lock);
  }
}

static int add(void *job, int64_t delay) {
  struct entry *entry = malloc(sizeof *entry);
  if (entry == NULL) return -1;
  entry->job = job;
  pthread_mutex_lock(&lock);
  if (delay <= 0) {
    push_ready(entry);
    pthread_cond_signal(&changed);
  } else {
    entry->due = nanoseconds(CLOCK_MONOTONIC) + delay;
    push_waiting(entry);
    /* The one who watches may be due too late. */
    if (waiting == entry) pthread_cond_broadcast(&changed);
  }
  pthread_mutex_unlock(&lock);
  return 0;
}

static SWIFT_CALL void run_now(void *job, Now *original) {
  if (add(job, 0) != 0) original(job);
}

static SWIFT_CALL void run_after(unsigned long long delay, void *job, After *original) {
  int64_t longest = INT64_MAX / 4;
  int64_t shortened = delay > (unsigned long long)longest ? longest : (int64_t)delay;
  if (add(job, shortened) != 0) original(delay, job);
}

static SWIFT_CALL void run_until(
    long long seconds, long long rest, long long tolerance_seconds, long long tolerance_rest,
    int clock, void *job, Until *original) {
  int64_t longest = INT64_MAX / 4000000000;
  int64_t due = (seconds > longest ? longest : seconds) * INT64_C(1000000000) + rest;
  clockid_t kind = clock == SWIFT_CLOCK_SUSPENDING ? CLOCK_MONOTONIC : CLOCK_BOOTTIME;
  if (add(job, due - nanoseconds(kind)) != 0)
    original(seconds, rest, tolerance_seconds, tolerance_rest, clock, job);
}

static int start_thread(void) {
  pthread_t thread;
  sigset_t all, before;
  /* Signals belong to the main thread. */
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failure = pthread_create(&thread, NULL, work, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (failure != 0) return -1;
  pthread_setname_np(thread, "task");
  pthread_detach(thread);
  return 0;
}

int task_pool_start(int threads) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&changed, &attributes);
  pthread_condattr_destroy(&attributes);
  int started = 0;
  while (started < threads && start_thread() == 0) started++;
  if (started == 0) return -1;
  swift_task_enqueueGlobal_hook = run_now;
  swift_task_enqueueGlobalWithDelay_hook = run_after;
  swift_task_enqueueGlobalWithDeadline_hook = run_until;
  return 0;
}
