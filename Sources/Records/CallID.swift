/// Names a call in the journal; grows with the order of sending.
package struct CallID: Hashable, Sendable, Comparable {
  /// Starts at 1; never used again.
  package let number: Int64

  /// The call of that number.
  package init(_ number: Int64) { self.number = number }

  /// The earlier call is less.
  package static func < (left: CallID, right: CallID) -> Bool { left.number < right.number }
}
