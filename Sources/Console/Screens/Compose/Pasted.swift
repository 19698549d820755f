package import KustomerDestination

/// What a pasted text is.
package enum Pasted: Hashable, Sendable {
  /// One Segment call.
  case call(JSONObject)
  /// Several records.
  case several
  /// A JSON value of that kind.
  case value(ValueKind)
  /// Something else of several lines, or that looks like code or JSON: it may have been meant as a
  /// call.
  case notUnderstood
  /// Any other text.
  case text

  /// Recognises a text by its content: the one place that knows what can be pasted.
  package init(_ text: String) {
    self = Self.json(text) ?? (Self.looksMeant(text) ? .notUnderstood : .text)
  }

  /// A call, several or a value; nil for what is no JSON.
  private static func json(_ text: String) -> Pasted? {
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }),
      first == "{" || first == "["
    else { return nil }
    do {
      return of(try JSON(parsing: text))
    } catch {
      return error.reason == .trailingCharacters && first == "{" ? .several : nil
    }
  }

  /// Whether a text is more than a value for a field: it has several lines, or begins as JSON or
  /// as a call of a function does.
  private static func looksMeant(_ text: String) -> Bool {
    let trimmed = text.drop { $0.isWhitespace }
    let lines = trimmed.split(whereSeparator: \.isNewline)
    guard lines.count < 2, let first = trimmed.first else { return lines.count > 1 }
    if "{[<".contains(first) { return true }
    let name = trimmed.prefix { $0.isLetter || $0.isNumber || "._$ ".contains($0) }
    return trimmed.dropFirst(name.count).first == "(" && name.contains(".")
  }

  private static func of(_ value: JSON) -> Pasted {
    switch value {
    case .object(let object) where object["batch"]?.arrayValue != nil: .several
    case .object(let object): Form.looksLikeCall(object) ? .call(object) : .value(.object)
    case .array(let elements):
      elements.contains { $0.objectValue.map(Form.looksLikeCall) ?? false }
        ? .several : .value(.list)
    default: .text
    }
  }
}
