internal import LoopbackHTTP

/// The headers by which a browser lets a page's analytics.js talk to the listener.
struct CrossOrigin {
  private let request: ListenerRequest

  init(_ request: ListenerRequest) { self.request = request }

  /// What a preflight is answered with: whatever is asked for is allowed.
  var preflight: WireResponse {
    let asked = request.headers["access-control-request-headers"]
    var headers = [
      (name: "access-control-allow-methods", value: "POST, OPTIONS"),
      ("access-control-allow-headers", asked ?? "authorization, content-type"),
      ("access-control-max-age", "86400"),
    ]
    // Chrome asks before a public page may reach this machine.
    if request.headers["access-control-request-private-network"] == "true" {
      headers.append(("access-control-allow-private-network", "true"))
    }
    return allowing(WireResponse(status: 204, headers: headers))
  }

  /// The same response, readable by the page that asked.
  func allowing(_ response: WireResponse) -> WireResponse {
    guard let origin = request.headers["origin"] else { return response }
    var response = response
    // Named, not `*`: a page that sends cookies along is refused with that.
    response.headers += [
      ("access-control-allow-origin", origin), ("access-control-allow-credentials", "true"),
      ("vary", "origin"),
    ]
    return response
  }
}
