#include "CTerminalGuard.h"
#include <stdint.h>

/* script/build lays what a key runs through between these two, which must not be the same code;
 * linked otherwise they lie side by side. */
__attribute__((section(".text.guard_key_code_begin"))) void guard_key_code_begin(void) {
  __asm__ volatile("");
}
__attribute__((section(".text.guard_key_code_end"))) void guard_key_code_end(void) {
  __asm__ volatile("nop");
}

void guard_fetch_key_code(void) {
  uintptr_t at = (uintptr_t)guard_key_code_begin;
  uintptr_t end = (uintptr_t)guard_key_code_end;
  /* Other code may have come between: this much is fetched faster than a part of it is missed. */
  if (end > at && end - at > 1 << 20) return;
  /* Reading in order: the processor sees where that leads, and runs ahead. */
  for (; at < end; at += 64) *(volatile const char *)at;
}
