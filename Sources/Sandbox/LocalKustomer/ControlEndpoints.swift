internal import KustomerDestination
internal import LoopbackHTTP

extension LocalKustomer {
  /// The paths outside `/v1`: no key, no faults, no rate.
  func control(
    _ request: WireRequest, _ segments: [String], _ query: [String: String]
  ) throws -> WireResponse {
    let path = "/" + segments.joined(separator: "/")
    let fitting = ControlRoute.all.filter { $0.path == path }
    guard let route = fitting.first(where: { $0.method == request.method }) else {
      throw fitting.isEmpty
        ? Refusal.notFound("path") : Refusal.methodNotAllowed(fitting.map(\.method))
    }
    let body = try body(of: request, as: route.body, allowsNull: true)
    return try route.answer(self, ControlCall(query: query, body: body))
  }
}

extension LocalKustomer {
  func log(_ query: [String: String]) throws -> WireResponse {
    let arrivals = try state.arrivals(
      after: try query["after"].map { try Self.read($0, "after") { Int64($0) } } ?? 0,
      path: query["path"] ?? "/",
      limit: try query["limit"].map { try Self.read($0, "limit") { Int($0) } } ?? 1_000)
    let entries = try arrivals.map { arrival -> JSON in
      [
        "seq": .number(String(arrival.number)), "at": .string(arrival.at.rfc3339),
        "org": .string(arrival.org), "method": .string(arrival.method),
        "path": .string(arrival.path),
        "body": try JSON(parsing: arrival.body),
      ]
    }
    return .json(200, ["data": .array(entries)])
  }

  private static func read<T>(
    _ text: String, _ parameter: String, _ make: (String) -> T?
  ) throws -> T {
    guard let value = make(text) else {
      throw Refusal.badParameter(parameter, "“\(text)” cannot be read")
    }
    return value
  }
}

extension LocalKustomer {
  var faultList: WireResponse {
    .json(200, ["faults": .array(controls.faults.map { .string($0.description) })])
  }

  /// `{"faults":["500:20%",…]}` puts them behind those in force.
  func addFaults(_ call: ControlCall) throws -> WireResponse {
    let texts = call.body["faults"]?.arrayValue?.compactMap(\.stringValue) ?? []
    guard !texts.isEmpty else {
      throw Refusal.badParameter("faults", "must be an array of texts such as 500:20%")
    }
    do {
      controls.add(try texts.map(SandboxFault.init(parsing:)))
    } catch {
      throw Refusal.badParameter("faults", "\(error)")
    }
    return faultList
  }
}

extension LocalKustomer {
  var clockFace: WireResponse {
    let isFrozen = if case .frozen = controls.clock { true } else { false }
    return .json(200, ["now": .string(controls.now.rfc3339), "frozen": .bool(isFrozen)])
  }

  /// `{"set":"2024-01-01T00:00:00Z"}`, `{"advance":"35m"}`, `{"frozen":true}`, `{"set":null}` for
  /// the system's clock; several are done in this order: set, advance, frozen.
  func moveClock(_ call: ControlCall) throws -> WireResponse {
    // Read before anything is done, so that a mistake changes nothing.
    let moment = try call.body["set"]?.stringValue.map { text in
      try Self.read(text, "set") { Timestamp($0) }
    }
    let length = try call.body["advance"]?.stringValue.map { text in
      try Self.read(text, "advance") { Milliseconds($0) }
    }
    if let moment { controls.setClock(to: moment) }
    if call.body["set"] == .null { controls.clock = .system }
    if let length { controls.advanceClock(by: length) }
    if let isFrozen = call.body["frozen"]?.boolValue { controls.freezeClock(isFrozen) }
    return clockFace
  }
}

extension LocalKustomer {
  var rateLine: WireResponse {
    switch controls.rate {
    case .unlimited: .json(200, ["rate": .null])
    case .limited(let requests, let window):
      .json(200, ["rate": .string("\(requests)/\(window.count)ms")])
    }
  }

  /// `{"rate":"300/min"}`, `{"rate":null}` for no limit.
  func setRate(_ call: ControlCall) throws -> WireResponse {
    do {
      controls.rate =
        try call.body["rate"]?.stringValue.map(SandboxRate.init(parsing:)) ?? .unlimited
    } catch {
      throw Refusal.badParameter("rate", "\(error)")
    }
    return rateLine
  }
}

extension LocalKustomer {
  var keyList: WireResponse {
    let keys = controls.keys.map { key -> JSON in
      [
        "name": .string(key.name), "lastTokenChars": .string(key.lastCharacters),
        "org": .string(key.org), "pod": .string(key.pod ?? pod),
        "roles": .array(key.roles.map(JSON.string)),
      ]
    }
    return .json(200, ["keys": .array(keys)])
  }

  /// `{"keys":[{"key":"eu-key","org":"acme","pod":"prod2","roles":["org.tracking"]}]}`; what is
  /// left out is as with `sandbox-key`.
  func addKeys(_ call: ControlCall) -> WireResponse {
    let keys = call.body["keys"]?.arrayValue ?? []
    controls.add(
      keys.compactMap { key in
        key["key"]?.stringValue.map { text in
          SandboxKey(
            text, name: key["name"]?.stringValue ?? SandboxKey.standard.name,
            org: key["org"]?.stringValue ?? SandboxKey.standard.org,
            pod: key["pod"]?.stringValue,
            roles: key["roles"]?.arrayValue?.compactMap(\.stringValue) ?? SandboxKey.allRoles)
        }
      })
    return keyList
  }
}
