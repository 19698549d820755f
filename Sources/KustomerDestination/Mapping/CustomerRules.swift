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

  /// Segment's name.
  let name: StaticString
  /// The same in snake_case where that differs.
  let alias: StaticString?
  let conversion: Conversion
  let target: (place: Place, name: StaticString)
  /// The name under `/v1/tracking/identity`, nil when that takes no such attribute.
  let identityName: StaticString?
  let provenance: Provenance = .documented

  /// Kustomer's attribute, for people.
  var attribute: String { (target.place.parent?.name ?? target.name).description }

  private init(
    _ name: StaticString, _ alias: StaticString? = nil, to place: Place, _ target: StaticString,
    by conversion: Conversion, identity: StaticString? = nil
  ) {
    self.name = name
    self.alias = alias
    self.conversion = conversion
    self.target = (place, target)
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
    static let name = 1
    static let firstName = 2
    static let lastName = 3
  }

  /// Which row of `table` a trait belongs to, and whether it is written as its alias.
  static let spellings = Names<(rule: Int, isAlias: Bool)>(
    table.enumerated().flatMap { index, rule in
      [(rule.name, (index, false))] + (rule.alias.map { [($0, (index, true))] } ?? [])
    })
}

/// How a part of a Segment address becomes a part of Kustomer's location.
struct AddressRule: Sendable {
  let name: StaticString
  /// The same in snake_case where that differs.
  let alias: StaticString?
  let target: StaticString
  let limit: Int
  /// The attribute for exactly two letters.
  let code: StaticString?

  static let table: [AddressRule] = [
    AddressRule(name: "street", alias: nil, target: "address", limit: 256, code: nil),
    AddressRule(name: "city", alias: nil, target: "cityName", limit: 128, code: nil),
    AddressRule(
      name: "state", alias: nil, target: "regionName", limit: 128, code: "regionCode"),
    AddressRule(
      name: "postalCode", alias: "postal_code", target: "zipCode", limit: 30, code: nil),
    AddressRule(
      name: "country", alias: nil, target: "countryName", limit: 64, code: "countryCode"),
  ]

  /// Which row of `table` a part belongs to, and whether it is written as its alias.
  static let spellings = Names<(rule: Int, isAlias: Bool)>(
    table.enumerated().flatMap { index, rule in
      [(rule.name, (index, false))] + (rule.alias.map { [($0, (index, true))] } ?? [])
    })
}
