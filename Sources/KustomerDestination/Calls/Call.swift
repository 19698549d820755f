/// One Segment call as it was read: a JSON object whose numbers, order and code points are kept.
public struct Call: Sendable {
  let document: JSONDocument

  /// Reads a call.
  ///
  /// - Parameter text: one JSON object; a leading BOM is skipped.
  /// - Throws: `JSONError` with the position, also when the text is JSON but no object.
  public init(parsing text: String) throws(JSONError) {
    try self.init(JSONDocument(parsing: text))
  }

  /// Reads a call.
  ///
  /// - Parameter bytes: UTF-8 of one JSON object; a leading BOM is skipped.
  /// - Throws: `JSONError` with the position, also when the text is JSON but no object.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    try self.init(JSONDocument(parsing: bytes))
  }

  /// A call from a parsed text.
  ///
  /// - Parameter document: whose value is the call.
  /// - Throws: `JSONError` when the value is no object.
  public init(_ document: JSONDocument) throws(JSONError) {
    guard document.kind(0) == .object else {
      let start = Int(document.nodes[0].start) - (document.kind(0) == .string ? 1 : 0)
      throw document.bytes.withUnsafeBufferPointer { JSONError(.notAnObject, at: start, in: $0) }
    }
    self.document = document
  }

  /// The whole call.
  public var json: JSON { document.value }

  /// Lends the name of each member of the call itself, as written between its quotes.
  package func forEachName(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    document.withView { view in
      for (key, _) in view.members(of: 0) { body(view.raw(key)) }
    }
  }

  /// The userId and anonymousId by which a plan knows the call; nil for one that is absent, blank
  /// or no id.
  public var ids: (user: String?, visitor: String?) {
    document.withView { view in
      let envelope = Envelope(of: view)
      let id = { (field: Envelope.Field) in envelope[field].flatMap { view.id($0) } }
      return (id(.userId), id(.anonymousId))
    }
  }

  /// What lists show it by; nil when it has no such thing.
  package var title: String? { json.callTitle }

  /// Bytes of the call as compact JSON, as the 32 768-byte limit counts them.
  var compactSize: Int {
    // Compact text is never longer than what was read.
    document.extent <= Call.sizeLimit ? document.extent : json.compactBytes.count
  }

  static let sizeLimit = 32_768
}

extension JSON {
  /// What lists show a call by: the event of a track, the name of a page or screen, e-mail or name
  /// of an identify; nil when it has none.
  package var callTitle: String? {
    let names = [
      self["event"], self["name"], self["properties"]?["name"], self["traits"]?["email"],
      self["traits"]?["name"],
    ]
    return names.lazy.compactMap { $0?.stringValue }.first { !$0.isBlank }
  }
}
