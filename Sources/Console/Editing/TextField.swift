/// A single line that is being edited, with the place of its cursor.
package struct TextField: Hashable, Sendable {
  /// What stands in the field; never a line break or another control character.
  package private(set) var text: String
  /// Characters to the left of the cursor, 0…count.
  package private(set) var cursor: Int

  /// A field whose cursor stands behind the text.
  package init(_ text: String = "") {
    let line = Self.singleLine(text)
    self.text = line
    cursor = line.count
  }

  /// Whether nothing stands in the field.
  package var isEmpty: Bool { text.isEmpty }

  /// What stands to the left of the cursor.
  package var head: Substring { text.prefix(cursor) }

  /// Puts a text at the cursor; line breaks and tabs become blanks, other controls are left out.
  package mutating func insert(_ new: String) {
    let before = text.prefix(cursor) + Self.singleLine(new)
    let after = text.dropFirst(cursor)
    text = String(before + after)
    // A combining mark joins the character before it, so the count cannot simply be added.
    cursor = min(before.count, text.count)
  }

  /// Does what a readline key asks for; false when the command is none of those.
  package mutating func perform(_ command: Command) -> Bool {
    switch command {
    case .lineStart: cursor = 0
    case .lineEnd: cursor = text.count
    case .characterLeft: cursor = max(0, cursor - 1)
    case .characterRight: cursor = min(text.count, cursor + 1)
    case .wordLeft: cursor = wordStart
    case .wordRight: cursor = wordEnd
    case .deleteBackward: remove(max(0, cursor - 1)..<cursor)
    case .deleteForward: remove(cursor..<min(text.count, cursor + 1))
    case .deleteWord: remove(wordStart..<cursor)
    case .deleteToStart: remove(0..<cursor)
    case .deleteToEnd: remove(cursor..<text.count)
    default: return false
    }
    return true
  }
}

extension TextField {
  private var wordStart: Int {
    let characters = Array(text)
    var place = cursor
    while place > 0, !characters[place - 1].isWord { place -= 1 }
    while place > 0, characters[place - 1].isWord { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    let characters = Array(text)
    var place = cursor
    while place < characters.count, !characters[place].isWord { place += 1 }
    while place < characters.count, characters[place].isWord { place += 1 }
    return place
  }

  private mutating func remove(_ range: Range<Int>) {
    text = String(text.prefix(range.lowerBound) + text.dropFirst(range.upperBound))
    // What stood around the removed part may have become one character.
    cursor = min(range.lowerBound, text.count)
  }

  private static func singleLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t", "\r": line.append(" ")
      default:
        if scalar.properties.generalCategory != .control { line.append(scalar) }
      }
    }
    return String(line)
  }
}

extension Character {
  fileprivate var isWord: Bool { isLetter || isNumber || self == "_" }
}
