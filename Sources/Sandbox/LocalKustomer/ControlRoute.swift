internal import KustomerDestination
internal import LoopbackHTTP

/// One endpoint outside `/v1`, through which the sandbox itself is looked at and changed.
///
/// The dispatch, 404 and 405 are derived from `ControlRoute.all`.
struct ControlRoute: Sendable {
  var method: String
  var path: String
  var query: [String]
  /// nil means that a body is not looked at.
  var body: Shape?
  var answer: @Sendable (LocalKustomer, ControlCall) throws -> WireResponse

  init(
    _ method: String, _ path: String, query: [String] = [], body: Shape? = nil,
    answer: @escaping @Sendable (LocalKustomer, ControlCall) throws -> WireResponse
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.body = body
    self.answer = answer
  }
}

/// A request to a control endpoint; the body was checked against the endpoint's shape.
struct ControlCall {
  var query: [String: String]
  var body: JSONObject
}

extension ControlRoute {
  static let all: [ControlRoute] = [
    ControlRoute("GET", "/sandbox/log", query: ["after", "path", "limit"]) { try $0.log($1.query) },
    ControlRoute("GET", "/sandbox/faults") { kustomer, _ in kustomer.faultList },
    ControlRoute("POST", "/sandbox/faults", body: .faults) { try $0.addFaults($1) },
    ControlRoute("DELETE", "/sandbox/faults") { kustomer, _ in
      kustomer.controls.clearFaults()
      return kustomer.faultList
    },
    ControlRoute("GET", "/sandbox/clock") { kustomer, _ in kustomer.clockFace },
    ControlRoute("POST", "/sandbox/clock", body: .clock) { try $0.moveClock($1) },
    ControlRoute("GET", "/sandbox/rate") { kustomer, _ in kustomer.rateLine },
    ControlRoute("POST", "/sandbox/rate", body: .rate) {
      try $0.setRate($1)
    },
    ControlRoute("GET", "/sandbox/keys") { kustomer, _ in kustomer.keyList },
    ControlRoute("POST", "/sandbox/keys", body: .keys) {
      $0.addKeys($1)
    },
  ]
}

extension Shape {
  fileprivate static let faults = Shape.object([
    Member("faults", .array(of: .text(1...256), atMost: 100), isRequired: true)
  ])
  fileprivate static let clock = Shape.object([
    Member("set", .text(1...64)), Member("advance", .text(1...64)), Member("frozen", .boolean),
  ])
  fileprivate static let rate = Shape.object([Member("rate", .text(1...64))])
  fileprivate static let keys = Shape.object([
    Member(
      "keys",
      .array(
        of: .object([
          Member("key", .text(1...4_096), isRequired: true), Member("name", .text(1...256)),
          Member("org", .text(1...256)), Member("pod", .text(1...64)),
          Member("roles", .array(of: .text(1...256), atMost: 1_000)),
        ]), atMost: 100), isRequired: true)
  ])
}
