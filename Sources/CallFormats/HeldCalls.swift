internal import KustomerDestination

extension RecordText {
  /// The calls inside a JSON object that is none itself: the requests to Segment's HTTP API in a
  /// HAR file or a Postman collection, or a list of calls under any one name.
  ///
  /// - Returns: nil when it holds none of these; one error when it is such a file without calls.
  func heldRecords(in call: Call) -> [CallRecord]? {
    let json = call.json
    if let entries = json["log"]?["entries"]?.arrayValue {
      return records(of: entries.compactMap(\.harRequest), in: "a HAR file")
    }
    if json["info"]?.objectValue != nil, let items = json["item"]?.arrayValue {
      return records(of: items.flatMap(\.postmanRequests), in: "a Postman collection")
    }
    return listedRecords(json)
  }

  private func records(of requests: [HeldRequest], in file: String) -> [CallRecord] {
    var found: [CallRecord] = []
    for request in requests {
      guard let endpoint = SegmentEndpoint.of(request.url) else { continue }
      var body = request.body
      let records = body.withUTF8 { RecordText($0, start: start, ids: ids).records(for: endpoint) }
      switch records {
      case .success(let records): found += records
      case .failure(let error):
        let reason =
          "the body for \(request.url.prefix(80).onOneLineOnly) is no call: \(error.reason.rawValue)"
        found.append(CallRecord(line: start.line, call: .failure(RecordError(reason, at: start))))
      }
    }
    guard !found.isEmpty else {
      let reason = "this is \(file) in which no request goes to Segment's HTTP API, as …/v1/track"
      return [CallRecord(line: start.line, call: .failure(RecordError(reason, at: start)))]
    }
    return found.enumerated().map { index, record in
      var record = record
      record.item = index + 1
      return record
    }
  }

  /// The elements of the one list that holds calls, as in `{"data":[…]}`.
  private func listedRecords(_ json: JSON) -> [CallRecord]? {
    let lists =
      json.objectValue?.members.filter { member in
        member.value.arrayValue?.contains(where: \.isSegmentCall) ?? false
      } ?? []
    guard lists.count == 1, let elements = lists.first?.value.arrayValue else { return nil }
    return elements.enumerated().map { index, element in
      let text = element.compactBytes
      let record = text.withUnsafeBufferPointer {
        RecordText($0, start: start, item: index + 1, ids: ids).records()
      }
      switch record {
      case .success(let records) where records.count == 1: return records[0]
      case .success, .failure:
        let error = RecordError("this element of the list is no call", at: start)
        return CallRecord(line: start.line, item: index + 1, call: .failure(error))
      }
    }
  }
}

/// A request that a file describes.
private struct HeldRequest {
  let url: String
  let body: String
}

extension JSON {
  /// Whether this reads as a Segment call rather than as any object.
  package var isSegmentCall: Bool {
    let names = [
      "type", "event", "userId", "anonymousId", "user_id", "anonymous_id", "traits", "properties",
    ]
    return names.contains { self[$0] != nil }
  }

  /// Of an entry of a HAR file; nil for a request without a text as its body.
  fileprivate var harRequest: HeldRequest? {
    guard let url = self["request"]?["url"]?.stringValue,
      let body = self["request"]?["postData"]?["text"]?.stringValue
    else { return nil }
    return HeldRequest(url: url, body: body)
  }

  /// Of an item of a Postman collection, and of the items of a folder.
  fileprivate var postmanRequests: [HeldRequest] {
    if let items = self["item"]?.arrayValue { return items.flatMap(\.postmanRequests) }
    let request = self["request"]
    guard let url = request?["url"]?.stringValue ?? request?["url"]?["raw"]?.stringValue,
      let body = request?["body"]?["raw"]?.stringValue
    else { return [] }
    return [HeldRequest(url: url, body: body)]
  }
}

extension Substring {
  fileprivate var onOneLineOnly: String { String(self).onOneLine }
}
