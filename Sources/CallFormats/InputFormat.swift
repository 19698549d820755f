/// What an input is made of, told by its first bytes.
package enum InputFormat: Sendable, Hashable {
  /// Calls as JSON: one a line, one over many lines, arrays, batches.
  case json
  /// JavaScript, Swift, Objective-C, Python or Ruby, and commands of a shell among it.
  case code
  /// A command of a shell.
  case curl
  /// Cells with a header.
  case csv
}

extension InputFormat {
  /// Bytes that are looked at when the first one does not tell; more than that is not waited for.
  static let window = 1 << 16

  /// Recognises a text.
  ///
  /// - Parameters:
  ///   - text: its beginning, without a byte order mark.
  ///   - isWhole: whether nothing more comes.
  /// - Returns: nil when more of the text must be known.
  static func recognise(_ text: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> InputFormat? {
    let text = UnsafeBufferPointer(rebasing: text.prefix(window))
    let isEnough = isWhole || text.count == window
    let letters = text.lazy.filter { $0 > 0x20 }.prefix(3)
    var rest = letters.makeIterator()
    switch rest.next() {
    case nil: return isEnough ? .json : nil
    case UInt8(ascii: "{"): return .json
    case UInt8(ascii: "["):
      // [[SEGAnalytics …] track:…] or [analytics track:…] against [{…}] or ["…"].
      guard var second = rest.next() else { return isEnough ? .json : nil }
      if second == UInt8(ascii: "[") {
        guard let third = rest.next() else { return isEnough ? .json : nil }
        second = third
      }
      guard isLetter(second) else { return .json }
    default: break
    }
    guard isEnough else { return nil }
    if beginsWithCurl(text) { return .curl }
    if CSVHeader(recognising: text) != nil { return .csv }
    if CodeReader.mayRead(text) { return .code }
    return CSVHeader(recognising: text, isTelling: false) == nil ? .json : .csv
  }

  /// Whether a text begins like a curl command, a prompt before it or not.
  private static func beginsWithCurl(_ bytes: some Collection<UInt8>) -> Bool {
    var text = CodeText(Array(bytes.prefix(256)))
    text.skipBlanks()
    if text.take("$ ") || text.take("% ") || text.take("> ") { text.skipBlanks() }
    guard text.word() == "curl" else { return false }
    return text.isAtEnd || text.isAt(" ") || text.isAt("\t") || text.isAt(".exe")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    CodeText.isWord(byte) && !(0x30...0x39 ~= byte)
  }
}
