/// What a path of Segment's HTTP API takes.
enum Endpoint: Hashable {
  /// One call of that type, whatever its body says.
  case call(type: String)
  /// Many calls, each with its type.
  case batch
  /// One call as Segment hands it to a destination's webhook.
  case webhook

  /// The endpoint of a path, nil for one that the API does not have; one slash at the end is fine.
  init?(path: Substring) {
    let path = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path
    guard let endpoint = Self.byPath[path] else { return nil }
    self = endpoint
  }

  /// The short forms are those of the mobile SDKs.
  private static let byPath: [Substring: Endpoint] = [
    "/": .webhook,
    "/v1/identify": .call(type: "identify"), "/v1/i": .call(type: "identify"),
    "/v1/track": .call(type: "track"), "/v1/t": .call(type: "track"),
    "/v1/page": .call(type: "page"), "/v1/p": .call(type: "page"),
    "/v1/screen": .call(type: "screen"), "/v1/s": .call(type: "screen"),
    "/v1/group": .call(type: "group"), "/v1/g": .call(type: "group"),
    "/v1/alias": .call(type: "alias"), "/v1/a": .call(type: "alias"),
    "/v1/batch": .batch, "/v1/b": .batch, "/v1/import": .batch,
  ]
}
