internal import KustomerDestination

/// A call as code says it, put together from its arguments as the libraries do.
///
/// | form | arguments |
/// |---|---|
/// | analytics.js | `track(event, properties?, options?)`, `identify(userId?, traits?, options?)`, `page(category?, name?, properties?, options?)` |
/// | labelled (Swift, Objective-C, Dart, Ruby, Python) | each under its name; the first may have none |
/// | Python | `track(user_id, event, properties …)`, `page(user_id, category, name, properties …)` |
/// | server libraries | one object that is the call |
struct CodeCall {
  let type: CallType
  /// Where the arguments begin: a 0-based offset.
  let start: Int
  private(set) var members = JSONObject()
  private(set) var notes: [CodeError]
  /// Whether a server says it: of each call it names the person, and there is no browser.
  private(set) var isOfServer = false

  /// Members of the options that become members of the call.
  ///
  /// Source: analytics.js.
  private static let options = [
    "userId", "anonymousId", "messageId", "timestamp", "context", "integrations",
  ]
  /// The order in which a call's members are printed; others follow.
  private static let order = [
    "type", "userId", "anonymousId", "event", "name", "category", "properties", "traits",
    "messageId", "timestamp", "context", "integrations",
  ]
  private static let snakeCase = [
    "user_id": "userId", "anonymous_id": "anonymousId", "message_id": "messageId",
  ]

  /// The call that arguments make.
  ///
  /// With `isPython` the text is Python's, whose arguments have other places.
  ///
  /// - Throws: `CodeError` when an argument is of a kind that the libraries refuse, carries what
  ///   nobody knows, or would have to be run.
  init(
    _ type: CallType, _ arguments: CodeArguments, isPython: Bool, at start: Int
  ) throws(CodeError) {
    self.type = type
    self.start = start
    notes = arguments.notes
    let arguments = arguments.arguments
    if isPython || arguments.contains(where: \.isPython) {
      try resolvePython(arguments)
    } else if arguments.contains(where: { $0.label != nil }) {
      try resolveLabels(arguments)
    } else if try !resolveWholeCall(arguments) {
      try resolvePlaces(arguments)
    }
  }

  /// The call as Segment JSON; what a comment says counts more than what is said in code.
  ///
  /// - Throws: `CodeError` for an event without a name.
  func json(with said: JSONObject) throws(CodeError) -> JSONObject {
    var call = members
    call["type"] = .string(type.rawValue)
    for member in said.members { call[member.key] = member.value }
    if type == .track, call["event"] == nil {
      throw CodeError("the event's name is missing", at: start)
    }
    let known = Self.order.compactMap { name in call[name].map { JSONObject.Member(name, $0) } }
    return JSONObject(known + call.members.filter { !Self.order.contains($0.key) })
  }

  private var nameMember: String { type == .track ? "event" : "name" }
  private var payloadMember: String { type == .identify ? "traits" : "properties" }
}

extension CodeCall {
  /// A value that must be known, and is not null.
  private func known(_ argument: CodeArgument?) throws(CodeError) -> JSON? {
    switch argument?.content {
    case .unread(let error): throw error
    case .value(.null), .nothing, nil: nil
    case .value(let value): value
    }
  }

  private mutating func set(_ name: String, text argument: CodeArgument?) throws(CodeError) {
    guard let value = try known(argument) else { return }
    if name == "userId", case .number(let digits) = value {
      members[name] = .string(digits)
      return
    }
    guard value.stringValue != nil else {
      let what = ["userId", "category"].contains(name) ? name : "name"
      throw CodeError("the \(what) must be a string", at: start)
    }
    members[name] = value
  }

  private mutating func setPayload(_ argument: CodeArgument?) throws(CodeError) {
    guard let value = try known(argument) else { return }
    guard value.objectValue != nil else {
      throw CodeError("the \(payloadMember) must be an object", at: start)
    }
    members[payloadMember] = value
  }

  private mutating func setOptions(_ argument: CodeArgument?) throws(CodeError) {
    if case .unread? = argument?.content, argument?.isCallback == true { return }
    guard let value = try known(argument) else { return }
    guard let options = value.objectValue else {
      throw CodeError("the options must be an object", at: start)
    }
    for option in options.members {
      let name = Self.snakeCase[option.key] ?? option.key
      if Self.options.contains(name) {
        if members[name] == nil { members[name] = option.value }
      } else {
        notes.append(CodeError("option \(option.key) is left out", at: start))
      }
    }
  }
}

extension CodeCall {
  /// The server libraries' form: `analytics.track({userId: "u", event: "Registered"})`.
  private mutating func resolveWholeCall(
    _ arguments: [CodeArgument]
  ) throws(CodeError) -> Bool {
    guard let object = arguments.first?.value?.objectValue else { return false }
    let call = JSONObject(
      object.members.map { .init(Self.snakeCase[$0.key] ?? $0.key, $0.value) })
    let hasId = call["userId"] != nil || call["anonymousId"] != nil
    switch type {
    case .track: break
    case .identify:
      guard object["traits"]?.objectValue != nil else {
        if hasId {
          let reason = "the ids in this object are traits; write identify(userId, traits)"
          notes.append(CodeError(reason, at: arguments[0].start))
        }
        return false
      }
    case .page, .screen:
      let isWhole = call.members.allSatisfy { Self.order.contains($0.key) }
      guard hasId, isWhole, arguments.count == 1 else { return false }
    }
    members = call
    members["type"] = nil
    if case .number(let digits)? = call["userId"] { members["userId"] = .string(digits) }
    isOfServer = true
    try setOptions(arguments.dropFirst().first)
    try refuseRest(arguments, from: 2)
    return true
  }

