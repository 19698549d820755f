internal import KustomerDestination

/// How a language writes literals and what its library is called.
struct CodeStyle: Sendable {
  let library: String
  let null: String
  let yes: String
  let no: String
  /// Before strings, numbers and brackets.
  let mark: String
  let openObject: String
  let closeObject: String
  let emptyObject: String
  /// Around the text of a number that would lose digits; nil where nothing keeps them.
  let decimal: (open: String, close: String)?

  static let javaScript = CodeStyle(
    library: "analytics.js", null: "null", yes: "true", no: "false", mark: "", openObject: "{",
    closeObject: "}", emptyObject: "{}", decimal: nil)
  static let swift = CodeStyle(
    library: "Segment's Swift library", null: "NSNull()", yes: "true", no: "false", mark: "",
    openObject: "[", closeObject: "]", emptyObject: "[:]",
    decimal: ("NSDecimalNumber(string: \"", "\")"))
  static let objectiveC = CodeStyle(
    library: "Segment's Objective-C library", null: "[NSNull null]", yes: "@YES", no: "@NO",
    mark: "@", openObject: "@{", closeObject: "}", emptyObject: "@{}",
    decimal: ("[NSDecimalNumber decimalNumberWithString:@\"", "\"]"))
}

/// The languages in which calls are written.
enum CodeLanguage: Hashable {
  case javaScript, swift, objectiveC

  var style: CodeStyle {
    switch self {
    case .javaScript: .javaScript
    case .swift: .swift
    case .objectiveC: .objectiveC
    }
  }
}

/// Writes JSON values as literals of a language.
struct CodeLiteral {
  let language: CodeLanguage
  private var style: CodeStyle { language.style }

  init(language: CodeLanguage) { self.language = language }

  func text(_ value: JSON, margin: String = "") -> String {
    switch value {
    case .null: style.null
    case .bool(let value): value ? style.yes : style.no
    case .number(let digits): number(digits)
    case .string(let text): string(text)
    case .array(let elements): array(elements, margin)
    case .object(let object): self.object(object, margin)
    }
  }

  /// A string literal.
  func string(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      out.append(contentsOf: escaped(scalar, after: last))
      last = scalar
    }
    return style.mark + "\"" + String(out) + "\""
  }

  private func escaped(
    _ scalar: Unicode.Scalar, after last: Unicode.Scalar
  ) -> String.UnicodeScalarView {
    let escape: String? =
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      // A page would end its script there.
      case "/" where last == "<" && language == .javaScript: "\\/"
      // The compiler would see a trigraph.
      case "?" where last == "?" && language == .objectiveC: "\\?"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.isTreacherous:
        code(scalar)
      default: nil
      }
    return escape?.unicodeScalars ?? String(scalar).unicodeScalars
  }

  private func code(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16)
    switch language {
    case .swift: return "\\u{\(hex)}"
    case .objectiveC where scalar.value < 0x80:
      return "\\" + String(String(scalar.value, radix: 8).padded(to: 3))
    case .javaScript, .objectiveC: return "\\u" + hex.padded(to: 4)
    }
  }
}

extension CodeLiteral {
  private func number(_ digits: String) -> String {
    guard digits.losesDigits, let decimal = style.decimal else { return style.mark + digits }
    return decimal.open + digits + decimal.close
  }

  private func array(_ elements: [JSON], _ margin: String) -> String {
    let open = style.mark + "["
    guard !elements.isEmpty else { return open + "]" }
    let parts = elements.map { text($0, margin: margin + "  ") }
    // Short lists of plain values on one line, as people write them.
    let line = parts.joined(separator: ", ")
    let isFlat = elements.allSatisfy { $0.arrayValue == nil && $0.objectValue == nil }
    if isFlat, line.utf8.count <= 72 { return open + line + "]" }
    return lines(parts, open, "]", margin)
  }

  private func object(_ object: JSONObject, _ margin: String) -> String {
    guard !object.isEmpty else { return style.emptyObject }
    let parts = object.members.map { member in
      "\(key(member.key)): \(text(member.value, margin: margin + "  "))"
    }
    return lines(parts, style.openObject, style.closeObject, margin)
  }

  private func lines(
    _ parts: [String], _ open: String, _ close: String, _ margin: String
  ) -> String {
    let inner = parts.map { margin + "  " + $0 }.joined(separator: ",\n")
    return "\(open)\n\(inner)\n\(margin)\(close)"
  }

  private func key(_ key: String) -> String {
    guard language == .javaScript else { return string(key) }
    // As a plain key this one would set the object's prototype.
    if key.utf8.elementsEqual("__proto__".utf8) { return "[\"__proto__\"]" }
    let isWord = key.utf8.allSatisfy { $0 < 0x80 && CodeText.isWord($0) }
    let isPlain = isWord && !key.isEmpty && !(key.utf8.first.map { 0x30...0x39 ~= $0 } ?? true)
    return isPlain ? key : string(key)
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    String(repeating: "0", count: max(0, width - utf8.count)) + self
  }

  /// Whether a number of that text is another one as a 64-bit integer or a double.
  var losesDigits: Bool {
    if Int64(self) != nil { return false }
    guard let value = Double(self), value.isFinite else { return true }
    let digits = utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }.filter { 0x30...0x39 ~= $0 }
    let significant = digits.drop { $0 == 0x30 }.reversed().drop { $0 == 0x30 }.count
    return significant > 15 || (value == 0 && significant > 0)
  }
}
