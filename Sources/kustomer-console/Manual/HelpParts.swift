/// What stands below the first line of a command's help.
func helpText(_ text: String = "", examples: String...) -> String {
  let list = "Examples:\n" + examples.map { "  " + $0 }.joined(separator: "\n")
  return text.isEmpty ? list : text + "\n\n" + list
}

/// The same, taken apart again.
struct HelpParts {
  /// Paragraphs, and lists whose words stand two spaces before what they mean.
  let blocks: [ManualPage.Block]
  /// Lines for a shell.
  let examples: [String]

  init(_ text: String) {
    let halves = text.split(separator: "Examples:\n", omittingEmptySubsequences: false)
    examples = (halves.dropFirst().first ?? "").split(separator: "\n").map {
      String($0.dropFirst(2))
    }
    blocks = (halves.first ?? "").split(separator: "\n").reduce(into: []) { blocks, line in
      blocks.add(line)
    }
  }
}

extension [ManualPage.Block] {
  fileprivate mutating func add(_ line: Substring) {
    guard let gap = line.firstRange(of: "  ") else { return append(.paragraph(String(line))) }
    let term = ManualPage.Term(String(line[..<gap.lowerBound]), String(line[gap.upperBound...]))
    if case .terms(let terms)? = last {
      self[count - 1] = .terms(terms + [term])
    } else {
      append(.terms([term]))
    }
  }
}
