/// A JSON value that keeps what the sender wrote: member order, number text and code points.
public enum JSON: Sendable {
  /// The literal `null`.
  case null
  /// The literals `true` and `false`.
  case bool(Bool)
  /// A number as its literal text: `1.0` stays `1.0`, `12345678901234567890` survives.
  case number(String)
  /// A string without its quotes and escapes.
  case string(String)
  /// The elements in order.
  case array([JSON])
  /// The members in the order in which they were written.
  case object(JSONObject)
}

extension JSON: Hashable {
  /// Compares code points: strings that differ only in Unicode normal form are different.
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a.isExactly(b)
    case (.string(let a), .string(let b)): a.isExactly(b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }

  /// Feeds the compact text, which is equal exactly for equal values.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(compactBytes)
  }
}

extension JSON {
  /// The member of that name, nil when this is no object or has no such member.
  public subscript(key: String) -> JSON? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  /// The element at a 0-based position, nil when this is no array or is shorter.
  public subscript(index: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text of a string, nil for every other kind.
  public var stringValue: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The value of a number that is an integer in the range of `Int64`, else nil.
  public var integerValue: Int64? {
    guard case .number(let text) = self else { return nil }
    return Int64(text)
  }

  /// The truth value, nil for every other kind.
  public var boolValue: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The elements of an array, nil for every other kind.
  public var arrayValue: [JSON]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object, nil for every other kind.
  public var objectValue: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// A number with the integer's decimal text.
  public init(integerLiteral value: Int) { self = .number(String(value)) }

  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// An array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  /// An object whose members keep the order of the literal.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member($0.0, $0.1) }))
  }
}
