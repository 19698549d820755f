package import KustomerDestination
package import LoopbackHTTP

/// What a request asks of the listener, decided without a socket.
package enum Reception: Sendable {
  /// Nothing is to be kept; this is the answer.
  case answered(WireResponse)
  /// These are kept before the request is answered; never empty, save for an empty batch.
  case calls([ReceivedCall])

  /// Reads a request as Segment's HTTP API does.
  ///
  /// A write key is accepted as any, and is in nothing that comes out.
  ///
  /// - Parameters:
  ///   - request: also one that is not of the API.
  ///   - number: of the request since the start; missing message ids are made of it.
  ///   - now: when the request was read.
  package init(of request: ListenerRequest, number: Int, at now: Timestamp) {
    do throws(ListenerRefusal) {
      guard let endpoint = Endpoint(path: request.path) else { throw .unknownPath }
      if request.method == "OPTIONS" {
        self = .answered(CrossOrigin(request).preflight)
        return
      }
      guard request.method == "POST" else { throw .wrongMethod }
      self = .calls(
        try RequestCalls(of: request, to: endpoint, number: number, at: now).all())
    } catch {
      self = .answered(CrossOrigin(request).allowing(error.response))
    }
  }
}

extension ListenerRequest {
  /// The answer to a request whose calls are kept.
  var accepted: WireResponse {
    let body = Array(#"{"success": true}"#.utf8)
    return CrossOrigin(self).allowing(
      WireResponse(status: 200, headers: [("content-type", "application/json")], body: body))
  }

  func refused(_ refusal: ListenerRefusal) -> WireResponse {
    CrossOrigin(self).allowing(refusal.response)
  }
}
