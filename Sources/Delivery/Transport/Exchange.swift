internal import Records

/// What came of one request: an answer, or a failure that says whether the request had gone out.
package enum Exchange: Sendable, Hashable {
  /// The org, or something on the way to it, answered with a status.
  case answered(HTTPResponse)
  /// No status came back.
  case failed(TransportFailure)
}

/// An answer as received.
package struct HTTPResponse: Sendable, Hashable {
  /// 100 to 999.
  package var status: Int
  /// Names in lower case, in the order received.
  package var headers: [Header]
  /// May be empty or anything but JSON: a CDN stands in front of Kustomer.
  package var body: [UInt8]
  /// From the start of the request to the end of the answer.
  package var milliseconds: Int
  /// False when the connection was cut or timed out inside the body.
  package var isComplete: Bool

  /// One header line.
  package struct Header: Sendable, Hashable {
    /// In lower case.
    package var name: String
    /// Without white space around it.
    package var value: String

    /// A header line by its parts.
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A complete answer unless told otherwise.
  package init(
    status: Int, headers: [Header] = [], body: [UInt8] = [], milliseconds: Int,
    isComplete: Bool = true
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.milliseconds = milliseconds
    self.isComplete = isComplete
  }

  /// The value of the first header of that name, given in lower case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name == name }?.value
  }
}

/// Why no status came back.
package struct TransportFailure: Error, Sendable, Hashable {
  /// What went wrong, as far as libcurl can tell.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The name has no address, or the name server does not answer.
    case couldNotResolve = "could_not_resolve"
    /// Refused, unreachable, or the proxy said no.
    case couldNotConnect = "could_not_connect"
    /// No connection within the connect time-out.
    case connectTimedOut = "connect_timed_out"
    /// The total time-out ran out while the request was being written.
    case writeTimedOut = "write_timed_out"
    /// The total time-out ran out while the answer was awaited.
    case readTimedOut = "read_timed_out"
    /// The connection ended before a status line.
    case cut
    /// The certificate was not accepted, or the handshake failed.
    case tls
    /// What came back is not HTTP.
    case notHTTP = "not_http"
    /// The caller's task was cancelled, or the transport closed.
    case cancelled
    /// The local machine could not do it: no memory, unreadable CA file, bad proxy setting.
    case local
  }

  /// What went wrong.
  package var kind: Kind
  /// Whether the whole request had been handed to the network: it may have been carried out.
  package var wasWritten: Bool
  /// One line: what and where.
  package var message: String
  /// One line: what to do.
  package var hint: String
  /// From the start of the request to the failure.
  package var milliseconds: Int

  /// A failure of that kind.
  package init(
    _ kind: Kind, wasWritten: Bool, _ message: String, hint: String = "try again",
    milliseconds: Int = 0
  ) {
    self.kind = kind
    self.wasWritten = wasWritten
    self.message = message
    self.hint = hint
    self.milliseconds = milliseconds
  }
}

extension APIKey {
  /// The same answer with the key masked wherever it repeats the request's headers.
  func redacting(_ response: HTTPResponse) -> HTTPResponse {
    var response = response
    response.body = redacting(response.body)
    for index in response.headers.indices {
      response.headers[index].value = redacting(response.headers[index].value)
    }
    return response
  }
}
