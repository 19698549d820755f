import GeneratedCalls
import KustomerDestination
import Testing

private func plans(
  _ count: Int, settings: DestinationSettings = DestinationSettings()
) -> [(JSON, Plan)] {
  plannedCalls(count, settings: settings, at: noon).map { ($0.call, $0.plan) }
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

@Test(arguments: ["track", "identify"])
func `a name with a dot of its own has another path than what lies deeper`(type: String) throws {
  let bag =
    #"{"a.b":1,"a":{"b":2},"a.b.c":3,"x[0]":4,"x":[5],"]":6,"address.city":"B","address":{"city":"C"}}"#
  let plan = try KustomerDestinationTests.plan(
    #"{"type":"\#(type)","userId":"u","event":"Ev","traits":\#(bag),"properties":\#(bag)}"#)
  let sources = plan.trace.compactMap(\.source)
  #expect(Set(sources).count == sources.count, "\(sources)")
  let name = type == "track" ? "properties" : "traits"
  #expect(sources.contains(name + "[a.b]") && sources.contains(name + "[x[0]]"))
  let line = try JSON(parsing: plan.line(at: 1, trace: true))
  #expect(line["trace"]?.arrayValue?.compactMap { $0["source"]?.stringValue } == sources)
}

@Test
func `every leaf of what a call is read for has its row, and what it is not read for has one`() {
  for (call, plan) in plans(3_000) {
    let sources = Set(plan.trace.compactMap(\.source))
    for path in expectedSources(of: call, plan.type) {
      let isTraced = sources.contains { $0 == path || $0.hasPrefix(path + ".") }
      #expect(isTraced, "\(path) in \(call.compact)")
    }
  }
}

/// Paths that must be sources, or have sources under them.
private func expectedSources(of call: JSON, _ type: String?) -> [String] {
  let top = ["userId", "anonymousId", "user_id", "event", "name", "category", "foo", "userID"]
  let read =
    switch type {
    case "identify": "traits"
    case "page", "screen", "track": "properties"
    default: ""
    }
  let members = call[read]?.objectValue?.members ?? []
  return top.filter { call[$0] != nil }
    + members.flatMap { member in
      // A session id is read whole, whatever it is, and of the traits the address by its parts.
      let level = read == "traits" || member.key == "kustomer_session_id" ? 6 : 1
      return flattened(member.value, read.path(toMember: member.key), level: level)
    }
}

private func flattened(_ value: JSON, _ path: String, level: Int) -> [String] {
  guard case .object(let object) = value, !object.isEmpty, level <= 5 else { return [path] }
  return object.members.flatMap {
    flattened($0.value, path.path(toMember: $0.key), level: level + 1)
  }
}

private func isFilled(_ value: JSON?) -> Bool {
  switch value {
  case nil, .null: false
  case .string(let text): !text.allSatisfy(\.isWhitespace)
  case .array(let elements): elements.contains(where: isFilled)
  case .object(let object): object.members.contains { isFilled($0.value) }
  case .bool, .number: true
  }
}

@Test func `a member that nobody reads has one row and a warning`() {
  for (call, plan) in plans(3_000) {
    guard let type = plan.type, ["page", "screen", "track", "identify"].contains(type) else {
      continue
    }
    let unread = type == "identify" ? "properties" : "traits"
    for name in [unread, "foo", "userID"] where isFilled(call[name]) {
      let rows = plan.trace.filter {
        $0.source == name || $0.source?.hasPrefix(name + ".") ?? false
      }
      #expect(rows.count == 1, "\(name) in \(call.compact)")
      #expect(
        plan.diagnostics.contains { $0.code == .unreadMember && $0.path == name },
        "\(name) in \(call.compact)")
    }
  }
}

@Test func `the order of traits and properties never changes what becomes of each`() throws {
  for (call, plan) in plans(2_000) where plan.type == "identify" {
    guard case .object(var turned) = call, let traits = call["traits"]?.objectValue else {
      continue
    }
    turned["traits"] = .object(JSONObject(traits.members.reversed()))
    let other = try KustomerDestinationTests.plan(JSON.object(turned).compact)
    #expect(
      other.requests.map(\.body) == plan.requests.map(\.body), "\(call.compact)")
    #expect(other.verdict == plan.verdict, "\(call.compact)")
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
    let counted = countedPrefix(of: call, plan.type)
    func isCounted(_ path: String) -> Bool {
      path.hasPrefix(counted + ".") || path == "traits" || path == "properties"
    }
    let isDropped = plan.trace.contains { row in
      row.reason.map { !harmless.contains($0) } ?? false && isCounted(row.source ?? "")
    }
    #expect(isDropped == plan.trace.contains(where: \.isLoss), "\(call.compact)")
    // What a cut leaves out, and what is lost of an address that is one text, has no row.
    let isCut = plan.diagnostics.contains { finding in
      let path = finding.path
      return finding.code == .truncated && isCounted(path)
        || path.hasPrefix(counted + ".address.") && call[counted]?["address"]?.stringValue != nil
    }
    #expect((plan.verdict == .readyWithLoss) == (isDropped || isCut), "\(call.compact)")
  }
}

/// Where the leaves stand that count when they are lost.
private func countedPrefix(of call: JSON, _ type: String?) -> String {
  guard type == "identify" else { return "properties" }
  let isAbsent = call["traits"]?.objectValue?.isEmpty ?? true
  return isAbsent ? "context.traits" : "traits"
}
