import KustomerDestination
import Testing

/// Random calls from a fixed seed: the same in every run.
private struct CallGenerator {
  var state: UInt64

  mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  static let names = [
    "email", "name", "firstName", "last_name", "lastName", "phone", "username", "avatar",
    "website", "birthday", "createdAt", "created_at", "gender", "address", "company", "age", "id",
    "plan", "planStr", "kustomer_session_id", "kustomerSessionId", "x y", "é", "🎈", "category",
    "originalNameStr", "occurredAt", "audience_key", "journey_context", "",
  ]
  static let texts = [
    "", " ", "Jo", "jo@example.com", "+1 555 1234", "https://x.io", "x.io", "2024-01-02",
    "2024-01-02T03:04:05Z", "male", "Viewed Item!", "Zoë", "a\u{1}b\"\\", "\u{202E}evil", "12",
  ]

  mutating func value(depth: Int = 0) -> JSON {
    switch number(below: depth > 6 ? 5 : 8) {
    case 0: .null
    case 1: .bool(number(below: 2) == 0)
    case 2: .number(pick(["0", "1.0", "-3e4", "12345678901234567890", "1704164645"]))
    case 3, 4: .string(pick(Self.texts))
    case 5: .array((0..<number(below: 3)).map { _ in value(depth: depth + 2) })
    default: object(depth: depth + 1)
    }
  }

  mutating func object(depth: Int = 0) -> JSON {
    let members = (0..<number(below: 7)).map { _ in
      JSONObject.Member(pick(Self.names), value(depth: depth))
    }
    return .object(JSONObject(members))
  }

  mutating func call() -> JSON {
    var call = JSONObject()
    let types: [JSON] = ["page", "screen", "identify", "track", "track", "identify", "group", 7]
    if number(below: 9) > 0 { call["type"] = pick(types) }
    if number(below: 3) > 0 { call["userId"] = pick(["u", "u2", "", 7, .null, "u"]) }
    if number(below: 3) > 0 { call["anonymousId"] = pick(["v", "v", "w", " ", []]) }
    if number(below: 2) > 0 { call["user_id"] = pick(["u", .null]) }
    if number(below: 4) > 0 { call["event"] = pick(["Done", "x", "Zoë!", "", 3]) }
    if number(below: 2) > 0 { call["name"] = pick(["Home", "", 1, .null]) }
    if number(below: 2) > 0 { call["category"] = pick(["Docs", " ", [], .null]) }
    if number(below: 4) > 0 { call["properties"] = number(below: 9) == 0 ? value() : object() }
    if number(below: 4) > 0 { call["traits"] = number(below: 9) == 0 ? value() : object() }
    if number(below: 2) > 0 {
      call["context"] = [
        "locale": pick(["en", "", 7, .null]), "traits": value(), "ip": "1.2.3.4",
        "personas": pick([[:], .null, ["computation_key": "plan"]]),
      ]
    }
    if number(below: 8) == 0 { call["integrations"] = ["All": false] }
    if number(below: 3) == 0 { call["timestamp"] = pick(["2024-01-02", "soon", 7, .null]) }
    return .object(call)
  }
}

private func plans(
  _ count: Int, settings: DestinationSettings = DestinationSettings()
) -> [(JSON, Plan)] {
  var generator = CallGenerator(state: 42)
  var book = SessionBook()
  var plans: [(JSON, Plan)] = []
  for _ in 0..<count {
    let json = generator.call()
    guard let call = try? Call(parsing: json.compact) else { continue }
    let plan = Destination(settings: settings).plan(for: call, at: noon, sessions: book)
    book.record(plan)
    plans.append((json, plan))
  }
  return plans
}

/// The paths of all leaves of a body, as the trace writes them.
private func leaves(_ value: JSON, _ path: String) -> [String] {
  switch value {
  case .object(let object) where !object.isEmpty:
    object.members.flatMap { leaves($0.value, path + "." + $0.key) }
  case .object: []
  case .array(let elements):
    elements.enumerated().flatMap { leaves($0.element, path + "[\($0.offset)]") }
  default: [path]
  }
}

private func payloadLeaves(_ plan: Plan) -> Set<String> {
  var paths: Set<String> = []
  for request in plan.requests {
    guard let body = request.body else { continue }
    switch request.path {
    case "/v1/tracking/event": paths.formUnion(leaves(body, "event"))
    case "/v1/tracking/identity": paths.formUnion(leaves(body, "identity"))
    case "/v1/tracking/identityEvent":
      paths.formUnion(leaves(body["identity"] ?? .null, "identity"))
      paths.formUnion(leaves(body["event"] ?? .null, "event"))
    case "/v1/companies": paths.formUnion(leaves(body, "company"))
    default: paths.formUnion(leaves(body, "customer"))
    }
  }
  return paths
}

private let allSettings = [
  DestinationSettings(), DestinationSettings(occurredAt: .always, company: .link),
  DestinationSettings(ids: .leaveToKustomer, eventNames: .plain),
]

