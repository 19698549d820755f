internal import CNcurses
internal import Console

/// Brings frames onto the screen of ncurses: compares with the last one and writes what changed.
struct TerminalPainter {
  private let tty: Int32
  private let output: FrameOutput
  private let type: TerminalType
  private let drawable: Drawable
  private var colors: TerminalColors
  private var shown: Frame?
  private var run = CellRun()
  private var title: String?
  private var isCursorShown = true
  private var usesMouse = true
  private let followsScheme: Bool

  /// Below so many changed cells a frame is too small to tear.
  private static let tearing = 200

  /// Draws with the ncurses that writes to `screen`, another descriptor of the terminal `tty`; if it
  /// `followsScheme`, the terminal reports when it becomes light or dark.
  init(
    tty: Int32, screen: Int32, type: TerminalType, colors: TerminalColors, drawable: Drawable,
    followsScheme: Bool = false
  ) {
    self.followsScheme = followsScheme
    self.tty = tty
    output = FrameOutput(screen: screen, terminal: tty)
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
      let scheme = followsScheme ? TerminalSequence.schemeOn : ""
      TerminalSequence.write(
        TerminalSequence.titlePush + TerminalSequence.pasteOn + mouse + scheme, to: tty)
    }
    forget()
  }

  /// Switches that off, before ncurses gives the screen back.
  func leave() {
    guard type.isXtermLike else { return }
    let scheme = followsScheme ? TerminalSequence.schemeOff : ""
    TerminalSequence.write(
      TerminalSequence.mouseOff + TerminalSequence.pasteOff + scheme + TerminalSequence.titlePop,
      to: tty)
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
    let changed = paint(frame)
    defer { shown = frame }
    guard changed > 0 || !frame.hasSurroundings(of: shown) else { return }
    placeCursor(frame)
    wnoutrefresh(cn_stdscr())
    let isLarge = type.isXtermLike && changed > TerminalPainter.tearing
    output.gather {
      if isLarge { TerminalSequence.write(TerminalSequence.syncBegin, to: output.screen) }
      doupdate()
      if isLarge { TerminalSequence.write(TerminalSequence.syncEnd, to: output.screen) }
    }
    showTitle(frame.title)
  }
}

extension TerminalPainter {
  /// Returns how many cells may have changed.
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
    let columns = min(frame.size.columns, Int(cn_cols()))
    let changed = frame.changes(inRow: row, since: last).clamped(to: 0..<columns)
    let start = row * frame.size.columns
    for column in changed {
      let cell = frame.cells[start + column]
      if cell.isRightHalf { continue }
      if cell.role != run.role || run.isEmpty {
        write(row: row)
        run.begin(at: column, cell.role)
      }
      if let ascii = cell.ascii {
        run.append(ascii)
      } else if let glyph = cell.glyph {
        let isWide =
          column + 1 < frame.size.columns && frame.cells[start + column + 1].isRightHalf
        let isCut = isWide && column + 1 == columns
        run.append(isCut ? [" "] : drawable.scalars(of: glyph, width: isWide ? 2 : 1))
      }
    }
    write(row: row)
    return changed.count
  }

  /// Hands the run to ncurses, and begins another.
  private mutating func write(row: Int) {
    guard !run.isEmpty else { return }
    let window = cn_stdscr()
    let look = colors.look(of: run.role)
    cn_attr_set(window, look.attributes, look.pair)
    wmove(window, Int32(row), Int32(run.column))
    run.withText { waddnwstr(window, $0, $1) }
    run.clear()
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

extension Frame {
  /// Whether all but the cells looks as that of another.
  fileprivate func hasSurroundings(of other: Frame?) -> Bool {
    cursor == other?.cursor && title == other?.title
  }
}
