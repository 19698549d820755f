#define _GNU_SOURCE
#include "CTerminalGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS};
static const int notices[] = {SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGWINCH, SIGTSTP, SIGCONT};

static int tty_fd = -1;
static int hands_on;
static struct termios saved_modes;
static struct sigaction previous[NSIG];
static int pipe_ends[2] = {-1, -1};
static char restore_bytes[512];
static volatile sig_atomic_t restore_length;
static volatile sig_atomic_t is_armed;
/* When a signal came that waits in the pipe, in seconds of the monotonic clock; 0 if none waits. */
static volatile sig_atomic_t pending[NSIG];
static const int patience = 2;
/* The real descriptors 1 and 2 while output is captured, and the file that stands in for them. */
static volatile sig_atomic_t real_out = -1, real_err = -1, captured = -1;

/* Everything below until guard_open may run in a signal handler. */

static void write_all(int fd, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(fd, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    length -= (size_t)written;
  }
}

static void show_captured(void) {
  char buffer[4096];
  off_t at = 0;
  ssize_t length;
  if (captured < 0) return;
  while ((length = pread(captured, buffer, sizeof buffer, at)) > 0) {
    write_all(2, buffer, (size_t)length);
    at += length;
  }
  if (ftruncate(captured, 0) != 0) return;
}

static void give_back_output(void) {
  if (real_out >= 0) dup2(real_out, 1);
  if (real_err >= 0) dup2(real_err, 2);
}

void guard_saved_modes(void) { tcsetattr(tty_fd, TCSANOW, &saved_modes); }

void guard_restore(void) {
  if (!is_armed) return;
  is_armed = 0;
  write_all(tty_fd, restore_bytes, (size_t)restore_length);
  guard_saved_modes();
  give_back_output();
  show_captured();
}

static void say_crashed(int signal) {
  char number[4] = {(char)('0' + signal / 10), (char)('0' + signal % 10)};
  static const char before[] = "kustomer-console crashed (signal ";
  static const char after[] =
      "); what was sent and what waits is safe in the journal, please report what you did last\n";
  write_all(2, before, sizeof before - 1);
  write_all(2, signal < 10 ? number + 1 : number, signal < 10 ? 1 : 2);
  write_all(2, after, sizeof after - 1);
}

static void end_by(int signal) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, NULL);
  raise(signal);
}

static void on_crash(int signal, siginfo_t *info, void *context) {
  int error = errno;
  (void)context;
  if (is_armed) {
    guard_restore();
    say_crashed(signal);
    /* Swift's backtracer asks questions for 30 s if descriptor 0 is a terminal. */
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) dup2(nothing, 0);
  }
  if (hands_on) {
    sigaction(signal, &previous[signal], NULL);
    /* A fault happens again when we return; what was sent must be sent again. */
    if (info->si_code <= 0) raise(signal);
  } else {
    end_by(signal);
  }
  errno = error;
}

static int ends_the_process(int signal) {
  return signal == SIGTERM || signal == SIGHUP || signal == SIGQUIT;
}

static void on_notice(int signal) {
  int error = errno;
  unsigned char byte = (unsigned char)signal;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  /* Shells send HUP after the kernel did: only one that comes much later means that we hang. */
  if (ends_the_process(signal) && pending[signal] && now.tv_sec - pending[signal] > patience) {
    guard_restore();
    end_by(signal);
  }
  if (!pending[signal]) pending[signal] = (sig_atomic_t)now.tv_sec + 1;
  if (write(pipe_ends[1], &byte, 1) != 1) pending[signal] = 0;
  errno = error;
}

static struct sigaction notice_action(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigfillset(&action.sa_mask);
  action.sa_handler = on_notice;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  return action;
}

static int catch_signals(void) {
  struct sigaction action;
  stack_t stack;
  memset(&stack, 0, sizeof stack);
  stack.ss_size = 64 * 1024;
  stack.ss_sp = malloc(stack.ss_size);
  if (stack.ss_sp == NULL) return -1;
  /* Without a stack of its own the handler could not run after a stack overflow. */
  if (sigaltstack(&stack, NULL) != 0) return -1;

  memset(&action, 0, sizeof action);
  sigfillset(&action.sa_mask);
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
    if (sigaction(crashes[i], &action, &previous[crashes[i]]) != 0) return -1;

  action = notice_action();
  for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
    if (sigaction(notices[i], &action, &previous[notices[i]]) != 0) return -1;
  return 0;
}

int guard_open(int tty, int chains) {
  if (tcgetattr(tty, &saved_modes) != 0) return -1;
  tty_fd = tty;
  hands_on = chains;
  if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  if (catch_signals() != 0) return -1;
  if (atexit(guard_restore) != 0) return -1;
  return pipe_ends[0];
}

void guard_set_restore(const char *bytes, int length) {
  int room = (int)sizeof restore_bytes;
  restore_length = 0;
  memcpy(restore_bytes, bytes, (size_t)(length < room ? length : room));
  restore_length = length < room ? length : room;
}

void guard_arm(void) { is_armed = 1; }

void guard_disarm(void) { is_armed = 0; }

int guard_next_signal(void) {
  unsigned char byte;
  if (read(pipe_ends[0], &byte, 1) != 1 || byte >= NSIG) return 0;
  pending[byte] = 0;
  return byte;
}

void guard_lend(int lends) {
  struct sigaction action = notice_action();
  struct sigaction stop = action;
  if (lends) {
    action.sa_handler = SIG_IGN;
    stop.sa_handler = SIG_DFL;
  }
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGQUIT, &action, NULL);
  sigaction(SIGTSTP, &stop, NULL);
}

void guard_wait_for_key(const char *words, int length) {
  struct termios raw = saved_modes;
  struct pollfd input = {.fd = 0, .events = POLLIN};
  char buffer[256];
  cfmakeraw(&raw);
  /* What was typed ahead was meant for the program before. */
  tcsetattr(tty_fd, TCSAFLUSH, &raw);
  write_all(tty_fd, words, (size_t)length);
  while (poll(&input, 1, -1) < 0 && errno == EINTR)
    if (pending[SIGTERM] || pending[SIGHUP]) break;
  if (input.revents & POLLIN && read(0, buffer, sizeof buffer) < 0) input.revents = 0;
  guard_saved_modes();
}

void guard_stop_self(void) { raise(SIGTSTP); }

int guard_capture(void) {
  if (captured < 0) captured = memfd_create("output", MFD_CLOEXEC);
  if (captured < 0 || fcntl(captured, F_SETFL, O_APPEND) != 0) return -1;
  if (real_out < 0) real_out = fcntl(1, F_DUPFD_CLOEXEC, 3);
  if (real_err < 0) real_err = fcntl(2, F_DUPFD_CLOEXEC, 3);
  if (real_out < 0 || real_err < 0) return -1;
  fflush(NULL);
  return dup2(captured, 1) < 0 || dup2(captured, 2) < 0 ? -1 : 0;
}

void guard_release(int shows) {
  fflush(NULL);
  give_back_output();
  if (shows) show_captured();
}

int guard_memory(void) { return memfd_create("frame", MFD_CLOEXEC); }

int guard_redirect(int descriptor, int to) { return dup3(to, descriptor, O_CLOEXEC); }

void guard_keep_memory(void) {
  /* A program that takes the dumps through a pipe gets them whatever the limit is. */
  prctl(PR_SET_DUMPABLE, 0);
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

int guard_size(int tty, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(tty, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

int guard_event_counter(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