  /// The arguments of analytics.js, each told by its kind and place.
  private mutating func resolvePlaces(_ arguments: [CodeArgument]) throws(CodeError) {
    let at = { (place: Int) in arguments.indices.contains(place) ? arguments[place] : nil }
    switch type {
    case .track:
      try set("event", text: at(0))
      try setPayload(at(1))
      try setOptions(at(2))
      try refuseRest(arguments, from: 3)
    case .identify:
      let isWithoutId = at(0)?.value?.objectValue != nil
      if !isWithoutId { try set("userId", text: at(0)) }
      try setPayload(at(isWithoutId ? 0 : 1))
      try setOptions(at(isWithoutId ? 1 : 2))
      try refuseRest(arguments, from: isWithoutId ? 2 : 3)
    case .page, .screen: try resolveView(arguments)
    }
  }

  /// A lone string is the name, two are category and name; the first object behind them holds the
  /// properties, unless it is the fourth argument: that and the second one are the options.
  private mutating func resolveView(_ arguments: [CodeArgument]) throws(CodeError) {
    let texts = arguments.prefix(3).indices.filter { arguments[$0].value?.stringValue != nil }
    guard texts.count < 3 else {
      throw CodeError(
        "three texts are Python's page(user_id, category, name); put its import line above them,"
          + " or write page(category, name, properties)", at: arguments[0].start)
    }
    let isName = { (place: Int) in place < 2 && arguments[place].value?.stringValue != nil }
    let names = arguments.indices.filter(isName)
    if let name = names.last { try set("name", text: arguments[name]) }
    if names.count == 2 { try set("category", text: arguments[names[0]]) }
    var hasPayload = false
    var hasOptions = false
    for place in arguments.indices where !isName(place) {
      let argument = arguments[place]
      if case .unread(let error) = argument.content {
        guard hasOptions || argument.isCallback else { throw error }
        notes.append(CodeError("argument \(place + 1) is left out", at: argument.start))
        continue
      }
      guard let value = try known(argument) else { continue }
      if !hasPayload, !hasOptions, place < 3 {
        guard value.objectValue != nil || place > 1 else {
          throw CodeError("the name must be a string", at: start)
        }
        try setPayload(argument)
        hasPayload = true
      } else if !hasOptions {
        try setOptions(argument)
        hasOptions = true
      } else {
        try refuseRest(arguments, from: place)
        return
      }
    }
  }

  /// Behind the options stand callbacks, which may as well be left out; a value is somebody's.
  private mutating func refuseRest(
    _ arguments: [CodeArgument], from place: Int
  ) throws(CodeError) {
    for (index, argument) in arguments.enumerated() {
      switch argument.content {
      case .unread where index >= place || argument.isCallback:
        notes.append(CodeError("argument \(index + 1) is left out", at: argument.start))
      case .value(let value) where index >= place && value != .null:
        throw CodeError(
          "argument \(index + 1) has no meaning here; nobody would read it", at: argument.start)
      case .value, .unread, .nothing: break
      }
    }
  }
}

extension CodeCall {
  /// What Python's arguments mean by their places.
  ///
  /// Source: analytics-python.
  private static func pythonOrder(_ type: CallType) -> [String] {
    let own: [String] =
      switch type {
      case .track: ["event", "properties"]
      case .identify: ["traits"]
      case .page, .screen: ["category", "name", "properties"]
      }
    return ["userId"] + own + ["context", "timestamp", "anonymousId", "integrations", "messageId"]
  }

  private mutating func resolvePython(_ arguments: [CodeArgument]) throws(CodeError) {
    if arguments.count == 1, arguments[0].label == nil, try resolveWholeCall(arguments) { return }
    isOfServer = true
    let order = Self.pythonOrder(type)
    for (place, argument) in arguments.enumerated() {
      if let label = argument.label {
        try set(label: label, argument)
      } else if place < order.count {
        try set(member: order[place], argument)
      } else {
        throw CodeError("argument \(place + 1) has no meaning here", at: argument.start)
      }
    }
  }

  private mutating func resolveLabels(_ arguments: [CodeArgument]) throws(CodeError) {
    isOfServer = arguments.contains { $0.label.map { Self.snakeCase[$0] != nil } ?? false }
    for (place, argument) in arguments.enumerated() {
      if let label = argument.label {
        try set(label: label, argument)
      } else if place == 0 {
        try set(member: type == .identify ? "userId" : nameMember, argument)
      } else {
        throw CodeError("a label and a colon are missing here", at: argument.start)
      }
    }
  }

  /// Sets what a label names; one that nobody knows may carry anything.
  private mutating func set(label: String, _ argument: CodeArgument) throws(CodeError) {
    switch label {
    case "name" where type != .identify, "title" where type != .identify:
      try set(member: nameMember, argument)
    case "event" where type == .track: try set(member: "event", argument)
    case "category", "properties", "traits", "userId", "anonymousId", "messageId", "timestamp",
      "context", "integrations":
      try set(member: label, argument)
    case _ where Self.snakeCase[label] != nil:
      try set(member: Self.snakeCase[label] ?? label, argument)
    case "options": try setOptions(argument)
    default:
      throw CodeError(
        "argument \(label) is none that \(type.rawValue) is known to have", at: argument.start)
    }
  }

  private mutating func set(member name: String, _ argument: CodeArgument) throws(CodeError) {
    switch name {
    case payloadMember: try setPayload(argument)
    case nameMember, "userId", "category": try set(name, text: argument)
    default: if let value = try known(argument) { members[name] = value }
    }
  }
}
