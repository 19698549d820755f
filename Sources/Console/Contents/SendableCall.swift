package import KustomerDestination
package import Records

/// A call that somebody has decided to send, with what was shown of it.
package struct SendableCall: Hashable, Sendable {
  /// The call as text, byte for byte as it is kept.
  package let source: String
  /// The moment of sending.
  package let moment: Timestamp
  /// The requests that were shown: others do not go out; nil where nothing was shown.
  package let requests: [PlannedRequest]?
  /// Which way it goes.
  package let via: SendRoute

  /// A call with the requests that were shown.
  package init(
    source: String, moment: Timestamp, requests: [PlannedRequest]? = nil, via: SendRoute = .kustomer
  ) {
    self.source = source
    self.moment = moment
    self.requests = requests
    self.via = via
  }
}
