package import KustomerDestination

/// The body of one request to Segment's HTTP API that brings several calls, each read by itself.
package struct HTTPBatch: Sendable {
  /// One item of the batch.
  package struct Item: Sendable {
    /// Bytes of it: as its sender wrote it, or of its compact JSON where that is over the limit.
    package let size: Int
    /// With what the batch says for all, and without write key; an error's place is that of the
    /// body.
    package let call: Result<JSONObject, RecordError>
  }

  /// When the batch was sent, as its sender wrote it; nil when it does not say.
  package let sentAt: JSON?
  /// In order.
  package let items: [Item]

  /// Reads a body whose calls may have so many bytes as compact JSON.
  ///
  /// - Returns: nil when its brackets and strings do not close, when something else than commas
  ///   stands between items, or when it has no array `"batch"`.
  package init?(_ text: [UInt8], callLimit: Int) {
    let read: (JSON?, [Item])? = text.withUnsafeBufferPointer { bytes in
      guard let batch = BatchText(bytes), batch.isClosed, batch.isShareable, batch.isInOrder,
        !batch.array.hasLeadingComma
      else { return nil }
      let records = RecordText(bytes, start: InputBuffer.Position()).records(of: batch)
      let items = zip(batch.array.elements, records).map { place, record in
        Item(
          size: Self.size(of: bytes[place], callLimit),
          call: record.call.map { $0.json.objectValue ?? JSONObject() })
      }
      return (batch.object.member("sentAt").flatMap(batch.object.value(of:)), items)
    }
    guard let read else { return nil }
    (sentAt, items) = read
  }

  private static func size(of text: Slice<UnsafeBufferPointer<UInt8>>, _ limit: Int) -> Int {
    guard text.count > limit else { return text.count }
    do throws(JSONError) {
      return try JSON(parsing: text).compactBytes.count
    } catch {
      return text.count
    }
  }
}

extension JSONObject {
  /// The members of one call that was sent alone, without write key.
  package var withoutWriteKey: JSONObject {
    var plain = self
    for name in WriteKey.names { plain["\(name)"] = nil }
    return plain
  }
}
