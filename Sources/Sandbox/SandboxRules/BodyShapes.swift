internal import KustomerDestination

extension Shape {
  /// The writable attributes of a customer, in the order in which they are read back.
  static let customerAttributes: [Member] = [
    Member("externalId", .text(1...256)),
    Member("name", .text(0...256)),
    Member("username", .text(0...256)),
    Member("avatarUrl", .url),
    Member("locale", .text(0...16)),
    Member("timeZone", .text(0...64)),
    Member("defaultLang", .text(0...16)),
    Member("gender", .oneOf(["m", "f"])),
    Member("birthdayAt", .dateTime),
    Member("signedUpAt", .dateTime),
    Member(
      "externalIds", list([Member("externalId", .text(1...256), isRequired: true), verified])),
    Member("emails", emails),
    Member("sharedEmails", emails),
    Member("phones", phones),
    Member("sharedPhones", phones),
    Member("urls", list([Member("url", .url, isRequired: true), kind])),
    Member("socials", socials),
    Member("locations", .array(of: location, atMost: 10)),
    Member("tags", .array(of: .text(1...256), atMost: 20)),
    Member("custom", custom),
    Member("company", .text(1...256)),
    Member("rev", .integer),
  ]

  static let customer = Shape.object(customerAttributes)

  static let event = Shape.object([
    Member("trackingId", .text(1...Int.max)),
    Member("sessionId", .text(1...Int.max)),
    Member("name", .eventName, isRequired: true),
    Member("meta", .suffixed([.str, .num, .bool, .at], allowsNull: false)),
  ])

  static let identity = Shape.object([
    Member("trackingId", .text(1...Int.max)),
    Member("sessionId", .text(1...Int.max)),
    Member("externalId", .text(1...256)),
    Member("email", .email),
    Member("phone", .phone),
    Member("name", .text(0...256)),
    Member("username", .text(0...256)),
    Member("company", .text(1...256)),
    Member("signedUpAt", .dateTime),
    Member("birthdayAt", .dateTime),
    Member("gender", .oneOf(["m", "f"])),
    Member("locale", .text(0...16)),
    Member("timeZone", .text(0...64)),
    Member("location", location),
    Member("tags", .array(of: .text(1...256), atMost: 20)),
    Member("custom", custom),
  ])

  static let identityEvent = Shape.object([
    Member("identity", identity, isRequired: true),
    Member("event", event, isRequired: true),
  ])

  static let company = Shape.object([
    Member("name", .text(1...256), isRequired: true),
    Member("externalId", .text(1...256)),
    Member("domains", .array(of: .text(1...256), atMost: 10)),
    Member("emails", emails),
    Member("phones", phones),
    Member("urls", list([Member("url", .url, isRequired: true), kind])),
    Member("socials", socials),
    Member("locations", .array(of: location, atMost: 10)),
    Member("tags", .array(of: .text(1...256), atMost: 20)),
    Member("custom", custom),
  ])

  private static let location = Shape.object([
    Member("type", .text(0...64)),
    Member("name", .text(0...256)),
    Member("address", .text(0...256)),
    Member("address2", .text(0...256)),
    Member("address3", .text(0...256)),
    Member("cityName", .text(0...128)),
    Member("regionCode", .countryLike),
    Member("regionName", .text(0...128)),
    Member("zipCode", .text(0...30)),
    Member("countryCode", .countryLike),
    Member("countryName", .text(0...64)),
    Member("latitude", .number),
    Member("longitude", .number),
  ])

  private static let emails = list([Member("email", .email, isRequired: true), kind, verified])
  private static let phones = list([Member("phone", .phone, isRequired: true), kind, verified])
  private static let socials = list([
    kind, verified, Member("userid", .text(0...256)), Member("username", .text(0...256)),
    Member("url", .url),
  ])
  private static let custom = Shape.suffixed(
    [.str, .txt, .num, .bool, .at, .url], allowsNull: true)
  private static let kind = Member("type", .text(0...64))
  private static let verified = Member("verified", .boolean)

  private static func list(_ members: [Member]) -> Shape {
    .array(of: .object(members), atMost: 10)
  }
}
