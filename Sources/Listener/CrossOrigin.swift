internal import LoopbackHTTP

/// The headers by which a browser lets a page's analytics.js talk to the listener.
struct CrossOrigin {
  private let request: WireRequest

  init(_ request: WireRequest) { self.request = request }

  /// What a preflight is answered with: whatever is asked for is allowed.
  var preflight: WireResponse {
    let asked = request.headers["access-control-request-headers"]
    var headers = [
      WireResponse.Header("access-control-allow-methods", "POST, OPTIONS"),
      .init("access-control-allow-headers", asked ?? "authorization, content-type"),
      .init("access-control-max-age", "86400"),
    ]
    // Chrome asks before a public page may reach this machine.
    if request.headers["access-control-request-private-network"] == "true" {
      headers.append(.init("access-control-allow-private-network", "true"))
    }
    return allowing(WireResponse(status: 204, headers: headers))
  }

  /// The same response, readable by the page that asked.
  func allowing(_ response: WireResponse) -> WireResponse {
    guard let origin = request.headers["origin"] else { return response }
    var response = response
    // Named, not `*`: a page that sends cookies along is refused with that.
    response.headers += [
      .init("access-control-allow-origin", origin),
      .init("access-control-allow-credentials", "true"), .init("vary", "origin"),
    ]
    return response
  }
}
