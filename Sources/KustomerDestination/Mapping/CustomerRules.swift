/// How a trait becomes an attribute of Kustomer's customer.
struct CustomerRule: Sendable {
  enum Conversion: Sendable {
    /// Trimmed, cut at that many characters; also of a number.
    case text(limit: Int)
    /// The whole name, and the two that make one.
    case fullName(limit: Int), firstName, lastName
    case email, phone, webAddress, website, birthday, dateTime, gender, address, company
    /// Sent by no customer.
    case noCounterpart
  }

  let spelling: Spelling
  let conversion: Conversion
  let target: (place: Place, name: StaticString)
  /// The name under `/v1/tracking/identity`, nil when that takes no such attribute.
  let identityName: StaticString?

  init(
    _ spelling: Spelling, to place: Place, _ target: StaticString, by conversion: Conversion,
    identity: StaticString? = nil
  ) {
    self.spelling = spelling
    self.conversion = conversion
    self.target = (place, target)
    identityName = identity
  }

  /// The traits in the order of Kustomer's attributes: the order in which they are sent.
  static let table: [CustomerRule] = [
    CustomerRule("email", to: .customerEmail, "email", by: .email, identity: "email"),
    CustomerRule("name", to: .customer, "name", by: .fullName(limit: 256), identity: "name"),
    CustomerRule(
      Spelling("firstName", "first_name", folded: "firstname"), to: .customer, "name",
      by: .firstName, identity: "name"),
    CustomerRule(
      Spelling("lastName", "last_name", folded: "lastname"), to: .customer, "name",
      by: .lastName, identity: "name"),
    CustomerRule(
      Spelling("phone", synonyms: ["mobile", "phonenumber"]), to: .customerPhone, "phone",
      by: .phone, identity: "phone"),
    CustomerRule(
      "username", to: .customer, "username", by: .text(limit: 256), identity: "username"),
    CustomerRule("avatar", to: .customer, "avatarUrl", by: .webAddress),
    CustomerRule("website", to: .customerURL, "url", by: .website),
    CustomerRule("birthday", to: .customer, "birthdayAt", by: .birthday, identity: "birthdayAt"),
    CustomerRule(
      Spelling("createdAt", "created_at", folded: "createdat", synonyms: ["created"]),
      to: .customer, "signedUpAt", by: .dateTime, identity: "signedUpAt"),
    CustomerRule("gender", to: .customer, "gender", by: .gender, identity: "gender"),
    CustomerRule("address", to: .customerLocation, "address", by: .address, identity: "location"),
    CustomerRule("company", to: .customer, "company", by: .company),
    CustomerRule("age", to: .customer, "age", by: .noCounterpart),
    CustomerRule("title", to: .customer, "title", by: .noCounterpart),
    CustomerRule("description", to: .customer, "description", by: .noCounterpart),
    CustomerRule("id", to: .customer, "id", by: .noCounterpart),
  ]
}

/// How a part of a Segment address becomes a part of Kustomer's location.
struct AddressRule: Sendable {
  let spelling: Spelling
  /// What warehouses make of it, with `address_` before it.
  let flattened: Spelling
  let target: StaticString
  let limit: Int
  /// The attribute for exactly two letters.
  var code: StaticString?
  /// Whether the part is a place wherever it stands; the others may be something else by
  /// themselves, as the `state` of an account.
  let isPlace: Bool

  /// The row of `table` that takes an address which is one text.
  static let wholeText = 0

  static let table: [AddressRule] = [
    AddressRule(
      spelling: "street", flattened: Spelling(flat: "address_street", folded: "addressstreet"),
      target: "address", limit: 256, isPlace: false),
    AddressRule(
      spelling: "city", flattened: Spelling(flat: "address_city", folded: "addresscity"),
      target: "cityName", limit: 128, isPlace: true),
    AddressRule(
      spelling: "state", flattened: Spelling(flat: "address_state", folded: "addressstate"),
      target: "regionName", limit: 128, code: "regionCode", isPlace: false),
    AddressRule(
      spelling: Spelling(
        "postalCode", "postal_code", folded: "postalcode", synonyms: ["zip", "zipcode", "postcode"]
      ),
      flattened: Spelling(
        flat: "address_postal_code", folded: "addresspostalcode",
        synonyms: ["addresszip", "addresszipcode", "addresspostcode"]),
      target: "zipCode", limit: 30, isPlace: true),
    AddressRule(
      spelling: "country", flattened: Spelling(flat: "address_country", folded: "addresscountry"),
      target: "countryName", limit: 64, code: "countryCode", isPlace: true),
  ]
}

/// The ways in which the name of a trait is written.
struct Spelling: Sendable, ExpressibleByStringLiteral {
  /// As Segment writes it.
  let name: StaticString
  /// In snake_case, as Segment's warehouses write it; the same where it is one word.
  let snake: StaticString
  /// In lower case and without marks: all that are equal to it then are spellings of it.
  let folded: StaticString
  /// Other names, folded.
  let synonyms: [StaticString]

  init(
    _ name: StaticString, _ snake: StaticString, folded: StaticString,
    synonyms: [StaticString] = []
  ) {
    self.name = name
    self.snake = snake
    self.folded = folded
    self.synonyms = synonyms
  }

  /// One word in lower case.
  init(_ word: StaticString, synonyms: [StaticString] = []) {
    self.init(word, word, folded: word, synonyms: synonyms)
  }

  init(stringLiteral word: StaticString) { self.init(word) }

  /// A part of an address as a column of a warehouse.
  init(flat column: StaticString, folded: StaticString, synonyms: [StaticString] = []) {
    self.init(column, column, folded: folded, synonyms: synonyms)
  }

  /// How near a key is to Segment's own spelling: the nearest is sent.
  enum Rank: Int, Comparable, Sendable {
    case own, snake, other, synonym

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }
}
