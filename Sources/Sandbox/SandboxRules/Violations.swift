internal import KustomerDestination

extension Shape {
  /// Everything that is wrong with a value, in its own order; with `allowsNull` null stands for a
  /// member that is taken away.
  func violations(
    of value: JSON, at place: ValuePlace = ValuePlace(), allowsNull: Bool = false
  ) -> [Violation] {
    switch self {
    case .array(let element, let limit): elements(of: value, element, limit, at: place)
    case .object(let members): Self.members(of: value, members, at: place, allowsNull: allowsNull)
    case .suffixed(let suffixes, let allowsNull):
      Self.flat(value, suffixes, allowsNull: allowsNull, at: place)
    case .text, .eventName, .email, .phone, .url, .dateTime, .countryLike, .oneOf, .boolean,
      .number, .integer:
      problem(of: value).map { [Violation(place, $0)] } ?? []
    }
  }

  private func elements(
    of value: JSON, _ element: Shape, _ limit: Int, at place: ValuePlace
  ) -> [Violation] {
    guard let elements = value.arrayValue else { return [Violation(place, "must be an array")] }
    guard elements.count <= limit else {
      return [Violation(place, "holds at most \(limit) elements")]
    }
    return elements.enumerated().flatMap { element.violations(of: $1, at: place.element($0)) }
  }

  private static func members(
    of value: JSON, _ members: [Member], at place: ValuePlace, allowsNull: Bool
  ) -> [Violation] {
    guard let object = value.objectValue else { return [Violation(place, "must be an object")] }
    var found: [Violation] = []
    for given in object.members {
      guard let member = members.first(where: { $0.name.utf8.elementsEqual(given.key.utf8) }) else {
        found.append(Violation(unknown: given.key, in: place))
        continue
      }
      if allowsNull, !member.isRequired, given.value == .null { continue }
      found += member.shape.violations(of: given.value, at: place.member(given.key))
    }
    for member in members where member.isRequired && object[member.name] == nil {
      found.append(Violation(place.member(member.name), "is required"))
    }
    return found
  }

  /// A key without a known suffix is no member that an org can have.
  private static func flat(
    _ value: JSON, _ suffixes: [Suffix], allowsNull: Bool, at place: ValuePlace
  ) -> [Violation] {
    guard let object = value.objectValue else { return [Violation(place, "must be an object")] }
    guard object.members.count <= 100 else {
      return [Violation(place, "holds at most 100 members")]
    }
    return object.members.flatMap { member -> [Violation] in
      guard let suffix = suffixes.first(where: { isKey(member.key, endingIn: $0) }) else {
        return [Violation(unknown: member.key, in: place)]
      }
      if allowsNull, member.value == .null { return [] }
      return suffix.shape.violations(of: member.value, at: place.member(member.key))
    }
  }

  private static func isKey(_ key: String, endingIn suffix: Suffix) -> Bool {
    guard key.hasSuffix(suffix.rawValue) else { return false }
    let base = key.utf8.dropLast(suffix.rawValue.utf8.count)
    guard let first = base.first, 1...33 ~= base.count else { return false }
    return isLetter(first)
      && base.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x5F }
  }
}

extension Shape {
  /// What is wrong with a value that has no parts, nil when nothing is.
  private func problem(of value: JSON) -> String? {
    switch self {
    case .boolean: value.boolValue == nil ? "must be true or false" : nil
    case .number: if case .number = value { nil } else { "must be a number" }
    case .integer: value.integerValue == nil ? "must be an integer" : nil
    case .text, .eventName, .email, .phone, .url, .dateTime, .countryLike, .oneOf:
      if let text = value.stringValue { problem(of: text) } else { "must be a string" }
    case .array, .object, .suffixed: nil
    }
  }

  private func problem(of text: String) -> String? {
    switch self {
    case .text(let range): Self.lengthProblem(text, range)
    case .eventName:
      isEventName(text) ? nil : "must match ^[a-zA-Z]{1}[a-zA-Z0-9-_.]+$, 255 at most"
    case .email: isEmail(text) ? nil : "must be an email address"
    case .phone: phoneDigits(text) == nil ? "must be a phone number" : nil
    case .url: isWebAddress(text) ? nil : "must be an absolute http(s) URL"
    case .dateTime: isDateTime(text) ? nil : "must be an RFC 3339 date-time"
    case .countryLike:
      text.utf8.count == 2 && text.utf8.allSatisfy(isLetter) ? nil : "must be two letters"
    case .oneOf(let words):
      words.contains(text) ? nil : "must be one of \(words.joined(separator: ", "))"
    case .boolean, .number, .integer, .array, .object, .suffixed: nil
    }
  }

  private static func lengthProblem(_ text: String, _ range: ClosedRange<Int>) -> String? {
    let count = text.unicodeScalars.count
    if count < range.lowerBound { return "must not be empty" }
    return count > range.upperBound ? "holds at most \(range.upperBound) characters" : nil
  }
}
