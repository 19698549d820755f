/// A single line that is being edited, with the place of its cursor.
///
/// It is kept as what stands to the left and to the right of the cursor: a key costs what it
/// changes, however long the text is. Fields of one text are equal wherever their cursors stand.
package struct TextField: Hashable, Sendable {
  /// What stands to the left of the cursor; never a line break or another control character.
  package private(set) var head: String
  /// What stands to its right.
  package private(set) var tail = ""

  /// A field whose cursor stands behind the text.
  package init(_ text: String = "") {
    head = Self.singleLine(text)
  }

  /// What stands in the field.
  package var text: String { tail.isEmpty ? head : head.isEmpty ? tail : head + tail }

  /// Characters to the left of the cursor.
  package var cursor: Int { head.count }

  /// Whether nothing stands in the field.
  package var isEmpty: Bool { head.isEmpty && tail.isEmpty }

  /// As many `*` as characters, with the cursor at the same place.
  package var masked: TextField {
    var field = TextField(String(repeating: "*", count: head.count))
    field.tail = String(repeating: "*", count: tail.count)
    return field
  }

  /// Puts a text at the cursor; line breaks and tabs become blanks, other controls are left out.
  package mutating func insert(_ new: String) {
    head += Self.singleLine(new)
    joinAtCursor()
  }

  /// Puts the cursor behind so many characters; behind the last of a shorter text.
  package mutating func placeCursor(_ column: Int) {
    let text = text
    let split = text.index(text.startIndex, offsetBy: column, limitedBy: text.endIndex)
    head = String(text[..<(split ?? text.endIndex)])
    tail = String(text[(split ?? text.endIndex)...])
  }

  /// Does what a readline key asks for; false when the command is none of those.
  package mutating func perform(_ command: Command) -> Bool {
    switch command {
    case .lineStart: move(by: head[...], toTail: true)
    case .lineEnd: move(by: tail[...], toTail: false)
    case .characterLeft: move(by: head.suffix(1), toTail: true)
    case .characterRight: move(by: tail.prefix(1), toTail: false)
    case .wordLeft: move(by: wordBefore, toTail: true)
    case .wordRight: move(by: wordAfter, toTail: false)
    case .deleteBackward: head.removeLast(head.isEmpty ? 0 : 1)
    case .deleteForward: tail.removeFirst(tail.isEmpty ? 0 : 1)
    case .deleteWord: head.removeSubrange(wordBefore.startIndex...)
    case .deleteToStart: head = ""
    case .deleteToEnd: tail = ""
    default: return false
    }
    joinAtCursor()
    return true
  }
}

extension TextField {
  /// Whether both hold the same text.
  package static func == (left: TextField, right: TextField) -> Bool {
    left.head.utf8.count == right.head.utf8.count
      ? left.head == right.head && left.tail == right.tail : left.text == right.text
  }

  /// By the text alone.
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension TextField {
  /// Moves the cursor over the end of the head, or over the start of the tail.
  private mutating func move(by part: Substring, toTail: Bool) {
    let part = (text: String(part), range: part.startIndex..<part.endIndex)
    if toTail {
      head.removeSubrange(part.range)
      tail = part.text + tail
    } else {
      tail.removeSubrange(part.range)
      head += part.text
    }
  }

  /// What stands between the cursor and the start of the word before it.
  private var wordBefore: Substring {
    let blanks = head.reversed().prefix { !$0.isWord }
    let word = head.reversed()[blanks.endIndex...].prefix { $0.isWord }
    return head[word.endIndex.base...]
  }

  /// What stands between the cursor and the end of the word behind it.
  private var wordAfter: Substring {
    let blanks = tail.prefix { !$0.isWord }
    let word = tail[blanks.endIndex...].prefix { $0.isWord }
    return tail[..<word.endIndex]
  }

  /// A combining mark joins the character before it: what has become one character at the cursor
  /// goes to its left.
  private mutating func joinAtCursor() {
    guard let last = head.last, let first = tail.first else { return }
    let pair = String(last) + String(first)
    guard let joined = pair.first, joined != last else { return }
    head.removeLast()
    head.append(joined)
    tail.removeFirst()
    tail = String(pair.dropFirst()) + tail
  }

  /// What a field does to a text that it cannot hold as it is; nil when it can.
  static func loss(of text: String) -> String? {
    let scalars = text.unicodeScalars
    let blanks = [
      scalars.contains { $0 == "\n" || $0 == "\r" } ? "line ends" : nil,
      scalars.contains("\t") ? "tabs" : nil,
    ].compactMap(\.self)
    if !blanks.isEmpty { return blanks.joined(separator: " and ") + " became blanks" }
    return singleLine(text).utf8.elementsEqual(text.utf8) ? nil : "controls are left out"
  }

  private static func singleLine(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
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
