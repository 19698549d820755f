/// Turns frames into what a terminal is told, for a recording: each line that is different.
package struct CastPainter: Sendable {
  private let theme: Theme
  private var last: Frame?

  /// A painter whose first frame is drawn whole.
  package init(theme: Theme) { self.theme = theme }

  /// What shows a frame after the one before; empty when nothing is different.
  package mutating func text(for frame: Frame) -> String {
    var text = ""
    let former = last?.size == frame.size ? last : nil
    if former == nil { text += "\u{1B}[?25l\u{1B}[0m\u{1B}[2J" }
    for row in 0..<frame.size.rows where former.map({ $0.row(row) != frame.row(row) }) ?? true {
      text += "\u{1B}[\(row + 1);1H" + line(frame.row(row))
    }
    last = frame
    return text
  }

  private func line(_ cells: ArraySlice<Cell>) -> String {
    var text = ""
    var role: Role?
    for cell in cells {
      guard let glyph = cell.glyph else { continue }
      if cell.role != role {
        role = cell.role
        text += "\u{1B}[0" + theme.style(of: cell.role, at: .truecolor).parameters + "m"
      }
      text.append(glyph)
    }
    return text + "\u{1B}[0m"
  }
}

extension Frame {
  fileprivate func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }
}

extension Style {
  /// Of SGR, behind the 0 that begins.
  fileprivate var parameters: String {
    let flags: [(Attributes, Int)] = [
      (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
    ]
    return flags.filter { attributes.contains($0.0) }.map { ";\($0.1)" }.joined()
      + foreground.parameters(base: 30) + background.parameters(base: 40)
  }
}

extension Color {
  fileprivate func parameters(base: Int) -> String {
    switch self {
    case .standard: ""
    case .ansi(let number): number < 8 ? ";\(base + number)" : ";\(base + 52 + number)"
    case .indexed(let number): ";\(base + 8);5;\(number)"
    case .rgb(let rgb): ";\(base + 8);2;\(rgb.red);\(rgb.green);\(rgb.blue)"
    }
  }
}
