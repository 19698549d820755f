internal import KustomerDestination
internal import LoopbackHTTP

extension LocalKustomer {
  /// The answer of a fault that is one.
  func failure(_ kind: SandboxFault.Kind, at now: Timestamp) -> WireResponse {
    switch kind {
    case .status(let code, .json):
      Refusal.plain(code, "servererror", "sandbox fault: status \(code)").response
    case .status(let code, .html): Self.page(code)
    case .status(let code, .empty): WireResponse(status: code)
    case .rateLimited(let hint): Self.rateLimited(hint, at: now)
    case .wrongPod(let other): Self.wrongPod(other, handledBy: pod).response
    case .latency, .slow, .cutBefore, .cutAfter, .cutDuring, .garbage, .unlinkCompany,
      .statusAfter:
      // These are no answers; a decision never carries them as one.
      WireResponse(status: 500)
    }
  }

  /// An answer as something that stands in front of Kustomer may spoil it.
  func garbled(_ response: WireResponse) -> WireResponse {
    var response = response
    if response.status == 204 { response.status = 200 }
    response.body = Array("{\"data\":{\"type\":<!-- sandbox fault: garbage -->".utf8)
    return response
  }

  static func page(_ code: Int) -> WireResponse {
    let text = "<html><head><title>\(code)</title></head><body><h1>\(code)</h1></body></html>\n"
    return WireResponse(
      status: code, headers: [.init("content-type", "text/html")],
      body: Array(text.utf8))
  }

  private static func rateLimited(
    _ hint: SandboxFault.RateHint, at now: Timestamp
  ) -> WireResponse {
    var response = Refusal.plain(429, "ratelimit", "Rate limit exceeded").response
    switch hint {
    case .reset(let length):
      RateStanding(limit: 300, remaining: 0, isRefused: true, reset: now + length)
        .add(to: &response)
    case .retryAfter(let length):
      RateStanding(limit: 300, remaining: 0, isRefused: true, reset: nil).add(to: &response)
      response.add("retry-after", String((length.count + 999) / 1_000))
    case .none:
      RateStanding(limit: 300, remaining: 0, isRefused: true, reset: nil).add(to: &response)
    }
    return response
  }
}
