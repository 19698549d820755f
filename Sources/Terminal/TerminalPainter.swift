internal import CNcurses
internal import Console

/// Brings frames onto the screen of ncurses: compares with the last one and writes what changed.
struct TerminalPainter {
  private let tty: Int32
  private let type: TerminalType
  private let drawable: Drawable
  private var colors: TerminalColors
  private var shown: Frame?
  private var title: String?
  private var isCursorShown = true
  private var usesMouse = true

  /// Below so many changed cells a frame is too small to tear.
  private static let tearing = 200

  init(tty: Int32, type: TerminalType, colors: TerminalColors, drawable: Drawable) {
    self.tty = tty
    self.type = type
    self.colors = colors
    self.drawable = drawable
  }

  /// Switches on what ncurses does not, after it took the screen.
  mutating func enter() {
    typeahead(-1)
    leaveok(cn_stdscr(), false)
    if type.isXtermLike {
      let mouse = usesMouse ? TerminalSequence.mouseOn : ""
      TerminalSequence.write(
        TerminalSequence.titlePush + TerminalSequence.pasteOn + mouse, to: tty)
    }
    forget()
  }

  /// Switches that off, before ncurses gives the screen back.
  func leave() {
    guard type.isXtermLike else { return }
    TerminalSequence.write(
      TerminalSequence.mouseOff + TerminalSequence.pasteOff + TerminalSequence.titlePop, to: tty)
  }

  /// Draws everything with the next frame.
  mutating func forget() {
    shown = nil
    title = nil
    isCursorShown = true
  }

  /// Has the mouse reported, or leaves it to the terminal.
  mutating func useMouse(_ uses: Bool) {
    usesMouse = uses
    guard type.isXtermLike else { return }
    TerminalSequence.write(
      uses ? TerminalSequence.mouseOn : TerminalSequence.mouseOff, to: tty)
  }

  mutating func use(_ theme: Theme) {
    colors.use(theme)
    forget()
  }

  mutating func show(_ frame: Frame) {
    if frame == shown { return }
    let changed = paint(frame)
    placeCursor(frame)
    wnoutrefresh(cn_stdscr())
    let isLarge = type.isXtermLike && changed > TerminalPainter.tearing
    if isLarge { TerminalSequence.write(TerminalSequence.syncBegin, to: tty) }
    doupdate()
    if isLarge { TerminalSequence.write(TerminalSequence.syncEnd, to: tty) }
    showTitle(frame.title)
    if frame.bell { beep() }
    shown = frame
  }
}

extension TerminalPainter {
  /// Returns how many cells were written.
  private mutating func paint(_ frame: Frame) -> Int {
    var last: Frame?
    if let shown, shown.size == frame.size {
      last = shown
    } else {
      werase(cn_stdscr())
      clearok(cn_stdscr(), true)
    }
    var changed = 0
    // The terminal may be smaller by now: what lies outside would be written elsewhere.
    for row in 0..<min(frame.size.rows, Int(cn_lines())) {
      changed += paint(row: row, of: frame, over: last)
    }
    return changed
  }

  private mutating func paint(row: Int, of frame: Frame, over last: Frame?) -> Int {
    let start = row * frame.size.columns
    let columns = min(frame.size.columns, Int(cn_cols()))
    let cells = frame.cells[start..<start + columns]
    if let last, last.cells[cells.indices] == cells { return 0 }
    var changed = 0
    var run = Run()
    for index in cells.indices {
      let isSame = last.map { $0.cells[index] == cells[index] } ?? false
      guard let glyph = cells[index].glyph else { continue }
      if isSame || cells[index].role != run.role {
        write(run, row: row)
        run = Run()
      }
      if isSame { continue }
      if run.scalars.isEmpty { run = Run(column: index - start, role: cells[index].role) }
      let isWide = index + 1 < cells.endIndex && cells[index + 1].isRightHalf
      let isCut = index + 1 == cells.endIndex && columns < frame.size.columns
      run.scalars += isCut ? [" "] : drawable.scalars(of: glyph, width: isWide ? 2 : 1)
      changed += 1
    }
    write(run, row: row)
    return changed
  }

  /// Neighbouring cells of one role.
  private struct Run {
    var column = 0
    var role = Role.text
    var scalars: [Unicode.Scalar] = []
  }

  private mutating func write(_ run: Run, row: Int) {
    guard !run.scalars.isEmpty else { return }
    let window = cn_stdscr()
    let look = colors.look(of: run.role)
    cn_attr_set(window, look.attributes, look.pair)
    wmove(window, Int32(row), Int32(run.column))
    let text = run.scalars.map { wchar_t($0.value) }
    waddnwstr(window, text, Int32(text.count))
  }

  private mutating func placeCursor(_ frame: Frame) {
    if let cursor = frame.cursor {
      wmove(cn_stdscr(), Int32(cursor.row), Int32(cursor.column))
    }
    let shows = frame.cursor != nil
    if shows != isCursorShown || shown == nil { curs_set(shows ? 1 : 0) }
    isCursorShown = shows
  }

  private mutating func showTitle(_ wanted: String) {
    guard type.isXtermLike, wanted != title else { return }
    title = wanted
    TerminalSequence.write("\u{1B}]2;\(displaySafe(wanted))\u{7}", to: tty)
  }
}
