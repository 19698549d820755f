/// How a trait becomes an attribute of Kustomer's customer.
struct CustomerRule: Sendable {
  enum Conversion: Sendable {
    /// Trimmed, cut at that many characters.
    case text(limit: Int, takesNumber: Bool)
    case email, phone, webAddress, website, dateTime, gender, address, company
    /// One of the two names that make a full one.
    case namePart
    /// Sent by no customer.
    case noCounterpart
  }

  /// Segment's name, camelCase first.
  let names: [StaticString]
  let conversion: Conversion
  let target: (place: Place, name: String)
  /// The name under `/v1/tracking/identity`, nil when that takes no such attribute.
  let identityName: String?
  let provenance: Provenance = .documented

  /// Kustomer's attribute, for people.
  var attribute: String { target.place.parent?.name ?? target.name }

  private init(
    _ names: StaticString..., to place: Place, _ name: String, by conversion: Conversion,
    identity: String? = nil
  ) {
    self.names = names
    self.conversion = conversion
    target = (place, name)
    identityName = identity
  }

  /// The traits in the order of Kustomer's attributes: the order in which they are sent.
  static let table: [CustomerRule] = [
    CustomerRule("email", to: .customerEmail, "email", by: .email, identity: "email"),
    CustomerRule(
      "name", to: .customer, "name", by: .text(limit: 256, takesNumber: false), identity: "name"),
    CustomerRule("firstName", "first_name", to: .customer, "name", by: .namePart, identity: "name"),
    CustomerRule("lastName", "last_name", to: .customer, "name", by: .namePart, identity: "name"),
    CustomerRule("phone", to: .customerPhone, "phone", by: .phone, identity: "phone"),
    CustomerRule(
      "username", to: .customer, "username", by: .text(limit: 256, takesNumber: true),
      identity: "username"),
    CustomerRule("avatar", to: .customer, "avatarUrl", by: .webAddress),
    CustomerRule("website", to: .customerURL, "url", by: .website),
    CustomerRule("birthday", to: .customer, "birthdayAt", by: .dateTime, identity: "birthdayAt"),
    CustomerRule(
      "createdAt", "created_at", to: .customer, "signedUpAt", by: .dateTime,
      identity: "signedUpAt"),
    CustomerRule("gender", to: .customer, "gender", by: .gender, identity: "gender"),
    CustomerRule("address", to: .customerLocation, "address", by: .address, identity: "location"),
    CustomerRule("company", to: .customer, "company", by: .company),
    CustomerRule("age", to: .customer, "age", by: .noCounterpart),
    CustomerRule("title", to: .customer, "title", by: .noCounterpart),
    CustomerRule("description", to: .customer, "description", by: .noCounterpart),
    CustomerRule("id", to: .customer, "id", by: .noCounterpart),
  ]

  /// The rows of `table` that take part in a full name.
  enum Index {
    static let email = 0
    static let name = 1
    static let firstName = 2
    static let lastName = 3
    static let phone = 4
  }

  /// The rule of a trait, and whether it is its camelCase name; nil for a custom trait.
  static func rule(of key: Int, in document: JSONDocument) -> (index: Int, spelling: Int)? {
    for (name, index, spelling) in spellings where document.text(key, equals: name) {
      return (index, spelling)
    }
    return nil
  }

  /// The names of `table` in one list.
  private static let spellings: [(StaticString, index: Int, spelling: Int)] =
    table.enumerated().flatMap { index, rule in
      rule.names.enumerated().map { ($0.element, index, $0.offset) }
    }
}

/// How a part of a Segment address becomes a part of Kustomer's location.
struct AddressRule: Sendable {
  let names: [StaticString]
  let target: String
  let limit: Int
  /// The attribute for exactly two letters.
  let code: String?

  static let table: [AddressRule] = [
    AddressRule(names: ["street"], target: "address", limit: 256, code: nil),
    AddressRule(names: ["city"], target: "cityName", limit: 128, code: nil),
    AddressRule(names: ["state"], target: "regionName", limit: 128, code: "regionCode"),
    AddressRule(
      names: ["postalCode", "postal_code"], target: "zipCode", limit: 30, code: nil),
    AddressRule(names: ["country"], target: "countryName", limit: 64, code: "countryCode"),
  ]
}
