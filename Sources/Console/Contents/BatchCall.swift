package import KustomerDestination

/// A call of a batch that shall be sent.
package struct BatchCall: Hashable, Sendable {
  /// Its number in the batch.
  package let id: Int
  /// The call.
  package let call: JSON
  /// The requests that were shown of it: others do not go out.
  package let requests: [PlannedRequest]

  /// A call of that number.
  package init(id: Int, call: JSON, requests: [PlannedRequest]) {
    self.id = id
    self.call = call
    self.requests = requests
  }
}
