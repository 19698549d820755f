package import KustomerDestination

/// A call of a batch that shall be sent.
package struct BatchCall: Hashable, Sendable {
  /// Its number in the batch.
  package let id: Int
  /// The call.
  package let call: JSON

  /// A call of that number.
  package init(id: Int, call: JSON) {
    self.id = id
    self.call = call
  }
}
