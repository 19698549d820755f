#define _GNU_SOURCE
#include "CTaskPool.h"

#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>

#define SWIFT_CALL __attribute__((swiftcall))

/* From Swift's runtime: swift/Runtime/Concurrency.h, unchanged since Swift 5.5. */
typedef SWIFT_CALL void Enqueue(void *job);
extern SWIFT_CALL void (*swift_task_enqueueGlobal_hook)(void *job, Enqueue *original);
/* The two words after the job are the executor: none, so the job may run on any thread. */
extern SWIFT_CALL void swift_job_run(void *job, void *executor, uintptr_t implementation);

struct entry {
  void *job;
  struct entry *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* First come, first served. */
static struct entry *first, **end = &first;

static void push(struct entry *entry) {
  pthread_mutex_lock(&lock);
  *end = entry;
  end = &entry->next;
  pthread_cond_signal(&changed);
  pthread_mutex_unlock(&lock);
}

static struct entry *pop(void) {
  pthread_mutex_lock(&lock);
  while (first == NULL) pthread_cond_wait(&changed, &lock);
  struct entry *entry = first;
  first = entry->next;
  if (first == NULL) end = &first;
  pthread_mutex_unlock(&lock);
  return entry;
}

static void *work(void *nothing) {
  (void)nothing;
  for (;;) {
    struct entry *entry = pop();
    void *job = entry->job;
    free(entry);
    swift_job_run(job, NULL, 0);
  }
}

static SWIFT_CALL void enqueue(void *job, Enqueue *original) {
  struct entry *entry = malloc(sizeof *entry);
  if (entry == NULL) {
    original(job);
    return;
  }
  *entry = (struct entry){job, NULL};
  push(entry);
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
  int started = 0;
  while (started < threads && start_thread() == 0) started++;
  if (started == 0) return -1;
  swift_task_enqueueGlobal_hook = enqueue;
  return 0;
}
