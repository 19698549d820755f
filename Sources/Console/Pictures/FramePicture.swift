/// A screen as SVG, in the colours of a theme: what the terminal shows, for a slide or a report.
package struct FramePicture {
  private let frame: Frame
  private let theme: Theme
  private let paper: RGB
  private let ink: RGB

  /// The extent of a cell, in units of the picture.
  private static let cell = (width: 10, height: 20)
  private static let margin = 10

  /// The picture of a frame with all colours of a theme.
  package init(_ frame: Frame, theme: Theme) {
    self.frame = frame
    self.theme = theme
    let text = theme.style(of: .text, at: .truecolor)
    let isLight = theme.variant == .light
    paper = text.background.rgb ?? RGB(isLight ? 0xFFFFFF : 0x1A1D23)
    ink = text.foreground.rgb ?? RGB(isLight ? 0x1A1D23 : 0xD5DAE3)
  }

  /// The picture as a file's text.
  package var text: String {
    let width = frame.size.columns * Self.cell.width + 2 * Self.margin
    let height = frame.size.rows * Self.cell.height + 2 * Self.margin
    let title = xmlEscaped(displaySafe(frame.title))
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\""
        + " width=\"\(width)\" height=\"\(height)\" role=\"img\" aria-label=\"\(title)\">",
      "<title>\(title)</title>",
      "<style>text { font: 16px \"DejaVu Sans Mono\", Menlo, Consolas, monospace;"
        + " white-space: pre; }</style>",
      "<rect width=\"\(width)\" height=\"\(height)\" rx=\"8\" fill=\"\(Self.hex(paper))\"/>",
    ]
    for row in 0..<frame.size.rows {
      let runs = runs(ofRow: row)
      lines += runs.compactMap { ground(of: $0, row: row) }
      lines += runs.compactMap { letters(of: $0, row: row) }
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// Neighbouring cells of one role.
  private struct Run {
    var column: Int
    var columns: Int
    var text: String
    var role: Role
  }

  private func runs(ofRow row: Int) -> [Run] {
    var runs: [Run] = []
    for column in 0..<frame.size.columns {
      let cell = frame.cells[row * frame.size.columns + column]
      let glyph = cell.glyph.map(String.init) ?? ""
      if let last = runs.indices.last, runs[last].role == cell.role {
        runs[last].columns += 1
        runs[last].text += glyph
      } else {
        runs.append(Run(column: column, columns: 1, text: glyph, role: cell.role))
      }
    }
    return runs
  }

  private func colors(of role: Role) -> (ink: RGB, paper: RGB, attributes: Attributes) {
    let style = theme.style(of: role, at: .truecolor)
    let front = style.foreground.rgb ?? ink
    let back = style.background.rgb ?? paper
    let isReversed = style.attributes.contains(.reverse)
    return (isReversed ? back : front, isReversed ? front : back, style.attributes)
  }

  private func ground(of run: Run, row: Int) -> String? {
    let color = colors(of: run.role).paper
    guard color != paper else { return nil }
    return "<rect x=\"\(x(run.column))\" y=\"\(y(row))\""
      + " width=\"\(run.columns * Self.cell.width)\" height=\"\(Self.cell.height)\""
      + " fill=\"\(Self.hex(color))\"/>"
  }

  /// The letters stand where the terminal has them, whatever font the viewer has.
  private func letters(of run: Run, row: Int) -> String? {
    guard run.text.contains(where: { $0 != " " }) else { return nil }
    let (color, _, attributes) = colors(of: run.role)
    var look = " fill=\"\(Self.hex(color))\""
    if attributes.contains(.bold) { look += " font-weight=\"bold\"" }
    if attributes.contains(.italic) { look += " font-style=\"italic\"" }
    if attributes.contains(.dim) { look += " opacity=\"0.7\"" }
    if attributes.contains(.underline) { look += " text-decoration=\"underline\"" }
    return "<text x=\"\(x(run.column))\" y=\"\(y(row) + 15)\""
      + " textLength=\"\(run.columns * Self.cell.width)\"\(look) xml:space=\"preserve\">"
      + xmlEscaped(run.text) + "</text>"
  }

  private func x(_ column: Int) -> Int { Self.margin + column * Self.cell.width }

  private func y(_ row: Int) -> Int { Self.margin + row * Self.cell.height }

  private static func hex(_ color: RGB) -> String {
    let digits = String(color.value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
