internal import FlyingSocks
internal import Foundation
internal import KustomerDestination
internal import LoopbackHTTP

extension LocalKustomer {
  /// Answers one request of a connection, or does to the connection what a fault says.
  ///
  /// - Returns: whether the connection goes on.
  func answer(_ head: RequestHead, on connection: inout HTTPConnection) async throws -> Bool {
    var request = head.request
    let decision = decision(for: request)
    if decision.outcome == .cutBefore {
      try connection.reset()
      return false
    }
    request.body = try await connection.body(of: head, limit: Self.bodyLimit)
    let response = response(to: request, under: decision)
    if decision.delay.count > 0 { try await pause(decision.delay) }
    let bytes = response.bytes(to: head)
    switch decision.outcome {
    case .cutAfter, .cutBefore: return false
    case .cutDuring:
      try await connection.write(bytes.prefix(bytes.count / 2))
      return false
    case .answered, nil:
      guard let pause = decision.pausePerByte else {
        try await connection.write(bytes)
        return true
      }
      for byte in bytes {
        try await connection.write(Data([byte]))
        try await self.pause(pause)
      }
      return true
    }
  }

  private func pause(_ length: Milliseconds) async throws {
    try await Task.sleep(for: .milliseconds(length.count))
  }
}

extension HTTPConnection {
  /// Makes the close that follows a reset, not an orderly end.
  fileprivate func reset() throws {
    try socket.socket.setValue(true, for: ResetOnClose())
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
