internal import KustomerDestination

/// Calls made from a seed, of every kind of value and with hostile texts.
extension SeededNumbers {
  /// A call as a JSON object; most are what libraries send, some are not.
  mutating func call() -> JSON {
    let type = pick(["page", "screen", "identify", "track"])
    var call = JSONObject([.init("type", .string(type))])
    if next(below: 3) > 0 { call["userId"] = .string(text()) }
    if next(below: 3) > 0 { call["anonymousId"] = .string(text()) }
    if type == "track" { call["event"] = .string(text()) }
    if type == "page" || type == "screen" {
      if next(below: 4) > 0 { call["name"] = .string(text()) }
      if next(below: 3) == 0 { call["category"] = .string(text()) }
    }
    if next(below: 5) > 0 {
      call[type == "identify" ? "traits" : "properties"] = .object(object(depth: 3))
    }
    if next(below: 4) == 0 { call["context"] = .object(object(depth: 2)) }
    if next(below: 6) == 0 { call["integrations"] = .object(object(depth: 1)) }
    if next(below: 6) == 0 { call["timestamp"] = "2024-01-02T03:04:05Z" }
    if next(below: 6) == 0 { call[text()] = value(depth: 1) }
    if next(below: 12) == 0 { call["properties"] = value(depth: 0) }
    if next(below: 12) == 0 { call["userId"] = value(depth: 0) }
    return .object(call)
  }

  mutating func object(depth: Int) -> JSONObject {
    JSONObject((0..<next(below: 5)).map { _ in JSONObject.Member(key(), value(depth: depth - 1)) })
  }

  mutating func value(depth: Int) -> JSON {
    switch next(below: depth > 0 ? 7 : 5) {
    case 0: .null
    case 1: .bool(next(below: 2) == 0)
    case 2: .number(pick(Self.numbers))
    case 3, 4: .string(text())
    case 5: .array((0..<next(below: 4)).map { _ in value(depth: depth - 1) })
    default: .object(object(depth: depth))
    }
  }

  mutating func text() -> String {
    (0..<next(below: 4)).map { _ in pick(Self.texts) }.joined()
  }

  private mutating func key() -> String {
    next(below: 2) == 0 ? pick(["plan", "a_b", "$x", "class", "userId", "__proto__"]) : text()
  }

  private static let numbers = [
    "0", "-0", "1", "1.0", "19.90", "-7", "1e5", "1E-7", "-2.5e+3", "12345678901234567890",
    "0.1234567890123456789", "1e400", "9007199254740993",
  ]
  /// What quoting gets wrong.
  static let texts = [
    "a", "Pro Annual", "'", "\"", "\\", "`", "$HOME", "$(id)", "`id`", "\n", "\r\n", "\t", "\u{0}",
    "\u{1B}[31m", "\u{7F}", "é", "e\u{301}", "'\u{301}", "\"\u{301}", "世界", "😀", "👩‍💻", "\u{2028}",
    "\u{202E}", "\u{FEFF}", "//", "/*", "*/", "</script>", "</\u{301}", "??/", "\\(x)", "${x}",
    "%s",
    "@", "!", "#", ";", "{", "}", "[", "]", "|", "```", "-d", "\\u0041", "“", "’", "\u{A0}", "",
  ]
}
