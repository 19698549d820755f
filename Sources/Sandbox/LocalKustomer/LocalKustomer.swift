internal import Foundation
internal import GRDB
internal import KustomerDestination
package import LoopbackHTTP

/// Kustomer in small: a request value in, a response value out, no socket needed.
///
///     request ─ faults ─ host ─ key ─ rate ─ path ─ role ─ size ─ JSON ─ shape ─ records ─ response
package struct LocalKustomer: Sendable {
  /// The records, shared with every process on the same file.
  package let state: SandboxState
  /// Clock, faults, rate and keys of this process.
  package let controls: SandboxControls
  /// The pod that `x-kustomer-pod` names.
  package let pod: String

  static let bodyLimit = 100_000

  /// Opens the records.
  ///
  /// - Throws: `SandboxError.database`.
  package init(_ options: SandboxOptions) throws(SandboxError) {
    state = try SandboxState(path: options.database)
    controls = SandboxControls(options)
    pod = options.pod
  }

  /// What befalls a request, by its method and path alone; counts it.
  package func decision(for request: WireRequest) -> FaultDecision {
    request.path.hasPrefix("/v1/") ? controls.decide(request) : FaultDecision()
  }

  /// Answers a request; what a decision says about the connection is the server's to do.
  package func response(
    to request: WireRequest, under decision: FaultDecision = FaultDecision()
  ) -> WireResponse {
    let now = controls.now
    var standing = RateStanding.unlimited
    var response: WireResponse
    do {
      response = try answer(request, under: decision, at: now, &standing)
    } catch let refusal as Refusal {
      response = refusal.response
    } catch {
      response = trouble(error).response
    }
    if let status = decision.statusAfter { response = Self.page(status) }
    if decision.garblesBody { response = garbled(response) }
    return marked(response, standing, at: now)
  }

  /// Answers what cannot be read as a request.
  func response(toMalformed malformed: MalformedRequest) -> WireResponse {
    let refusal = Refusal.plain(malformed.status, "badrequest", malformed.problem)
    return marked(refusal.response, .unlimited, at: controls.now)
  }

  /// Adds the headers that every answer carries.
  private func marked(
    _ response: WireResponse, _ standing: RateStanding, at now: Timestamp
  ) -> WireResponse {
    var response = response
    if response[header: "x-ratelimit-limit"] == nil { standing.add(to: &response) }
    response.add("x-kustomer-pod", pod)
    // Whose clock differs can read the reset by this one.
    response.add("date", now.httpDate)
    return response
  }

  private func answer(
    _ request: WireRequest, under decision: FaultDecision, at now: Timestamp,
    _ standing: inout RateStanding
  ) throws -> WireResponse {
    try refuseForeign(request)
    guard let segments = request.segments, let query = request.query else {
      throw Refusal.plain(
        400, "badrequest", "the path or query is not valid UTF-8 or its escapes are broken")
    }
    if segments.first != "v1" { return try control(request, segments, query) }
    if case .answered(let kind) = decision.outcome { return failure(kind, at: now) }
    let key = try key(of: request)
    standing = controls.take(of: key.org, at: now)
    if standing.isRefused { throw Refusal.plain(429, "ratelimit", "Rate limit exceeded") }
    let (route, parameters) = try route(request.method, segments)
    guard key.grants(anyOf: route.roles) else { throw Self.missing(route.roles) }
    let call = SandboxCall(
      request: request, parameters: parameters, query: query,
      body: try body(of: request, as: route.body, allowsNull: route.allowsNull), key: key,
      now: now, unlinksCompany: decision.unlinksCompany)
    return try route.answer(self, call)
  }

  /// A page in a browser must neither read what was typed nor change anything; everybody knows the
  /// key.
  private func refuseForeign(_ request: WireRequest) throws {
    let names = LocalNames()
    guard request.headers["host"].map(names.has(host:)) ?? true,
      request.headers["origin"].map(names.has(origin:)) ?? true
    else { throw Refusal.plain(403, "forbidden", "the sandbox answers this machine alone") }
  }

  private func key(of request: WireRequest) throws -> SandboxKey {
    let parts = (request.headers["authorization"] ?? "").split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer",
      let key = controls.key(parts[1])
    else {
      throw Refusal.plain(401, "unauthorized", "Unauthorized: the auth token is missing or invalid")
    }
    if let other = key.pod, other != pod { throw Self.wrongPod(other, handledBy: pod) }
    return key
  }

  static func wrongPod(_ pod: String, handledBy own: String) -> Refusal {
    .plain(
      401, "unauthorized",
      "Auth token associated with pod \(pod) but request is being handled by \(own)")
  }

  private static func missing(_ roles: [String]) -> Refusal {
    .plain(
      403, "forbidden",
      "Forbidden: requires any one of these roles: " + roles.joined(separator: ", "))
  }

  private func route(_ method: String, _ segments: [String]) throws -> (Route, [String]) {
    let fitting = Route.all.compactMap { route in
      route.parameters(of: segments).map { (route, $0) }
    }
    if let found = fitting.first(where: { $0.0.method == method }) { return found }
    if fitting.isEmpty { throw Refusal.notFound("path") }
    throw Refusal.methodNotAllowed(fitting.map(\.0.method))
  }

  /// The body, checked against a shape; empty when there is no shape to check it against.
  func body(
    of request: WireRequest, as shape: Shape?, allowsNull: Bool
  ) throws -> JSONObject {
    guard request.body.count <= Self.bodyLimit else {
      throw Refusal.plain(413, "toolarge", "Request entity too large: over 100000 bytes")
    }
    guard let shape else { return JSONObject() }
    let value: JSON
    do {
      value = try JSON(parsing: request.body)
    } catch {
      throw Refusal.plain(400, "badrequest", "Invalid JSON: \(error.message())")
    }
    let violations = shape.violations(of: value, allowsNull: allowsNull)
    guard violations.isEmpty, let body = value.objectValue else {
      throw Refusal.violations(violations)
    }
    return body
  }

  private func trouble(_ error: any Error) -> Refusal {
    if let error = error as? DatabaseError, error.resultCode == .SQLITE_BUSY {
      return .plain(503, "unavailable", "the sandbox file is locked by another process")
    }
    return .plain(500, "servererror", "sandbox: \(SandboxState.sentence(error))")
  }
}
