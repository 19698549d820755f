internal import KustomerDestination
internal import LoopbackHTTP

/// A request that is answered with an error, in one of Kustomer's two shapes.
struct Refusal: Error {
  var status: Int
  var errors: [JSON]
  var headers: [WireResponse.Header] = []

  /// `{"code","message","meta"}`, the shape of most errors.
  static func plain(_ status: Int, _ code: String, _ message: String) -> Refusal {
    Refusal(
      status: status,
      errors: [["code": .string(code), "message": .string(message), "meta": [:]]])
  }

  /// `{"status","source","code","title","detail"}`, the shape of errors that name a member.
  static func located(
    _ status: Int, _ code: String, _ title: String, parameter: String, detail: String? = nil
  ) -> Refusal {
    var error = JSONObject([
      .init("status", .number(String(status))),
      .init("source", ["parameter": .string(parameter)]),
      .init("code", .string(code)), .init("title", .string(title)),
    ])
    error["detail"] = detail.map(JSON.string)
    return Refusal(status: status, errors: [.object(error)])
  }

  static func notFound(_ parameter: String) -> Refusal {
    located(404, "notfound", "Not Found", parameter: parameter)
  }

  static func methodNotAllowed(_ allowed: [String]) -> Refusal {
    var refusal = plain(405, "methodnotallowed", "Method Not Allowed")
    refusal.headers = [.init("allow", allowed.joined(separator: ", "))]
    return refusal
  }

  static func conflict(_ parameter: String, _ detail: String) -> Refusal {
    located(409, "conflict", "Conflict", parameter: parameter, detail: detail)
  }

  static func badParameter(_ parameter: String, _ detail: String) -> Refusal {
    located(400, "badparam", "Bad Parameter", parameter: parameter, detail: detail)
  }

  /// One error for each violation; there must be one at least.
  static func violations(_ violations: [Violation]) -> Refusal {
    Refusal(
      status: 400,
      errors: violations.flatMap { violation in
        located(
          400, "badparam", violation.title, parameter: violation.parameter,
          detail: violation.detail
        ).errors
      })
  }

  var response: WireResponse {
    var response = WireResponse.json(status, ["errors": .array(errors)])
    response.headers += headers
    return response
  }
}
