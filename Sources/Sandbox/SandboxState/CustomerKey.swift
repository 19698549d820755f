internal import KustomerDestination

/// One value by which a customer is found and which no other customer of the org may have.
struct CustomerKey: Hashable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case externalId
    case email
    case phone

    /// The attribute whose values are keys of this kind.
    var attribute: String {
      switch self {
      case .externalId: "externalId"
      case .email: "emails"
      case .phone: "phones"
      }
    }
  }

  var kind: Kind
  /// As it is compared: an email in lower case, a phone without separators.
  var value: String

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    switch kind {
    case .externalId: value = text
    case .email: value = text.lowercased()
    case .phone: value = phoneDigits(text) ?? text
    }
  }

  /// The keys that attributes hold.
  static func keys(of attributes: JSONObject) -> [CustomerKey] {
    Kind.allCases.flatMap { kind -> [CustomerKey] in
      switch attributes[kind.attribute] {
      case .string(let text): [CustomerKey(kind, text)]
      case .array(let elements):
        elements.compactMap { $0[kind.rawValue]?.stringValue }.map { CustomerKey(kind, $0) }
      case .null, .bool, .number, .object, nil: []
      }
    }
  }
}
