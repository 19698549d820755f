internal import KustomerDestination

extension LocalKustomer {
  /// The paths outside `/v1`: no key, no faults, no rate.
  func control(
    _ request: SandboxRequest, _ segments: [String], _ query: [String: String]
  ) throws -> SandboxResponse {
    guard Self.isLocal(request.headers["host"]) else {
      throw Refusal.plain(403, "forbidden", "the sandbox is controlled from this machine alone")
    }
    switch (request.method, segments.joined(separator: "/")) {
    case ("GET", "openapi.json"): return .json(200, Route.openAPI)
    case ("GET", "sandbox/log"): return try log(query)
    case ("GET", "sandbox/faults"): return faultList
    case ("POST", "sandbox/faults"): return try addFaults(request)
    case ("DELETE", "sandbox/faults"):
      controls.clearFaults()
      return faultList
    case ("GET", "sandbox/clock"): return clockFace
    case ("POST", "sandbox/clock"): return try moveClock(request)
    case (_, "openapi.json"), (_, "sandbox/log"), (_, "sandbox/faults"), (_, "sandbox/clock"):
      throw Refusal.plain(405, "methodnotallowed", "Method Not Allowed")
    default: throw Refusal.notFound("path")
    }
  }

  /// A page in a browser that was led here by its own host name must not read the log.
  private static func isLocal(_ host: String?) -> Bool {
    guard let name = host?.split(separator: ":").first else { return true }
    return name == "127.0.0.1" || name == "localhost"
  }

  private func log(_ query: [String: String]) throws -> SandboxResponse {
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

  private var faultList: SandboxResponse {
    .json(200, ["faults": .array(controls.faults.map { .string($0.description) })])
  }

  /// `{"faults":["500:20%",…]}` puts them behind those in force.
  private func addFaults(_ request: SandboxRequest) throws -> SandboxResponse {
    let given = try Self.object(request)["faults"]?.arrayValue?.map(\.stringValue) ?? []
    guard !given.isEmpty, !given.contains(nil) else {
      throw Refusal.badParameter("faults", "must be an array of texts such as 500:20%")
    }
    do {
      controls.add(try given.compactMap { $0 }.map(SandboxFault.init(parsing:)))
    } catch {
      throw Refusal.badParameter("faults", "\(error)")
    }
    return faultList
  }

  private var clockFace: SandboxResponse {
    let isFrozen = if case .frozen = controls.clock { true } else { false }
    return .json(200, ["now": .string(controls.now.rfc3339), "frozen": .bool(isFrozen)])
  }

  /// `{"set":"2024-01-01T00:00:00Z"}`, `{"advance":"35m"}`, `{"frozen":true}`, `{"set":null}` for
  /// the system's clock; several are done in this order: set, advance, frozen.
  private func moveClock(_ request: SandboxRequest) throws -> SandboxResponse {
    for member in try Self.object(request).members {
      switch (member.key, member.value) {
      case ("set", .null): controls.clock = .system
      case ("set", .string(let text)):
        controls.setClock(to: try Self.read(text, "set") { Timestamp($0) })
      case ("advance", .string(let text)):
        controls.advanceClock(by: try Self.read(text, "advance") { Milliseconds($0) })
      case ("frozen", .bool(let isFrozen)): controls.freezeClock(isFrozen)
      default: throw Refusal.badParameter(member.key, "must be one of set, advance, frozen")
      }
    }
    return clockFace
  }

  private static func read<T>(
    _ text: String, _ parameter: String, _ make: (String) -> T?
  ) throws -> T {
    guard let value = make(text) else {
      throw Refusal.badParameter(parameter, "“\(text)” cannot be read")
    }
    return value
  }

  private static func object(_ request: SandboxRequest) throws -> JSONObject {
    do {
      if let object = try JSON(parsing: request.body).objectValue { return object }
    } catch {
      throw Refusal.badParameter("body", error.message())
    }
    throw Refusal.badParameter("body", "must be a JSON object")
  }
}
