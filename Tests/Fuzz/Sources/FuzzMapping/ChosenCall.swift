import KustomerDestination

/// A call whose every part is chosen by the next byte of an input, so that inputs which are no JSON
/// reach the mapping too; behind the last byte every choice is the first.
struct ChosenCall {
  private let bytes: [UInt8]
  private var at = 0

  private static let values: [String: [JSON]] = [
    "type": ["track", "page", "identify", "screen", "TRACK", "group", 7, .null, ""],
    "event": ["Order Completed", "x", "Zoë!", "", 3, "Trait Computed", "日本"],
    "timestamp": [
      "2024-01-01T11:59:30Z", "2024-01-01 10:00+01:30", "2024-02-30", .number("1704110400.5"),
      .number("-1e300"), .null,
    ],
    "integrations": [["All": false], ["Kustomer": false], ["all": false, "Kustomer": [:]]],
    "personas": [["computation_key": "plan"], ["computation_id": 1], [:], .null],
    "messageId": ["m", "personas_1", 7],
  ]
  private static let members = [
    "type", "userId", "anonymousId", "event", "properties", "traits", "context", "name", "category",
    "timestamp", "integrations", "user_id", "messageId", "sent_at", "groupId",
  ]
  private static let names = [
    "email", "name", "firstName", "first_name", "lastName", "phone", "username", "avatar",
    "website", "birthday", "createdAt", "created_at", "gender", "address", "company", "age", "plan",
    "planStr", "kustomer_session_id", "kustomerSessionId", "category", "originalNameStr",
    "occurredAt", "audience_key", "trait_key", "journey_context", "street", "city", "state",
    "postalCode", "postal_code", "country", "id", "a b", "a!b", "é", "1", "",
  ]
  private static let texts = [
    "", " ", "Jo", "jo@example.com", "+1 (555) 123", "https://x.io", "x.io:80", "2024-01-02",
    "2024-01-02T03:04:05.678Z", "male", "us", "plan",
  ]

  init(choosing bytes: [UInt8]) { self.bytes = bytes }

  /// The call as compact JSON.
  mutating func text() -> [UInt8] {
    let members = (0...choice(12)).map { _ in
      let name = pick(Self.members)
      return JSONObject.Member(name, member(name))
    }
    return JSON.object(JSONObject(members)).compactBytes
  }

  private mutating func member(_ name: String) -> JSON {
    switch name {
    case "properties", "traits": return choice(16) == 15 ? value(1) : object(1)
    case "context":
      return [
        "locale": text(1), "traits": object(2), "personas": pick(Self.values["personas"] ?? []),
      ]
    default:
      guard let known = Self.values[name], choice(8) < 7 else { return text(choice(4)) }
      return pick(known)
    }
  }

  private mutating func object(_ depth: Int) -> JSON {
    var members: [JSONObject.Member] = []
    for _ in 0..<choice(depth == 1 ? 12 : 4) { members.append(.init(key(), value(depth))) }
    // At times more than the hundred keys that meta takes.
    if depth == 1, choice(64) == 63 {
      members += (0..<100).map { JSONObject.Member("k\($0)", true) }
    }
    return .object(JSONObject(members))
  }

  private mutating func key() -> String {
    guard choice(4) == 3 else { return pick(Self.names) }
    return freeText()
  }

  private mutating func value(_ depth: Int) -> JSON {
    switch choice(depth > 7 ? 6 : 9) {
    case 0, 1, 2: text(choice(4))
    case 3: .number(pick(["0", "1.0", "-0", "12345678901234567890", "1e400", "1704110400"]))
    case 4: .bool(choice(2) == 0)
    case 5: .null
    case 6: .array((0..<choice(4)).map { _ in value(depth + 1) })
    default: object(depth + 1)
    }
  }

  private mutating func text(_ kind: Int) -> JSON {
    kind == 3 ? .string(freeText()) : .string(pick(Self.texts))
  }

  /// Any scalars, mostly those of one byte, at times over a thousand.
  private mutating func freeText() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<choice(12) {
      let plane = choice(8) == 7 ? UInt32(choice(256)) << 8 : 0
      text.append(Unicode.Scalar(plane | UInt32(choice(256))) ?? "\u{FFFD}")
    }
    return choice(32) == 31 ? String(repeating: String(text), count: 200) : String(text)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[choice(elements.count)]
  }

  /// A number from 0 to below a bound.
  private mutating func choice(_ bound: Int) -> Int {
    guard at < bytes.count else { return 0 }
    at += 1
    return Int(bytes[at - 1]) % bound
  }
}
