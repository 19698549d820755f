/// What stands around the name of a call.
extension CodeText {
  /// Goes behind the bracket that opens a call's arguments, past `?.` and the kinds of a generic.
  mutating func takeCallBracket() -> Bool {
    skipBlanks()
    _ = take("!")
    if take("?.") { skipBlanks() }
    if isAt("<"), let end = endOfKinds() { at = end }
    return take("(")
  }

  /// Behind `<Kind, [Other<Kind>]>`; nil when that is no list of kinds.
  private func endOfKinds() -> Int? {
    var depth = 0
    for offset in at..<min(at + 1_024, bytes.count) {
      switch bytes[offset] {
      case UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ">"): depth -= 1
      case UInt8(ascii: "("), UInt8(ascii: ")"): return nil
      default: break
      }
      if depth == 0 { return offset + 1 }
    }
    return nil
  }

  /// A string and the blanks behind it; nil, and nothing is read, when none stands here.
  mutating func takeString() -> String? {
    let start = at
    guard CodeString.begins(at: self) else { return nil }
    do throws(CodeError) {
      let string = try CodeString.read(&self)
      skipBlanks()
      return string
    } catch {
      at = start
      return nil
    }
  }

  mutating func takeBlanksAndColon() -> Bool {
    let start = at
    skipBlanks()
    if take(":") { return true }
    at = start
    return false
  }

  /// Whether a string or an object stands so many bytes further on, blanks left out.
  func beginsLiteral(behind count: Int) -> Bool {
    copy { text in
      text.at += count
      text.skipBlanks()
      return text.isAt("{") || text.isAt("@") || CodeString.begins(at: text)
    }
  }

  /// Asks a copy that may read on.
  func copy<Answer>(_ question: (inout CodeText) -> Answer) -> Answer {
    var copy = self
    return question(&copy)
  }

  /// The back-tick that ends a piece of code inside prose, of one that begins here; nil for a
  /// string of JavaScript, which stands behind a sign or a tag.
  mutating func endOfInlineCode() -> Int? {
    if let before = lastSign, "=(,[+?&|{>$".utf8.contains(before) || isTag { return nil }
    guard let end = endOfString(from: at + 1, UInt8(ascii: "`")), end > at + 1 else { return nil }
    return CodeReader.mayRead(bytes[(at + 1)..<end]) ? end : nil
  }

  /// Whether a word stands right before the place.
  private var isTag: Bool { at > 0 && CodeText.isWord(bytes[at - 1]) }
}
