/// The bytes that were fed and not yet read, and where in the file they stand.
struct InputBuffer {
  /// A place in a file.
  struct Position {
    /// 1-based.
    var line = 1
    /// 1-based, in Unicode scalars.
    var column = 1

    /// Moves behind a text.
    mutating func advance(over text: some Sequence<UInt8>) {
      for byte in text {
        if byte == 0x0A {
          self = Position(line: line + 1)
        } else if byte & 0xC0 != 0x80 {
          column += 1
        }
      }
    }
  }

  /// Of the first unread byte.
  private(set) var position = Position()
  /// Whether nothing more will be fed.
  private(set) var isEnded = false
  private var bytes: [UInt8] = []
  private var head = 0
  /// Up to here, counted from the first unread byte, no line feed was found.
  private var searched = 0

  /// Unread bytes.
  var count: Int { bytes.count - head }

  mutating func append(_ chunk: UnsafeRawBufferPointer) {
    if head > 0 {
      bytes.removeSubrange(0..<head)
      head = 0
    }
    bytes.append(contentsOf: chunk)
  }

  mutating func end() { isEnded = true }

  /// An unread byte; `offset` from 0 to below `count`.
  subscript(offset: Int) -> UInt8 { bytes[head + offset] }

  /// Lends the unread bytes.
  func withUnread<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[head...])) }
  }

  /// The length of the first line without its line feed; nil when its end is not there yet.
  mutating func lengthOfLine() -> Int? {
    let start = searched
    if let newline = withUnread({ $0.newline(from: start) }) { return newline }
    searched = count
    return isEnded ? count : nil
  }

  /// Marks a line of that length and its line feed as read.
  mutating func skipLine(_ length: Int) {
    searched = 0
    if length < count {
      head += length + 1
      position = Position(line: position.line + 1)
    } else {
      skip(length)
    }
  }

  /// Marks bytes as read, which may hold line feeds.
  mutating func skip(_ length: Int) {
    searched = 0
    position.advance(over: bytes[head..<head + length])
    head += length
  }

  /// Takes all unread bytes out; they do not count for the position.
  mutating func takeAll() -> [UInt8] {
    let unread = Array(bytes[head...])
    head = bytes.count
    return unread
  }

  /// Marks bytes as read that are no part of the text, as a byte order mark.
  mutating func skipMark(_ length: Int) { head += length }

  /// Marks leading white space as read; on the first line only when that is asked.
  mutating func skipBlanks(inLine: Bool = false) {
    while head < bytes.count {
      switch bytes[head] {
      case 0x0A where !inLine: position = Position(line: position.line + 1)
      case 0x20, 0x09, 0x0D: position.column += 1
      default: return
      }
      head += 1
      searched = 0
    }
  }
}
