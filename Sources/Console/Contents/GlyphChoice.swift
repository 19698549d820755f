/// With which signs the screens are drawn; the words are those of `glyphs` in config.toml.
package enum GlyphChoice: String, CaseIterable, Hashable, Sendable {
  /// Unicode, but for the Linux console and where lines and dots take two columns.
  case auto
  case unicode, ascii

  /// Whether a terminal gets the ASCII signs; one that shows no Unicode at all gets them anyway.
  func isASCII(on terminal: TerminalFacts?) -> Bool {
    switch self {
    case .auto: terminal.map { $0.isAmbiguousWide || $0.type == "linux" } ?? false
    case .unicode: false
    case .ascii: true
    }
  }
}
