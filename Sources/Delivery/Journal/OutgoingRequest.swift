package import KustomerDestination

/// One request as it goes out: placeholders filled in, arrays united.
package struct OutgoingRequest: Sendable, Hashable {
  /// What it is for; nil for one that no call is sent with.
  package var kind: PlannedRequest.Kind?
  /// The HTTP method.
  package var method: PlannedRequest.Method
  /// From the base URL on, percent-encoded.
  package var path: String
  /// The bytes that are sent; nil for a GET.
  package var body: [UInt8]?

  /// A planned request, at a path and with a body that are filled in.
  init(_ planned: PlannedRequest, path: String? = nil, body: JSON? = nil) {
    self.init(planned.kind, planned.method, path ?? planned.path, bytes: body?.compactBytes)
  }

  /// A GET that only reads.
  init(reading path: String) { self.init(nil, .get, path, bytes: nil) }

  /// A request as it was written down.
  init(
    _ kind: PlannedRequest.Kind?, _ method: PlannedRequest.Method, _ path: String, bytes: [UInt8]?
  ) {
    self.kind = kind
    self.method = method
    self.path = path
    body = bytes
  }

  /// Whether it asks for something; a 404 is then a normal answer.
  var isLookUp: Bool { method == .get }

  /// Whether sending it twice may be seen: Kustomer has no key against a repeated event.
  package var isTracking: Bool { kind?.isTracking ?? false }

  /// The kinds of tracking requests, as SQL lists them.
  static let trackingKinds = PlannedRequest.Kind.allCases.filter(\.isTracking)
    .map { "'\($0.rawValue)'" }.joined(separator: ", ")
}

extension OutgoingRequest {
  /// With `sentAt`, by which Segment corrects a clock that is wrong; any other request as it is.
  func stamped(at moment: Timestamp) -> OutgoingRequest {
    guard kind == .segmentCall, let bytes = body,
      var call = (try? JSON(parsing: String(decoding: bytes, as: UTF8.self)))?.objectValue
    else { return self }
    call["sentAt"] = .string(moment.rfc3339)
    var stamped = self
    stamped.body = JSON.object(call).compactBytes
    return stamped
  }
}
