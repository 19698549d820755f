package import KustomerDestination

/// What a pasted text is.
package enum Pasted: Hashable, Sendable {
  /// One Segment call.
  case call(JSONObject)
  /// Several records.
  case several
  /// A JSON value of that kind.
  case value(ValueKind)
  /// Anything else.
  case text

  /// Recognises a text by its content.
  package init(_ text: String) {
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }),
      first == "{" || first == "["
    else {
      self = .text
      return
    }
    do {
      self = Self.of(try JSON(parsing: text))
    } catch {
      let isMore = error.reason == .trailingCharacters && first == "{"
      self = isMore ? .several : .text
    }
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
