package import KustomerDestination

/// Calls of all kinds, well written and not, drawn from a fixed seed: the same in every run.
///
/// Half of the values fit the name beside them, so that most calls are sent and most rules take
/// part; the others are of any kind.
package struct CallGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// A call as JSON; most have a type and a person.
  package mutating func call() -> JSON {
    var call = JSONObject()
    let types: [JSON] = [
      "page", "screen", "identify", "track", "track", "identify", "Page", "group",
    ]
    if number(below: 12) > 0 { call["type"] = pick(types) }
    addIds(to: &call)
    if number(below: 4) > 0 { call["event"] = .string(pick(Self.events)) }
    if number(below: 2) > 0 { call["name"] = value(for: "name") }
    if number(below: 3) == 0 { call["category"] = pick(["Docs", " ", [], .null, "Zoë"]) }
    if number(below: 5) > 0 { call["properties"] = number(below: 12) == 0 ? value() : object() }
    if number(below: 5) > 0 { call["traits"] = number(below: 12) == 0 ? value() : traits() }
    if number(below: 2) > 0 { call["context"] = context() }
    if number(below: 9) == 0 {
      call["integrations"] = pick([
        ["All": false], ["All": "false", "Kustomer": [:]], [], ["all": 1],
      ])
    }
    if number(below: 3) == 0 { call["timestamp"] = pick(Self.times) }
    if number(below: 6) == 0 { call["receivedAt"] = pick(Self.times) }
    if number(below: 6) == 0 { call[pick(Self.unread)] = value() }
    return .object(call)
  }

  private mutating func addIds(to call: inout JSONObject) {
    if number(below: 8) > 0 { call["userId"] = pick(Self.ids) }
    if number(below: 3) > 0 { call["anonymousId"] = pick(Self.visitors) }
    if number(below: 6) == 0 { call["user_id"] = pick(["u", "7", .null]) }
  }

  private mutating func context() -> JSON {
    var context = JSONObject()
    context["locale"] = pick([
      "en", "", 7, .null, "th_TH@calendar=buddhist", "a-very-long-locale-x",
    ])
    if number(below: 3) == 0 { context["traits"] = number(below: 6) == 0 ? value() : traits() }
    context["ip"] = "1.2.3.4"
    if number(below: 9) == 0 {
      context["personas"] = pick([[:], .null, ["computation_key": "plan"]])
    }
    if number(below: 9) == 0 { context["sessionId"] = pick([1, "", "s"]) }
    return .object(context)
  }

  private mutating func traits() -> JSON {
    object(of: Self.fitting.map(\.name) + Self.names, depth: 0)
  }

  private mutating func object(depth: Int = 0) -> JSON { object(of: Self.names, depth: depth) }

  private mutating func object(of names: [String], depth: Int) -> JSON {
    let members = (0..<number(below: depth == 0 ? 12 : 6)).map { _ -> JSONObject.Member in
      let name = pick(names)
      return JSONObject.Member(
        name, number(below: 4) > 0 ? value(for: name, depth: depth) : value(depth: depth))
    }
    return .object(JSONObject(members))
  }

  /// A value that fits a name where the name says what fits.
  private mutating func value(for name: String, depth: Int = 0) -> JSON {
    guard let fitting = Self.fitting.first(where: { $0.name == name }) else {
      return value(depth: depth)
    }
    return pick(fitting.values)
  }

  private mutating func value(depth: Int = 0) -> JSON {
    switch number(below: depth > 6 ? 5 : 9) {
    case 0: .null
    case 1: .bool(number(below: 2) == 0)
    case 2: .number(pick(Self.numbers))
    case 3, 4, 5: .string(pick(Self.texts))
    case 6: .array((0..<number(below: 3)).map { _ in value(depth: depth + 2) })
    case 7 where number(below: 8) == 0: .array((0..<60).map { _ in value(depth: 7) })
    default: object(depth: depth + 1)
    }
  }

  private mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }
}

