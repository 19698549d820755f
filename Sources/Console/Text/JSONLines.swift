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
  var printer = JSONPrinter()
  printer.print(value, path: path, key: nil, indent: 0, comma: false)
  return printer.lines
}

/// A JSON string with its quotes, in which everything invisible is escaped.
package func safeJSON(_ text: String) -> String {
  if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != 0x22 && $0 != 0x5C }) {
    return "\"" + text + "\""
  }
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

private struct JSONPrinter {
  var lines: [JSONLine] = []

  mutating func print(_ value: JSON, path: String, key: String?, indent: Int, comma: Bool) {
    switch value {
    case .object(let object) where !object.isEmpty:
      open("{", path: path, key: key, indent: indent)
      for (at, member) in object.members.enumerated() {
        print(
          member.value, path: path.isEmpty ? member.key : path + "." + member.key,
          key: member.key, indent: indent + 2, comma: at + 1 < object.members.count)
      }
      close("}", indent: indent, comma: comma)
    case .array(let elements) where !elements.isEmpty:
      open("[", path: path, key: key, indent: indent)
      for (at, element) in elements.enumerated() {
        print(
          element, path: path + "[\(at)]", key: nil, indent: indent + 2,
          comma: at + 1 < elements.count)
      }
      close("]", indent: indent, comma: comma)
    default:
      var line = start(key: key, indent: indent)
      let (text, role) = leaf(value)
      line.append(text, role)
      if comma { line.append(",", .jsonPunct) }
      lines.append(JSONLine(line: line, path: path, indent: indent))
    }
  }

  private mutating func open(_ bracket: String, path: String, key: String?, indent: Int) {
    var line = start(key: key, indent: indent)
    line.append(bracket, .jsonPunct)
    lines.append(JSONLine(line: line, path: nil, indent: indent))
  }

  private mutating func close(_ bracket: String, indent: Int, comma: Bool) {
    let text = String(repeating: " ", count: indent) + bracket + (comma ? "," : "")
    lines.append(JSONLine(line: Line(text, .jsonPunct), path: nil, indent: indent))
  }

  private func start(key: String?, indent: Int) -> Line {
    var line = Line(String(repeating: " ", count: indent), .jsonPunct)
    if let key {
      line.append(safeJSON(key), .jsonKey)
      line.append(": ", .jsonPunct)
    }
    return line
  }

  private func leaf(_ value: JSON) -> (String, Role) {
    switch value {
    case .null: ("null", .jsonNull)
    case .bool(let value): (value ? "true" : "false", .jsonBool)
    case .number(let text): (text, .jsonNumber)
    case .string(let text): (safeJSON(text), .jsonString)
    case .array: ("[]", .jsonPunct)
    case .object: ("{}", .jsonPunct)
    }
  }
}
