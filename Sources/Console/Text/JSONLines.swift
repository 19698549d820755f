package import KustomerDestination

/// A line of printed JSON, with the leaf that it shows.
package struct JSONLine: Hashable, Sendable {
  /// What is drawn.
  package var line: Line
  /// The leaf as a trace names it, `event.meta.planStr`; nil on a line without a leaf.
  package var path: String?
  /// The columns by which it is indented.
  package var indent: Int
}

/// Prints JSON over several lines, two blanks per level, exact and safe: what a terminal could not
/// show is escaped as JSON allows.
package func jsonLines(of value: JSON, path: String = "") -> [JSONLine] {
  var lines: [JSONLine] = []
  printJSON(value, path: path, begin: { _, _ in nil }, end: { lines.append($0) })
  return lines
}

/// The same, line for line.
///
/// `begin` is given the empty line of a leaf, or of none, and may put something before it; what it
/// returns becomes the meaning of all that follows. `end` is given the line once it is whole, and
/// may put something behind it.
func printJSON(
  _ value: JSON, path: String, begin: @escaping (_ path: String?, inout Line) -> Role?,
  end: @escaping (inout JSONLine) -> Void
) {
  JSONPrinter(begin: begin, end: end)
    .print(value, path: path, key: nil, indent: 0, comma: false)
}

/// A JSON string with its quotes, in which everything invisible is escaped.
package func safeJSON(_ text: String) -> String {
  if text.isPlainJSON { return "\"" + text + "\"" }
  var safe = ""
  for scalar in JSON.string(text).compact.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    default: safe.unicodeScalars.append(scalar)
    }
  }
  return safe
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
  let begin: (_ path: String?, inout Line) -> Role?
  let end: (inout JSONLine) -> Void

  func print(_ value: JSON, path: String, key: String?, indent: Int, comma: Bool) {
    switch value {
    case .object(let object) where !object.isEmpty:
      open("{", key: key, indent: indent)
      for (at, member) in object.members.enumerated() {
        print(
          member.value, path: path.isEmpty ? member.key : path + "." + member.key,
          key: member.key, indent: indent + 2, comma: at + 1 < object.members.count)
      }
      close("}", indent: indent, comma: comma)
    case .array(let elements) where !elements.isEmpty:
      open("[", key: key, indent: indent)
      for (at, element) in elements.enumerated() {
        print(
          element, path: path + "[\(at)]", key: nil, indent: indent + 2,
          comma: at + 1 < elements.count)
      }
      close("]", indent: indent, comma: comma)
    default:
      write(path: path, key: key, indent: indent) { line, role in
        append(leaf: value, to: &line, role)
        if comma { line.append(",", role ?? .jsonPunct) }
      }
    }
  }

  private func open(_ bracket: String, key: String?, indent: Int) {
    write(path: nil, key: key, indent: indent) { line, role in
      line.append(bracket, role ?? .jsonPunct)
    }
  }

  private func close(_ bracket: String, indent: Int, comma: Bool) {
    write(path: nil, key: nil, indent: indent) { line, role in
      line.append(comma ? bracket + "," : bracket, role ?? .jsonPunct)
    }
  }

  private func write(
    path: String?, key: String?, indent: Int, _ content: (inout Line, Role?) -> Void
  ) {
    var json = JSONLine(line: Line(roomFor: 120), path: path, indent: indent)
    let role = begin(path, &json.line)
    json.line.append(blanks(indent), role ?? .jsonPunct)
    if let key {
      json.line.append(safeJSON(key), role ?? .jsonKey)
      json.line.append(": ", role ?? .jsonPunct)
    }
    content(&json.line, role)
    end(&json)
  }

  private func append(leaf value: JSON, to line: inout Line, _ role: Role?) {
    switch value {
    case .null: line.append("null", role ?? .jsonNull)
    case .bool(let value): line.append(value ? "true" : "false", role ?? .jsonBool)
    case .number(let text): line.append(text, role ?? .jsonNumber)
    case .string(let text): line.append(safeJSON(text), role ?? .jsonString)
    case .array: line.append("[]", role ?? .jsonPunct)
    case .object: line.append("{}", role ?? .jsonPunct)
    }
  }
}
