extension ManualPage {
  /// The page as `man` reads it: the macros of man(7), ASCII alone.
  ///
  /// - Parameters:
  ///   - date: as `2026-11-30`.
  ///   - source: the program with its version.
  /// - Returns: lines, the last with its line feed.
  func roff(date: String, source: String) -> String {
    let words = [roffText(name.uppercased()), "\(section)", date, source, "Kustomer Console"]
    let head = words.map { "\"\($0)\"" }.joined(separator: " ")
    var lines = [".TH \(head)", ".SH NAME"] + filled("\(roffText(name)) \\- \(roffText(summary))")
    for part in parts {
      lines.append(".SH \(roffText(part.heading))")
      for (place, block) in part.blocks.enumerated() {
        lines += block.roff(isFirst: place == 0)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ManualPage.Block {
  fileprivate func roff(isFirst: Bool) -> [String] {
    // A paragraph directly under a heading is one anyway.
    let start = isFirst ? [] : [".PP"]
    return switch self {
    case .paragraph(let text): start + filled(roffText(text))
    case .terms(let terms):
      terms.flatMap { [".TP", "\\fB\(roffText($0.word))\\fR"] + filled(roffText($0.meaning)) }
    case .lines(let texts): start + [".nf"] + texts.map(roffText) + [".fi"]
    }
  }
}

/// A text in which nothing is a request or an escape of roff.
private func roffText(_ text: String) -> String {
  let escaped = text.unicodeScalars.map { scalar -> String in
    switch scalar {
    case "\\": "\\e"
    case "-": "\\-"
    case "^": "\\(ha"
    case "~": "\\(ti"
    case "`": "\\(ga"
    case "'": "\\(aq"
    case "\"": "\\(dq"
    case " "..."~": String(scalar)
    default: "\\[u\(hexadecimal(scalar))]"
    }
  }.joined()
  return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
}

/// Lines of no more than 80 bytes, where words allow it; roff fills them anew.
private func filled(_ text: String) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last, last.utf8.count + word.utf8.count < 80 {
      lines[lines.count - 1] = last + " " + word
    } else {
      lines.append(word.hasPrefix(".") ? "\\&" + word : String(word))
    }
  }
  return lines
}

/// At least four digits, as roff wants them.
private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
