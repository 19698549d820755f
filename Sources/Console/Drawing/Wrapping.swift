/// A sentence as lines of so many cells at most; a word that is longer is cut into pieces.
package func wrapped(_ text: String, to width: Int) -> [String] {
  guard width > 0 else { return [] }
  if text.isOneLine(of: width) { return [text] }
  var lines: [String] = []
  var line = ""
  var used = 0
  for word in text.utf8.split(separator: UInt8(ascii: " ")) {
    for piece in pieces(of: displaySafe(String(Substring(word))), width) {
      let wide = cells(of: piece)
      if line.isEmpty {
        line = piece
        used = wide
      } else if used + 1 + wide <= width {
        line += " "
        line += piece
        used += 1 + wide
      } else {
        lines.append(line)
        line = piece
        used = wide
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

extension String {
  /// Whether wrapping changes nothing: it fits, is safe, and its words stand one blank apart.
  fileprivate func isOneLine(of width: Int) -> Bool {
    let bytes = utf8.span
    guard 1...width ~= bytes.count, isPrintableASCII else { return false }
    var isAfterBlank = true
    for place in bytes.indices {
      let isBlank = bytes[place] == 0x20
      if isBlank, isAfterBlank { return false }
      isAfterBlank = isBlank
    }
    return !isAfterBlank
  }
}

extension String {
  /// Followed by blanks up to so many cells.
  func padded(to columns: Int) -> String {
    self + blanks(columns - cells(of: self))
  }
}
