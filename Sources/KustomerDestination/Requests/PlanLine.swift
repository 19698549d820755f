extension Plan {
  /// The plan as one line of compact JSON, without a line end.
  ///
  /// - Parameters:
  ///   - line: 1-based, where the record starts in its file.
  ///   - item: 1-based place inside an array or batch; nil outside one.
  ///   - file: nil unless several files are read.
  ///   - trace: whether the rows of the trace are printed too.
  ///   - kinds: whether each request says what it is for, as the journal keeps it.
  /// - Returns: the members in a fixed order.
  public func line(
    at line: Int, item: Int? = nil, file: String? = nil, trace: Bool = false, kinds: Bool = false
  ) -> String {
    var writer = JSONWriter(capacity: likelySize(trace))
    write(to: &writer, at: line, item: item, file: file, trace: trace, kinds: kinds)
    return writer.text
  }

  /// Appends what `line` gives.
  public func write(
    to bytes: inout [UInt8], at line: Int, item: Int? = nil, file: String? = nil,
    trace withTrace: Bool = false
  ) {
    var writer = JSONWriter(capacity: likelySize(withTrace))
    write(to: &writer, at: line, item: item, file: file, trace: withTrace, kinds: false)
    writer.append(to: &bytes)
  }

  /// Bytes that a line mostly has; one that has more is moved while it is written.
  private func likelySize(_ withTrace: Bool) -> Int {
    call.document.extent * 2 + 256 + findings.count * 160 + (withTrace ? call.rows.count * 200 : 0)
  }

  private func write(
    to writer: inout JSONWriter, at line: Int, item: Int?, file: String?, trace withTrace: Bool,
    kinds: Bool
  ) {
    writer.begin(line: line, item: item, file: file)
    writer.text("type", type)
    writer.text("verdict", verdict.rawValue)
    writer.list("requests", requests) { $0.write($1, kinds: kinds) }
    if let session {
      writer.key("session")
      writer.write(session)
    }
    writer.list("diagnostics", diagnostics) { $0.write($1) }
    if withTrace {
      call.document.withView { view in
        writer.list("trace", call.traceRows(in: view)) { $0.write($1, of: call, view) }
      }
    }
    writer.byte("}")
  }

  /// The line of a record that could not be read.
  public static func unreadableLine(
    _ message: String, at line: Int, item: Int? = nil, file: String? = nil
  ) -> String {
    var writer = JSONWriter()
    writer.begin(line: line, item: item, file: file)
    writer.text("type", nil)
    writer.text("verdict", Verdict.rejected.rawValue)
    writer.literal(",\"requests\":[]")
    writer.list("diagnostics", [Diagnostic(.error, .invalidJSON, message)]) { $0.write($1) }
    writer.byte("}")
    return writer.text
  }
}

extension PlannedRequest {
  /// Reads a request of a plan's line; nil for one that this version cannot send.
  package init?(_ json: JSON) {
    guard let method = json["method"]?.stringValue.flatMap({ Method(rawValue: $0) }),
      let path = json["path"]?.stringValue, path.utf8.starts(with: "/v1/".utf8),
      let kind = json["kind"].map({ $0.stringValue.flatMap { Kind(rawValue: $0) } })
        ?? Kind(of: method, path),
      kind.method == method, kind.condition?.rawValue == json["when"]?.stringValue
    else { return nil }
    self.init(
      kind, path, body: json["body"],
      merges: json["merges"]?.arrayValue?.compactMap(\.stringValue) ?? [])
  }

  /// The request as it stands in a plan's line.
  public var json: JSON { JSONWriter.json { $0.write(self, kinds: false) } }
}

extension JSONWriter {
  fileprivate mutating func begin(line: Int, item: Int?, file: String?) {
    literal("{\"line\":")
    number(line)
    if let item {
      key("item")
      number(item)
    }
    if let file { text("file", file) }
  }

  /// The name of a member that is not the first.
  @inline(__always)
  fileprivate mutating func key(_ name: StaticString) {
    literal(",\"")
    literal(name)
    literal("\":")
  }

  fileprivate mutating func text(_ name: StaticString, _ value: String?) {
    key(name)
    if let value { string(value) } else { literal("null") }
  }

  @inline(__always)
  fileprivate mutating func list<Element>(
    _ name: StaticString, _ elements: [Element],
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    key(name)
    byte("[")
    var isFirst = true
    for element in elements {
      if !isFirst { byte(",") }
      isFirst = false
      write(&self, element)
    }
    byte("]")
  }

  fileprivate mutating func write(_ request: PlannedRequest, kinds: Bool) {
    literal("{\"method\":")
    string(request.method.rawValue)
    text("path", request.path)
    if let condition = request.condition { text("when", condition.rawValue) }
    switch request.content {
    case .none: break
    case .tree(let tree):
      key("body")
      write(tree)
    case .folded(let call, let body):
      key("body")
      call.document.withView { write(body, of: call, $0) }
    }
    if !request.merges.isEmpty { list("merges", request.merges) { $0.string($1) } }
    if kinds { text("kind", request.kind.rawValue) }
    byte("}")
  }

  fileprivate mutating func write(_ session: PlannedSession) {
    literal("{\"id\":")
    switch session.name {
    case .text(let text): string(text)
    case .generated(let id): self.id(id)
    }
    text("source", session.source.rawValue)
    byte("}")
  }

  private mutating func id(_ id: SessionID) {
    byte("\"")
    ascii(SessionID.length) { id.write(into: $0) }
    byte("\"")
  }

  private mutating func path(toValueOf key: Int, _ view: JSONView) {
    let parent = view.parent(ofKey: key)
    if let parent { path(toValueOf: parent, view) }
    let isBracketed = view.withText(key) { $0.contains(where: \.separatesSteps) }
    if isBracketed { byte("[") } else if parent != nil { byte(".") }
    content(key, of: view)
    if isBracketed { byte("]") }
  }

  fileprivate mutating func write(_ diagnostic: Diagnostic) {
    literal("{\"severity\":")
    string(diagnostic.severity.rawValue)
    text("code", diagnostic.code.rawValue)
    text("path", diagnostic.path)
    text("message", diagnostic.message)
    byte("}")
  }

  fileprivate mutating func write(_ row: Row, of call: MappedCall, _ view: JSONView) {
    let targets = call.targets(of: row)
    literal("{\"source\":")
    if row.source > 0 {
      byte("\"")
      path(toValueOf: row.source - 1, view)
      literal("\",\"value\":")
      write(row.source, of: view)
    } else {
      literal("null,\"value\":")
      if let leaf = targets.first?.value { write(leaf, of: call, view) } else { literal("null") }
    }
    key("target")
    switch targets.count {
    case 0: literal("null")
    case 1: write(targets[targets.startIndex], of: call, view)
    default:
      byte("[")
      for at in targets.indices {
        if at > targets.startIndex { byte(",") }
        write(targets[at], of: call, view)
      }
      byte("]")
    }
    key("rule")
    byte("\"")
    literal(row.rule)
    byte("\"")
    if let provenance = row.provenance { text("provenance", provenance.rawValue) }
    if let reason = row.reason { text("reason", reason.rawValue) }
    byte("}")
  }

  mutating func write(_ target: Target, of call: MappedCall, _ view: JSONView) {
    byte("\"")
    content(target.place.prefix)
    content(target.name, of: call, view)
    byte("\"")
  }
}
