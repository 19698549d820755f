/// A sentence as lines of so many cells at most; a word that is longer is cut into pieces.
package func wrapped(_ text: String, to width: Int) -> [String] {
  guard width > 0 else { return [] }
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ", omittingEmptySubsequences: true) {
    for piece in pieces(of: displaySafe(String(word)), width) {
      if line.isEmpty {
        line = piece
      } else if cells(of: line) + 1 + cells(of: piece) <= width {
        line += " " + piece
      } else {
        lines.append(line)
        line = piece
      }
    }
  }
  if !line.isEmpty { lines.append(line) }
  return lines.isEmpty ? [""] : lines
}

/// A word in pieces of so many cells at most.
package func pieces(of word: String, _ width: Int) -> [String] {
  guard cells(of: word) > width else { return [word] }
  var pieces: [String] = []
  var piece = ""
  var used = 0
  for character in word {
    let wide = cells(of: character)
    if used + wide > width, !piece.isEmpty {
      pieces.append(piece)
      piece = ""
      used = 0
    }
    piece.append(character)
    used += wide
  }
  pieces.append(piece)
  return pieces
}

extension Line {
  /// The line in pieces of so many cells at most; the further ones are indented.
  package func wrapped(to width: Int, indent: Int) -> [Line] {
    guard self.width > width, width > indent + 4 else { return [self] }
    var lines: [Line] = []
    var line = Line()
    var used = 0
    for span in spans {
      for character in displaySafe(span.text) {
        let wide = cells(of: character)
        if used + wide > width {
          lines.append(line)
          line = Line(String(repeating: " ", count: indent), span.role)
          used = indent
        }
        line.append(String(character), span.role)
        used += wide
      }
    }
    lines.append(line)
    return lines
  }
}