@Test(arguments: allSettings)
func `every payload leaf is the target of a row, and every target is a payload leaf`(
  settings: DestinationSettings
) {
  for (call, plan) in plans(3_000, settings: settings) {
    let targets = plan.trace.flatMap(\.targets)
    #expect(Set(targets) == payloadLeaves(plan), "\(call.compact)")
  }
}

@Test func `every source stands in one row, with a target or a reason`() {
  for (call, plan) in plans(3_000) {
    let sources = plan.trace.compactMap(\.source)
    #expect(Set(sources).count == sources.count, "\(call.compact)")
    for row in plan.trace {
      #expect(row.targets.isEmpty == (row.reason != nil), "\(call.compact)")
      #expect(row.targets.isEmpty == (row.provenance == nil), "\(call.compact)")
    }
  }
}

@Test func `every leaf of properties and every trait has its row`() {
  func flattened(_ value: JSON, _ path: String, level: Int) -> [String] {
    guard case .object(let object) = value, !object.isEmpty, level <= 5 else { return [path] }
    return object.members.flatMap {
      flattened($0.value, path + "." + $0.key, level: level + 1)
    }
  }
  for (call, plan) in plans(3_000) {
    let sources = Set(plan.trace.compactMap(\.source))
    if let properties = call["properties"]?.objectValue {
      for member in properties.members {
        // A session id is read whole, whatever it is.
        let level = member.key == "kustomer_session_id" ? 6 : 1
        for path in flattened(member.value, "properties." + member.key, level: level) {
          #expect(sources.contains(path), "\(path) in \(call.compact)")
        }
      }
    }
    for member in call["traits"]?.objectValue?.members ?? [] {
      let path = "traits." + member.key
      let isTraced = sources.contains { $0 == path || $0.hasPrefix(path + ".") }
      #expect(isTraced, "\(path) in \(call.compact)")
    }
    for name in ["userId", "anonymousId", "user_id", "event", "name", "category"]
    where call[name] != nil {
      #expect(sources.contains(name), "\(name) in \(call.compact)")
    }
  }
}

@Test func `the same input gives the same bytes`() {
  let first = plans(1_000).map { $0.1.line(at: 1, trace: true) }
  let second = plans(1_000).map { $0.1.line(at: 1, trace: true) }
  #expect(first == second)
}

@Test func `a plan's line is one line of compact JSON`() throws {
  for (_, plan) in plans(1_000) {
    let line = plan.line(at: 1, item: 2, file: "a\nb", trace: true)
    #expect(!line.contains("\n"))
    #expect(try JSON(parsing: line).compact == line)
  }
}

@Test func `a call is sent in full exactly when nothing of it was lost`() {
  let harmless: Set<Code> = [
    .emptyValue, .alreadyUsed, .sameAsAlias, .notRead, .sessionIdEmpty,
  ]
  for (call, plan) in plans(3_000) where plan.verdict.isReady {
    let counted = plan.trace.filter {
      $0.source?.hasPrefix(plan.type == "identify" ? "traits." : "properties.") ?? false
    }
    let isDropped = counted.contains { row in row.reason.map { !harmless.contains($0) } ?? false }
    #expect(isDropped == plan.trace.contains(where: \.isLoss), "\(call.compact)")
    let isCut = plan.diagnostics.contains {
      $0.code == .truncated && !$0.path.hasPrefix("context")
    }
    #expect((plan.verdict == .readyWithLoss) == (isDropped || isCut), "\(call.compact)")
  }
}

// The line is written without the trees that a plan gives to who asks: both must say the same.
@Test(arguments: allSettings)
func `a plan's line holds the bodies and the trace that the plan gives`(
  settings: DestinationSettings
) throws {
  for (call, plan) in plans(3_000, settings: settings) {
    let line = try JSON(parsing: plan.line(at: 1, trace: true))
    let bodies = line["requests"]?.arrayValue?.map { $0["body"] }
    #expect(bodies == plan.requests.map(\.body), "\(call.compact)")
    #expect(line["requests"] == .array(plan.requests.map(\.json)), "\(call.compact)")
    #expect(line["diagnostics"]?.arrayValue?.count == plan.diagnostics.count)
    let rows = try #require(line["trace"]?.arrayValue)
    #expect(rows.map { $0["source"]?.stringValue } == plan.trace.map(\.source))
    #expect(rows.map { $0["value"] } == plan.trace.map(\.value))
    #expect(rows.map { $0["rule"]?.stringValue } == plan.trace.map(\.rule))
    #expect(rows.map { $0["reason"]?.stringValue } == plan.trace.map { $0.reason?.rawValue })
    let targets = rows.map { row -> [String] in
      let target = row["target"]
      return target?.arrayValue?.compactMap(\.stringValue) ?? target?.stringValue.map { [$0] } ?? []
    }
    #expect(targets == plan.trace.map(\.targets), "\(call.compact)")
  }
}
