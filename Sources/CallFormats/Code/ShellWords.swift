/// One word of a command as the shell would pass it on, and where its bytes stood.
struct ShellWord {
  var bytes: [UInt8] = []
  /// Of each byte its 0-based offset in the text.
  var offsets: [Int] = []
  /// Where the word starts.
  var start: Int
  /// Where the shell would fill in something: `$NAME` in double quotes; nil when it would not.
  var variable: Int?

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ byte: UInt8, _ offset: Int) {
    bytes.append(byte)
    offsets.append(offset)
  }

  mutating func append(_ added: some Sequence<UInt8>, _ offset: Int) {
    for byte in added { append(byte, offset) }
  }

  /// The word from its nth byte on.
  func dropping(_ count: Int) -> ShellWord {
    ShellWord(
      bytes: Array(bytes.dropFirst(count)), offsets: Array(offsets.dropFirst(count)), start: start,
      variable: variable)
  }
}

/// Splits a shell text into commands and their words by the quoting rules of sh and bash.
///
/// Nothing is run and nothing is filled in: `$NAME` and `$(…)` stay as they stand. A command of
/// Windows has `^` where a shell has a backslash: before quotes, and at the ends of lines.
struct ShellWords {
  private let bytes: [UInt8]
  private var at: Int
  private var word: ShellWord?
  private var words: [ShellWord] = []
  /// Words of here-documents whose lines follow: `<<EOF`.
  private var awaited: [String] = []
  private var isHereDocumentNext = false
  private let isWindows: Bool

  private init(_ bytes: [UInt8], at start: Int) {
    self.bytes = bytes
    at = start
    isWindows = Self.isWindows(bytes[start...])
  }

  /// Told by the end of the first line, or by quotes of the kind that browsers copy.
  private static func isWindows(_ text: ArraySlice<UInt8>) -> Bool {
    let line = text.prefix { $0 != 0x0A }
    return line.last { $0 > 0x20 } == UInt8(ascii: "^")
      || String(decoding: line, as: UTF8.self).contains("^\"")
  }

  /// Reads one command and goes behind it, its line end or separator included.
  ///
  /// - Throws: `CodeError` when a quote does not end.
  static func command(in bytes: [UInt8], at start: inout Int) throws(CodeError) -> [ShellWord] {
    var shell = ShellWords(bytes, at: start)
    // On an error reading goes on behind the first line.
    start = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    while try shell.step() {}
    start = shell.at
    return shell.words
  }

  /// False behind the command's end.
  private mutating func step() throws(CodeError) -> Bool {
    guard at < bytes.count else {
      endWord()
      return false
    }
    let start = at
    let byte = bytes[at]
    at += 1
    switch byte {
    case 0x20, 0x09: endWord()
    case 0x0D where at < bytes.count && bytes[at] == 0x0A: break
    case 0x0A, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"):
      endWord()
      if byte == 0x0A { readHereDocuments() }
      return false
    case UInt8(ascii: "#") where word == nil: skipLine()
    case UInt8(ascii: "<") where at < bytes.count && bytes[at] == UInt8(ascii: "<"):
      endWord()
      at += 1
      isHereDocumentNext = true
    case UInt8(ascii: "^") where isWindows: readCaret()
    case UInt8(ascii: "\\") where !isWindows: readBackslash(start)
    case UInt8(ascii: "`"):
      // Markdown's, around the command.
      endWord()
      return false
    case UInt8(ascii: "'") where !isWindows: try readSingleQuoted(start)
    case UInt8(ascii: "\"") where isWindows: try readWindowsQuoted(start)
    case UInt8(ascii: "\""): try readDoubleQuoted(start)
    case UInt8(ascii: "$") where at < bytes.count && bytes[at] == UInt8(ascii: "'"):
      at += 1
      try readEscapedQuoted(start)
    default: add([byte], start)
    }
    return true
  }

  private mutating func add(_ added: [UInt8], _ offset: Int) {
    var word = self.word ?? ShellWord(start: offset)
    self.word = nil
    word.append(added, offset)
    self.word = word
  }

  private mutating func endWord() {
    guard let word else { return }
    self.word = nil
    if isHereDocumentNext {
      awaited.append(word.text.hasPrefix("-") ? String(word.text.dropFirst()) : word.text)
      isHereDocumentNext = false
    } else {
      words.append(word)
    }
  }

  private mutating func skipLine() {
    while at < bytes.count, bytes[at] != 0x0A { at += 1 }
  }
}

extension ShellWords {
  /// Goes away, with the line break behind it.
  private mutating func readCaret() {
    if at < bytes.count, bytes[at] == 0x0D { at += 1 }
    if at < bytes.count, bytes[at] == 0x0A { at += 1 }
  }

