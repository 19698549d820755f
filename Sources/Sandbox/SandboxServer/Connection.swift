internal import FlyingSocks
internal import Foundation
internal import KustomerDestination
internal import LoopbackHTTP
internal import Rest

/// One client's connection: requests are answered in order until either side ends it.
struct Connection {
  let socket: AsyncSocket
  let kustomer: LocalKustomer

  /// Serves until the connection ends; a client that goes away is no error.
  func serve() async throws {
    var reader = RequestReader(socket: socket)
    do {
      while let head = try await reader.head() {
        let goesOn = try await answer(head, &reader)
        if !goesOn { return }
      }
    } catch let malformed as MalformedRequest {
      try await refuse(malformed)
    }
  }

  private func answer(
    _ head: RequestHead, _ reader: inout RequestReader
  ) async throws -> Bool {
    var request = SandboxRequest(head.method, head.target, headers: head.headers)
    let decision = kustomer.decision(for: request)
    if decision.outcome == .cutBefore {
      try reset()
      return false
    }
    if head.expectsContinue { try await socket.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
    request.body = try await reader.body(of: head, limit: LocalKustomer.bodyLimit)
    let response = kustomer.response(to: request, under: decision)
    if decision.delay.count > 0 { try await pause(decision.delay) }
    let bytes = response.bytes(isLast: head.isLast, hasBody: request.method != "HEAD")
    switch decision.outcome {
    case .cutAfter, .cutBefore: return false
    case .cutDuring:
      try await socket.write(bytes.prefix(bytes.count / 2))
      return false
    case .answered, nil:
      try await write(bytes, pausing: decision.pausePerByte)
      return !head.isLast
    }
  }

  private func write(_ bytes: Data, pausing pause: Milliseconds?) async throws {
    guard let pause else { return try await socket.write(bytes) }
    for byte in bytes {
      try await socket.write(Data([byte]))
      try await self.pause(pause)
    }
  }

  private func pause(_ length: Milliseconds) async throws {
    try await rest(milliseconds: length.count)
  }

  private func refuse(_ malformed: MalformedRequest) async throws {
    let response = kustomer.response(toMalformed: malformed)
    try await socket.write(response.bytes(isLast: true))
  }

  /// Makes the close that follows a reset, not an orderly end.
  private func reset() throws {
    try socket.socket.setValue(true, for: ResetOnClose())
  }
}

extension SandboxResponse {
  fileprivate func bytes(isLast: Bool, hasBody: Bool = true) -> Data {
    WireResponse(status: status, headers: headers.map { ($0.name, $0.value) }, body: body)
      .bytes(isLast: isLast, hasBody: hasBody)
  }
}

private struct ResetOnClose: SocketOption {
  let name = SO_LINGER

  func makeValue(from socketValue: linger) -> Bool {
    socketValue.l_onoff != 0 && socketValue.l_linger == 0
  }

  func makeSocketValue(from value: Bool) -> linger {
    linger(l_onoff: value ? 1 : 0, l_linger: 0)
  }
}
