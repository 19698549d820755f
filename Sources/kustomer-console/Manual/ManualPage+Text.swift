internal import Console

extension ManualPage {
  /// The page as `help` prints it: 80 columns, no more than letters and spaces.
  var text: String {
    let head = [name + " - " + summary]
    let lines = parts.flatMap { part in
      ["", part.heading] + part.blocks.map(\.text).joined(separator: [""])
    }
    return (head + lines).joined(separator: "\n")
  }
}

extension ManualPage.Block {
  fileprivate var text: [String] {
    switch self {
    case .paragraph(let text): wrapped(text, to: 78).map { "  " + $0 }
    case .lines(let lines): lines.map { $0.isEmpty ? "" : "    " + $0 }
    case .terms(let terms): terms.flatMap { $0.text(width: Self.width(of: terms)) }
    }
  }

  /// Of the column of words, which stays narrow even where one word is wide.
  private static func width(of terms: [ManualPage.Term]) -> Int {
    min(24, terms.map(\.word.count).max() ?? 0)
  }
}

extension ManualPage.Term {
  fileprivate func text(width: Int) -> [String] {
    let lines = wrapped(meaning, to: 74 - width)
    let margin = String(repeating: " ", count: width + 4)
    guard word.count <= width else { return ["  " + word] + lines.map { margin + $0 } }
    let head = "  " + word + String(repeating: " ", count: width - word.count + 2)
    return [head + (lines.first ?? "")] + lines.dropFirst().map { margin + $0 }
  }
}
