internal import KustomerDestination
internal import LoopbackHTTP

/// Why a request is not taken.
struct ListenerRefusal: Error, Hashable {
  var status: Int
  /// A stable name.
  var code: String
  /// One line for people.
  var message: String
  var headers: [String: String] = [:]

  static func malformed(_ problem: String) -> ListenerRefusal {
    ListenerRefusal(status: 400, code: "malformed_json", message: problem)
  }

  static func tooLarge(_ problem: String) -> ListenerRefusal {
    ListenerRefusal(status: 400, code: "too_large", message: problem)
  }

  static let foreignHost = ListenerRefusal(
    status: 403, code: "foreign_host",
    message: "the request names another machine in Host; ask for 127.0.0.1 or localhost")

  static func foreignOrigin(_ origin: String) -> ListenerRefusal {
    ListenerRefusal(
      status: 403, code: "foreign_origin",
      message: "pages of \(origin) may not hand in calls while they are forwarded;"
        + " listen --forward --origin \(origin) lets them")
  }

  static let unknownPath = ListenerRefusal(
    status: 404, code: "not_found",
    message: "there is no such path; the API is POST /v1/batch and /v1/TYPE")
  static let wrongMethod = ListenerRefusal(
    status: 405, code: "method_not_allowed", message: "only POST is taken here",
    headers: ["allow": "POST, OPTIONS"])
  /// Segment's SDKs try again after a 5xx.
  static let busy = ListenerRefusal(
    status: 503, code: "busy", message: "too many calls wait for the disk; try again",
    headers: ["retry-after": "1"])
  static let notKept = ListenerRefusal(
    status: 503, code: "not_kept", message: "the calls could not be kept; try again",
    headers: ["retry-after": "1"])

  /// The answer to what cannot be read as a request.
  static func answer(to malformed: MalformedRequest) -> WireResponse {
    ListenerRefusal(
      status: malformed.status, code: "malformed_request", message: malformed.problem
    ).response
  }

  /// Segment's SDKs read `code` and `message`.
  var response: WireResponse {
    let body: JSON = ["success": false, "code": .string(code), "message": .string(message)]
    return WireResponse(
      status: status,
      headers: [.init("content-type", "application/json")]
        + headers.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) },
      body: body.compactBytes)
  }
}
