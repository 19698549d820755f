internal import KustomerDestination

/// What an address of Segment's HTTP API takes.
enum SegmentEndpoint: Hashable {
  /// A call, whose type the path gives.
  case type(String)
  case batch

  /// Why an address is none of Segment's.
  struct Refusal: Error {
    let reason: String
  }

  /// Tells by the path alone: a proxy has any host.
  init(url: String) throws(Refusal) {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/")
    if path.contains("/v1/tracking/") || path.contains("/v1/customers") {
      throw Refusal(reason: "this goes to Kustomer; paste the call that goes to Segment")
    }
    guard parts.count > 1, parts[parts.count - 2] == "v1", let name = parts.last.map(String.init)
    else {
      throw Refusal(reason: "no address of Segment's HTTP API is here, as …/v1/track")
    }
    switch Self.shortNames[name] ?? name {
    case "batch", "import", "b": self = .batch
    case let type where Self.shortNames.values.contains(type): self = .type(type)
    default: throw Refusal(reason: "/v1/\(name) takes no call; use /v1/track or its like")
    }
  }

  /// Nil for an address that is none of Segment's.
  static func of(_ url: String) -> SegmentEndpoint? {
    do throws(Refusal) {
      return try SegmentEndpoint(url: url)
    } catch {
      return nil
    }
  }

  /// Of the mobile libraries.
  private static let shortNames = [
    "i": "identify", "t": "track", "p": "page", "s": "screen", "g": "group", "a": "alias",
  ]
}

extension RecordText {
  /// The calls of a body that was sent to Segment's HTTP API.
  func records(for endpoint: SegmentEndpoint) -> Result<[CallRecord], JSONError> {
    guard case .type(let type) = endpoint, let object = ObjectText(bytes) else { return records() }
    do throws(JSONError) {
      // Read first as it stands, so that an error's place is that of the text.
      _ = try Call(parsing: bytes)
      let rest = object.text(without: ["type"])
      let typed =
        Array("{\"type\":\"\(type)\"\(rest.count == 2 ? "" : ",")".utf8) + rest.dropFirst()
      return typed.withUnsafeBufferPointer {
        RecordText($0, start: start, item: item ?? 0, ids: ids).records()
      }.map { $0.map(withoutItem) }
    } catch {
      return .failure(error)
    }
  }

  /// A call to such a path is one call, also when it holds a list called batch.
  private func withoutItem(_ record: CallRecord) -> CallRecord {
    var record = record
    record.item = item
    return record
  }
}
