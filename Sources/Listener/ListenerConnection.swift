internal import FlyingSocks
internal import Foundation
internal import LoopbackHTTP

/// One client's connection: requests are answered in order until either side ends it.
struct ListenerConnection {
  let socket: AsyncSocket
  let desk: ListenerDesk

  /// Serves until the connection ends; a client that goes away is no error.
  func serve() async throws {
    var reader = RequestReader(socket: socket)
    do {
      while let head = try await reader.head() {
        if head.expectsContinue {
          try await socket.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        let body = try await reader.body(of: head, limit: ListenerLimits.bodyBytes)
        try await answer(head, body)
        if head.isLast { return }
      }
    } catch let malformed as MalformedRequest {
      let refusal = ListenerRefusal(
        status: malformed.status, code: "malformed_request", message: malformed.problem)
      try await socket.write(refusal.response.bytes(isLast: true))
    }
  }

  private func answer(_ head: RequestHead, _ body: [UInt8]) async throws {
    let request = ListenerRequest(head.method, head.target, headers: head.headers, body: body)
    switch desk.reception(of: request) {
    case .answered(let response): try await write(response, head)
    case .calls(let calls):
      guard desk.queue.admit(calls) else {
        desk.countBusy()
        return try await write(request.refused(.busy), head)
      }
      defer { desk.queue.leave(calls) }
      let isKept = await desk.queue.keep(calls)
      try await write(isKept ? request.accepted : request.refused(.notKept), head)
    }
  }

  private func write(_ response: WireResponse, _ head: RequestHead) async throws {
    try await socket.write(
      response.bytes(isLast: head.isLast, hasBody: head.method != "HEAD"))
  }
}