extension CallGenerator {
  private static let ids: [JSON] = [
    "u", "u", "u2", "ünï/cödé =?", " u ", "", 7, .number("8.0"), .number("8.5"), .null, "undefined",
    .string(String(repeating: "i", count: 256)), .string(String(repeating: "i", count: 257)), true,
  ]
  private static let visitors: [JSON] = ["v", "v", "w", "a b/ç", .number("9.0"), " ", []]
  private static let events = [
    "Done", "Order Completed", "x", "Zoë!", "", "商品 Viewed", "---", "2nd", "Straße", "a/b",
    "  spaced  out  ", "x\u{1}y", "🎈", String(repeating: "Long name ", count: 40),
    String(repeating: "é", count: 1_100), "Audience Entered",
  ]
  private static let times: [JSON] = [
    "2024-01-02", "2024-01-01 11:59:30 UTC", "2024-01-01T10:00:00+02:00[Europe/Paris]", "soon", 7,
    1_704_110_400, 1_704_110_400_000, "0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z", .null, [],
  ]
  private static let numbers = [
    "0", "1.0", "-3e4", "12345678901234567890", "1704164645", "1e400", "-0", "0.5", "15551234567.0",
  ]
  private static let unread = [
    "userID", "anonymousID", "foo", "projectId", "channel", "kustomer_session_id", "Event",
  ]
  private static let names = [
    "plan", "planStr", "idNum", "kustomer_session_id", "kustomerSessionID", "x y", "é", "🎈",
    "category", "name", "originalNameStr", "occurredAt", "audience_key", "journey_context", "",
    "Str", "a", "ab", "_", "a_very_long_key_that_says_all_that_can_be_said_about_a_value", "9",
    "id", "address", "email", "products", "constructor", "At",
  ]
  private static let texts = [
    "", " ", "Jo", "jo@example.com", "+1 555 1234", "https://x.io", "x.io", "2024-01-02",
    "2024-01-02T03:04:05Z", "2024-01-02 03:04:05 +0000 UTC", "male", "Viewed Item!", "Zoë",
    "a\u{1}b\"\\", "\u{202E}evil", "12", "\u{FFFD}", String(repeating: "🎈", count: 1_030),
  ]

  /// Names with values that are meant for them, or that people take for such.
  private static let fitting: [(name: String, values: [JSON])] = [
    (
      "email",
      [
        "jo@example.com", " mailto:jo@example.com ", "<jo@exämple.com>", "jo@example.com.",
        "a@b..c",
        "jo@x", "\u{200B}jo@example.com", "a,b@c.de", "jo(x)@y.zz",
      ]
    ),
    ("EMAIL", ["jo2@example.com", ""]),
    ("name", ["Jo Doe", .string(String(repeating: "é", count: 300)), 7, ""]),
    ("firstName", ["Jo", 4, .number("4.5")]), ("last_name", ["Doe", " "]),
    ("First Name", ["Jo", "Ann"]), ("lastName", ["Doe"]),
    (
      "phone",
      [
        "+44 (0)20 7946 0958", .number("15551234567.0"), 5_551_234, "1.0", "12", "+39 (0)6 1234",
        .number("-555"), "call me", "\u{202A}+1 555 1234\u{202C}",
      ]
    ),
    ("mobile", ["+1 555 1234"]), ("username", ["jo", .number("12.0"), .number("1e3")]),
    ("avatar", ["https://x.io/a.png", "x.io/a.png", "http://[::1]:80", "https://u@x.io"]),
    (
      "website", ["x.io", "N/A", "@handle", "localhost:80", "http://1.2.3.4/a b", "https://x.io?é"]
    ),
    (
      "birthday",
      [
        "1990-01-15T00:00:00+02:00", .number("13046400000"), .number("-157766400000"), "1899-01-01",
        "2990-01-01", "1990-02-30",
      ]
    ),
    ("createdAt", ["2013-06-13 16:34:30 UTC", 1_104_621_736, "0000-01-01"]),
    ("created", ["2013-06-13"]), ("gender", ["Male", "f", "x"]),
    (
      "address",
      [
        "1 Main St", ["city": "A", "state": "ny", "zip": 94_107], #"{"street":"1 Main","x":1}"#,
        "{}",
        ["postal_code": .number("94107.0"), "country": "USA", "floor": 3], [:],
        ["city": .string(String(repeating: "c", count: 129))],
      ]
    ),
    ("city", ["Paris", ""]), ("state", ["active", "ca"]), ("street", ["2 Side St"]),
    ("zip", ["94107", .number("94107.0")]), ("address_country", ["fr", "France"]),
    ("company", ["ACME", ["id": 7, "name": "ACME"], ["plan": "x"], ["id": "c"]]), ("age", [3]),
    ("Title", ["Dr"]), ("id", ["7"]), ("plan", ["pro", 3]),
  ]
}
