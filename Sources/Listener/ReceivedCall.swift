package import KustomerDestination

/// A call as the listener hands it on: with the times and the id that Segment would have given it.
package struct ReceivedCall: Sendable {
  /// 1-based, in the order of arrival since the listener started.
  package var number: Int
  /// With `type`, `messageId`, `sentAt`, `receivedAt`, `originalTimestamp` and the corrected
  /// `timestamp`; without write key.
  package var call: Call
  /// When its request was read.
  package var receivedAt: Timestamp
  /// Whether a call with the same `messageId` came within the last 24 hours; it is not sent.
  package var isDuplicate: Bool
  /// The setting *Org Pod* that a destination webhook names; nil for all other calls.
  package var orgPod: String?

  /// As its sender wrote it; nil when it had none.
  var messageID: String?
  /// Bytes of its text.
  var size: Int
}
