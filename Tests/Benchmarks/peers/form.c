/* The peer of the console's latency: a form of the same size in plain ncurses, drawn whole on each
 * key (erase, one doupdate): 20 fields at the left, a preview of them at the right. */
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static char values[20][256];
static int focus = 3;

static void frame(int row, int column, int rows, int columns, const char *title) {
  attron(A_BOLD);
  for (int c = 1; c < columns - 1; c++) {
    mvaddch(row, column + c, '=');
    mvaddch(row + rows - 1, column + c, '=');
  }
  for (int r = 0; r < rows; r++) {
    mvaddch(row + r, column, '|');
    mvaddch(row + r, column + columns - 1, '|');
  }
  mvaddstr(row, column + 3, title);
  attroff(A_BOLD);
}

static void draw(void) {
  char line[512];
  int left = COLS * 11 / 30;
  erase();
  mvaddstr(0, 1, "READY  a form of twenty fields and what becomes of it");
  frame(2, 0, LINES - 4, left, " Form ");
  frame(2, left, LINES - 4, COLS - left, " Preview ");
  for (int i = 0; i < 20; i++) {
    snprintf(line, sizeof line, "property%02d", i);
    attrset(COLOR_PAIR(1));
    mvaddnstr(4 + i, 3, line, left - 5);
    attrset(A_UNDERLINE);
    mvaddnstr(4 + i, 15, values[i], left - 18);
    attrset(A_NORMAL);
    snprintf(line, sizeof line, "  \"property%02dStr\": \"%s\",", i, values[i]);
    attrset(COLOR_PAIR(2));
    mvaddnstr(4 + i, left + 3, line, COLS - left - 5);
    attrset(A_NORMAL);
  }
  mvaddstr(LINES - 1, 1, "^R Send  Tab Next  F1 Help");
  move(4 + focus, 15 + (int)strlen(values[focus]));
  wnoutrefresh(stdscr);
  doupdate();
}

int main(void) {
  setlocale(LC_ALL, "");
  initscr();
  raw();
  noecho();
  keypad(stdscr, TRUE);
  start_color();
  use_default_colors();
  init_pair(1, COLOR_CYAN, -1);
  init_pair(2, COLOR_GREEN, -1);
  for (int i = 0; i < 20; i++) snprintf(values[i], sizeof *values, "value of property %02d", i);
  values[focus][0] = 0;
  for (;;) {
    draw();
    int key = getch();
    size_t length = strlen(values[focus]);
    if (key == 17 || key == ERR) break;
    if (key == 21) values[focus][0] = 0;
    if (key >= 32 && key < 127 && length < 200) {
      values[focus][length] = (char)key;
      values[focus][length + 1] = 0;
    }
  }
  endwin();
  return 0;
}
