package import KustomerDestination

/// A line of printed JSON.
package struct JSONLine: Hashable, Sendable {
  /// What is drawn.
  package var line: Line
  /// The columns by which it is indented.
  package var indent: Int
}

/// Prints JSON over several lines, two blanks per level, exact and safe: what a terminal could not
/// show is escaped as JSON allows.
package func jsonLines(of value: JSON) -> [JSONLine] {
  var lines: [JSONLine] = []
  printJSON(value) { _, _ in
    nil
  } end: { _, line in
    lines.append(line)
  }
  return lines
}

/// The same, line for line.
///
/// `begin` is given the empty line of a leaf, or of none, and may put something before it; what it
/// returns becomes the meaning of all that follows. `end` is given the line once it is whole.
func printJSON(
  _ value: JSON, root: String = "", begin: (LeafPath?, inout Line) -> Role?,
  end: (LeafPath?, JSONLine) -> Void
) {
  withoutActuallyEscaping(begin) { begin in
    withoutActuallyEscaping(end) { end in
      var printer = JSONPrinter(path: LeafPath(root: root), begin: begin, end: end)
      printer.print(value, key: nil, indent: 0, comma: false)
    }
  }
}

/// Where a leaf stands, as a trace names it: `event.meta.planStr`.
///
/// Bytes that grow and shrink on the way through a value: a text for each leaf would cost more than
/// to print it.
struct LeafPath {
  private var bytes: [UInt8]

  /// That of the whole value.
  init(root: String) {
    bytes = Array(root.utf8)
  }

  /// As a text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the text names this leaf.
  func isNamed(by text: String) -> Bool {
    let name = text.utf8.span
    guard name.count == bytes.count else { return false }
    let bytes = bytes.span
    return name.indices.allSatisfy { name[$0] == bytes[$0] }
  }

  /// How long it is; what `cut` goes back to.
  fileprivate var length: Int { bytes.count }

  /// Goes to a member of the value.
  fileprivate mutating func append(member name: String) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: ".")) }
    bytes.append(contentsOf: name.utf8)
  }

  /// Goes to an element of the value, 0-based.
  fileprivate mutating func append(element index: Int) {
    bytes.append(contentsOf: "[\(index)]".utf8)
  }

  /// Goes back to where it was so long.
  fileprivate mutating func cut(to length: Int) {
    bytes.removeLast(bytes.count - length)
  }
}

/// A JSON string with its quotes, in which everything is escaped that would not be seen as it is:
/// invisible characters, and those that a terminal draws as a part of others or not at all, such as
/// the later parts of an emoji and the letters of a Korean syllable.
package func safeJSON(_ text: String) -> String {
  if text.isPlainJSON { return "\"" + text + "\"" }
  var safe = ""
  var shown = ShownScalars()
  for scalar in JSON.string(text).compact.unicodeScalars {
    if shown.take(scalar) {
      safe.unicodeScalars.append(scalar)
    } else {
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
  }
  return safe
}

/// Tells scalar by scalar of a text which of them a reader sees.
private struct ShownScalars {
  private let isASCII = Repertoire.current == .ascii
  /// How many marks the cell of the last one holds; nil where it can hold none.
  private var marks: Int?
  private var isAfterEmoji = false

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      // A mark behind a quote or a digit would change what is read.
      (marks, isAfterEmoji) = (scalar.properties.isAlphabetic ? 0 : nil, false)
      return 0x20..<0x7F ~= scalar.value
    }
    guard !isASCII, scalar.isSeen, !scalar.joinsSyllables else { return hide() }
    switch scalar.properties.generalCategory {
    case .privateUse, .unassigned, .surrogate: return hide()
    default: break
    }
    if scalar.isMark {
      guard let count = marks, count < marksPerCell, !isAfterEmoji else { return hide() }
      marks = count + 1
      return true
    }
    // Skin colours are drawn into the emoji before them.
    if isAfterEmoji, scalar.properties.isEmojiModifier { return hide() }
    (marks, isAfterEmoji) = (0, scalar.properties.isEmoji)
    return true
  }

  private mutating func hide() -> Bool {
    marks = nil
    return false
  }
}

extension Unicode.Scalar {
  /// Letters of Korean that make one syllable with their neighbours.
  fileprivate var joinsSyllables: Bool {
    0x1100...0x11FF ~= value || 0xA960...0xA97F ~= value || 0xD7B0...0xD7FF ~= value
  }
}

extension String {
  /// Whether it stands between quotes as it is, printable ASCII.
  fileprivate var isPlainJSON: Bool {
    let bytes = utf8.span
    var others: UInt8 = 0
    for place in bytes.indices {
      let byte = bytes[place]
      others |= 0x20..<0x7F ~= byte && byte != 0x22 && byte != 0x5C ? 0 : 1
    }
    return others == 0
  }
}

private struct JSONPrinter {
  var path: LeafPath
  let begin: (LeafPath?, inout Line) -> Role?
  let end: (LeafPath?, JSONLine) -> Void

  mutating func print(_ value: JSON, key: String?, indent: Int, comma: Bool) {
    let length = path.length
    switch value {
    case .object(let object) where !object.isEmpty:
      write(bracket: "{", key: key, indent: indent)
      for (at, member) in object.members.enumerated() {
        path.append(member: member.key)
        print(
          member.value, key: member.key, indent: indent + 2,
          comma: at + 1 < object.members.count)
        path.cut(to: length)
      }
      write(bracket: comma ? "}," : "}", key: nil, indent: indent)
    case .array(let elements) where !elements.isEmpty:
      write(bracket: "[", key: key, indent: indent)
      for (at, element) in elements.enumerated() {
        path.append(element: at)
        print(element, key: nil, indent: indent + 2, comma: at + 1 < elements.count)
        path.cut(to: length)
      }
      write(bracket: comma ? "]," : "]", key: nil, indent: indent)
    default:
      write(leaf: value, key: key, indent: indent, comma: comma)
    }
  }

  private func write(bracket: String, key: String?, indent: Int) {
    var line = Line(roomFor: 120)
    let role = begin(nil, &line)
    line.append(key: key, indent: indent, role)
    line.append(bracket, role ?? .jsonPunct)
    end(nil, JSONLine(line: line, indent: indent))
  }

  private func write(leaf value: JSON, key: String?, indent: Int, comma: Bool) {
    var line = Line(roomFor: 120)
    let role = begin(path, &line)
    line.append(key: key, indent: indent, role)
    line.append(leaf: value, role)
    if comma { line.append(",", role ?? .jsonPunct) }
    end(path, JSONLine(line: line, indent: indent))
  }
}

extension Line {
  fileprivate mutating func append(key: String?, indent: Int, _ role: Role?) {
    append(blanks: indent, role ?? .jsonPunct)
    guard let key else { return }
    append(json: key, role ?? .jsonKey)
    append(": ", role ?? .jsonPunct)
  }

  fileprivate mutating func append(leaf value: JSON, _ role: Role?) {
    switch value {
    case .null: append("null", role ?? .jsonNull)
    case .bool(let value): append(value ? "true" : "false", role ?? .jsonBool)
    case .number(let text): append(text, role ?? .jsonNumber)
    case .string(let text): append(json: text, role ?? .jsonString)
    case .array: append("[]", role ?? .jsonPunct)
    case .object: append("{}", role ?? .jsonPunct)
    }
  }

  /// Appends a JSON string with its quotes, as `safeJSON` writes it.
  fileprivate mutating func append(json text: String, _ role: Role) {
    guard text.isPlainJSON else { return append(safeJSON(text), role) }
    append("\"", role)
    append(text, role)
    append("\"", role)
  }
}
