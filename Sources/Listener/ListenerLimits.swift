/// How much is taken at a time.
///
/// Source of the first three: Segment's page on its HTTP API.
enum ListenerLimits {
  /// Most bytes of one call, as compact JSON.
  static let callBytes = 32 << 10
  /// Most bytes of a request's body, unpacked.
  static let bodyBytes = 500 << 10
  /// Most calls of a batch.
  static let batchCalls = 2_500
  /// Most bytes of calls that wait for the disk; what comes above is refused with 503.
  static let waitingBytes = 32 << 20
  /// What a waiting call takes beside its text.
  static let callOverhead = 1 << 10
  /// Calls that are kept together, unless one request has more.
  static let groupCalls = 500
  /// How many message ids are remembered.
  static let messageIDs = 500_000
}
