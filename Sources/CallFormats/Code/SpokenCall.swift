internal import KustomerDestination

/// A call as code says it: what stands in the places that the libraries give each argument.
struct SpokenCall {
  let type: CallType
  /// Where the arguments begin: a 0-based offset.
  let start: Int
  /// Of page, screen and track; nil when there is none.
  var name: JSON?
  /// Of page and screen.
  var category: JSON?
  /// Of identify.
  var userId: JSON?
  /// Properties or traits.
  var payload: JSON?
  var options: JSON?
  /// What is left out, with its offset.
  var notes: [CodeError] = []

  init(_ type: CallType, at start: Int) {
    self.type = type
    self.start = start
  }

  /// Members of the options that become members of the call.
  ///
  /// Source: analytics.js.
  private static let callOptions = [
    "userId", "anonymousId", "messageId", "timestamp", "context", "integrations",
  ]
  /// The order in which a call's members are printed; others follow.
  private static let order = [
    "type", "userId", "anonymousId", "event", "name", "category", "properties", "traits",
    "messageId", "timestamp", "context", "integrations",
  ]

  /// The call as Segment JSON; what stands in `with` counts more than what is spoken.
  ///
  /// - Throws: `CodeError` when an argument is of a kind that the libraries refuse.
  mutating func json(with: JSONObject) throws(CodeError) -> JSON {
    var call = try spoken()
    for member in with.members { call[member.key] = member.value }
    if type == .track, call["event"] == nil {
      throw CodeError("the event's name is missing", at: start)
    }
    let known = Self.order.compactMap { name in call[name].map { JSONObject.Member(name, $0) } }
    let others = call.members.filter { !Self.order.contains($0.key) }
    return .object(JSONObject(known + others))
  }

  private mutating func spoken() throws(CodeError) -> JSONObject {
    let options = try object(self.options, "the options") ?? JSONObject()
    for option in options.members where !Self.callOptions.contains(option.key) {
      notes.append(CodeError("option \(option.key) is left out", at: start))
    }
    var call = JSONObject([.init("type", .string(type.rawValue))])
    for name in Self.callOptions { call[name] = options[name] }
    if let id = try userIdText() { call["userId"] = id }
    call[type == .track ? "event" : "name"] = try text(name, "the name")
    call["category"] = try text(category, "the category")
    let member = type == .identify ? "traits" : "properties"
    call[member] = try object(payload, "the \(member)").map(JSON.object)
    return call
  }

  /// analytics.js makes a string of a number.
  private func userIdText() throws(CodeError) -> JSON? {
    if case .number(let digits)? = userId { return .string(digits) }
    return try text(userId, "the userId")
  }

  private func text(_ value: JSON?, _ what: String) throws(CodeError) -> JSON? {
    switch value {
    case nil, .null: return nil
    case .string: return value
    default: throw CodeError("\(what) must be a string", at: start)
    }
  }

  private func object(_ value: JSON?, _ what: String) throws(CodeError) -> JSONObject? {
    switch value {
    case nil, .null: return nil
    case .object(let object): return object
    default: throw CodeError("\(what) must be an object", at: start)
    }
  }
}
