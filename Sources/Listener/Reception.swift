package import KustomerDestination
package import LoopbackHTTP

/// What a request asks of the listener, decided without a socket.
package enum Reception: Sendable {
  /// Nothing is to be kept; this is the answer.
  case answered(WireResponse)
  /// These are kept before the request is answered; empty when a batch has none that can be read,
  /// and of each of the others there is a sentence.
  case calls([ReceivedCall], unreadable: [String])

  /// Reads a request as Segment's HTTP API does.
  ///
  /// A write key is accepted as any, and is in nothing that comes out.
  ///
  /// - Parameters:
  ///   - request: also one that is not of the API.
  ///   - number: of the request since the start; missing message ids are made of it.
  ///   - now: when the request was read.
  ///   - access: who may hand in calls.
  package init(
    of request: WireRequest, number: Int, at now: Timestamp, access: AccessRule = AccessRule()
  ) {
    if let refusal = access.refusal(of: request) {
      // Without the headers by which a page may read it.
      self = .answered(refusal.response)
      return
    }
    do throws(ListenerRefusal) {
      guard let endpoint = Endpoint(path: request.path) else { throw .unknownPath }
      if request.method == "OPTIONS" {
        self = .answered(CrossOrigin(request).preflight)
        return
      }
      guard request.method == "POST" else { throw .wrongMethod }
      let read = try RequestCalls(of: request, to: endpoint, number: number, at: now).all()
      self = .calls(read.calls, unreadable: read.unreadable)
    } catch {
      self = .answered(CrossOrigin(request).allowing(error.response))
    }
  }
}

extension WireRequest {
  /// The answer to a request whose calls are kept.
  var accepted: WireResponse {
    let body = Array(#"{"success": true}"#.utf8)
    return CrossOrigin(self).allowing(
      WireResponse(
        status: 200, headers: [.init("content-type", "application/json")], body: body))
  }

  func refused(_ refusal: ListenerRefusal) -> WireResponse {
    CrossOrigin(self).allowing(refusal.response)
  }
}