  /// `"…"` and `^"…^"`, in which `\"` is a quote; carets count where the quote had one.
  private mutating func readWindowsQuoted(_ start: Int) throws(CodeError) {
    add([], start)
    let hasCarets = start > 0 && bytes[start - 1] == UInt8(ascii: "^")
    while at < bytes.count {
      if hasCarets, bytes[at] == UInt8(ascii: "^") { at += 1 }
      guard at < bytes.count else { break }
      let byte = bytes[at]
      at += 1
      let behind = hasCarets && at < bytes.count && bytes[at] == UInt8(ascii: "^") ? at + 1 : at
      if byte == UInt8(ascii: "\"") { return }
      if byte == UInt8(ascii: "\\"), behind < bytes.count,
        bytes[behind] == UInt8(ascii: "\"") || bytes[behind] == byte
      {
        add([bytes[behind]], behind)
        at = behind + 1
      } else {
        add([byte], at - 1)
      }
    }
    throw CodeError("the quote \" does not end", at: start)
  }

  /// Outside quotes: the next character as it is; a line break goes away, CRLF too.
  private mutating func readBackslash(_ start: Int) {
    guard at < bytes.count else { return add([UInt8(ascii: "\\")], start) }
    if bytes[at] == 0x0D, at + 1 < bytes.count, bytes[at + 1] == 0x0A { at += 1 }
    if bytes[at] != 0x0A { add([bytes[at]], at) }
    at += 1
  }

  private mutating func readSingleQuoted(_ start: Int) throws(CodeError) {
    add([], start)
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "'") {
        at += 1
        return
      }
      add([bytes[at]], at)
      at += 1
    }
    throw CodeError("the quote ' does not end", at: start)
  }

  private mutating func readDoubleQuoted(_ start: Int) throws(CodeError) {
    add([], start)
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "\\") where at < bytes.count:
        let next = bytes[at]
        at += 1
        switch next {
        case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\""), UInt8(ascii: "\\"):
          add([next], at - 1)
        case 0x0A: break
        default: add([byte, next], at - 2)
        }
      case UInt8(ascii: "$") where at < bytes.count && Self.isName(bytes[at]):
        if word?.variable == nil { word?.variable = at - 1 }
        add([byte], at - 1)
      default: add([byte], at - 1)
      }
    }
    throw CodeError("the quote \" does not end", at: start)
  }

  /// Whether that byte may follow the `$` of something that is filled in.
  private static func isName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "{") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "_")
      || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  /// Bash's `$'…'`, as browsers copy requests with quotes in them.
  private mutating func readEscapedQuoted(_ start: Int) throws(CodeError) {
    add([], start)
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "'"): return
      case UInt8(ascii: "\\") where at < bytes.count: readEscape(at - 1)
      default: add([byte], at - 1)
      }
    }
    throw CodeError("the quote $' does not end", at: start)
  }

  private mutating func readEscape(_ start: Int) {
    let byte = bytes[at]
    at += 1
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "e"): 0x1B,
      UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
      UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
    ]
    switch byte {
    case UInt8(ascii: "x"): add([UInt8(truncatingIfNeeded: digits(2, radix: 16))], start)
    case UInt8(ascii: "u"): addScalar(digits(4, radix: 16), start)
    case UInt8(ascii: "U"): addScalar(digits(8, radix: 16), start)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      at -= 1
      add([UInt8(truncatingIfNeeded: digits(3, radix: 8))], start)
    default: add([plain[byte] ?? byte], start)
    }
  }

  private mutating func addScalar(_ value: UInt32, _ start: Int) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    add(Array(String(Character(scalar)).utf8), start)
  }

  private mutating func digits(_ count: Int, radix: UInt32) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard at < bytes.count, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue,
        digit < radix
      else { break }
      value = value &* radix &+ UInt32(digit)
      at += 1
    }
    return value
  }

  /// The lines of here-documents become words that start with `@-`, as curl's `-d @-` reads them.
  private mutating func readHereDocuments() {
    for end in awaited {
      var document = ShellWord(start: at)
      document.append("@-".utf8, at)
      while at < bytes.count {
        let line = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
        let text = String(decoding: bytes[at..<line], as: UTF8.self)
        let isEnd = text == end || text == end + "\r"
        for offset in at..<(isEnd ? at : min(line + 1, bytes.count)) {
          document.append(bytes[offset], offset)
        }
        at = min(line + 1, bytes.count)
        if isEnd { break }
      }
      words.append(document)
    }
    awaited = []
  }
}
