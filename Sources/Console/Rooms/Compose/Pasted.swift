internal import CallFormats
internal import KustomerDestination

/// What a text that was pasted into Compose is.
enum Pasted {
  /// Calls, and records that are none, told by what they are made of.
  case calls([CallRecord], InputFormat)
  /// An API key, and perhaps a pod: it belongs into Setup.
  case key(PastedKey, pod: String?)
  /// A JSON value of that kind.
  case value(ValueKind)
  /// Something else of several lines, or that looks like code or JSON, and why it is no call: it
  /// may have been meant as one.
  case notUnderstood(String)
  /// Any other text.
  case text

  /// Recognises a text by its content: the one place that knows what can be pasted.
  init(_ text: String) {
    if let kind = Self.valueKind(text) {
      self = .value(kind)
      return
    }
    switch recognise(text) {
    case .calls(let records, let format): self = .calls(records, format)
    case .key(let key) where key.isCertain: self = .key(key, pod: nil)
    case .settings(let key, let pod): self = .key(key, pod: pod)
    // Any long token may be the id of a person, and any word a pod.
    case .key, .pod: self = .text
    case .nothing(let reason): self = Self.looksMeant(text) ? .notUnderstood(reason) : .text
    }
  }

  /// The kind of an object or a list that is no call and holds none; nil for anything else.
  private static func valueKind(_ text: String) -> ValueKind? {
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }),
      first == "{" || first == "[", let value = try? JSON(parsing: text)
    else { return nil }
    switch value {
    case .object(let object):
      return Form.looksLikeCall(object) || object["batch"]?.arrayValue != nil ? nil : .object
    case .array(let elements):
      let hasCall = elements.contains { $0.objectValue.map(Form.looksLikeCall) ?? false }
      return hasCall ? nil : .list
    default: return nil
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
}
