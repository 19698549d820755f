extension Plan {
  /// The plan as one line of compact JSON, without a line end.
  ///
  /// - Parameters:
  ///   - line: 1-based, where the record starts in its file.
  ///   - item: 1-based place inside an array or batch; nil outside one.
  ///   - file: nil unless several files are read.
  ///   - trace: whether the rows of the trace are printed too.
  /// - Returns: the members in a fixed order.
  public func line(at line: Int, item: Int? = nil, file: String? = nil, trace: Bool = false)
    -> String
  {
    var bytes: [UInt8] = []
    write(to: &bytes, at: line, item: item, file: file, trace: trace)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what `line` gives.
  public func write(
    to bytes: inout [UInt8], at line: Int, item: Int? = nil, file: String? = nil,
    trace withTrace: Bool = false
  ) {
    var writer = JSONWriter(bytes: bytes)
    bytes = []
    writer.begin(line: line, item: item, file: file)
    writer.text("type", type)
    writer.text("verdict", verdict.rawValue)
    writer.list("requests", requests) { $0.write($1.json) }
    if let session {
      writer.key("session")
      writer.byte("{")
      writer.text("id", session.id)
      writer.text("source", session.source.rawValue)
      writer.byte("}")
    }
    writer.list("diagnostics", diagnostics) { $0.write($1) }
    if withTrace { writer.list("trace", trace) { $0.write($1) } }
    writer.byte("}")
    bytes = writer.bytes
  }

  /// The line of a record that could not be read.
  public static func unreadableLine(
    _ message: String, at line: Int, item: Int? = nil, file: String? = nil
  ) -> String {
    var writer = JSONWriter()
    writer.begin(line: line, item: item, file: file)
    writer.text("type", nil)
    writer.text("verdict", Verdict.rejected.rawValue)
    writer.list("requests", [PlannedRequest]()) { $0.write($1.json) }
    writer.list("diagnostics", [Diagnostic(.error, .invalidJSON, message)]) { $0.write($1) }
    writer.byte("}")
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension PlannedRequest {
  /// The request as it stands in a plan's line.
  public var json: JSON {
    var members = [
      JSONObject.Member("method", .string(method.rawValue)),
      JSONObject.Member("path", .string(path)),
    ]
    if let condition { members.append(.init("when", .string(condition.rawValue))) }
    if let body { members.append(.init("body", body)) }
    if !merges.isEmpty { members.append(.init("merges", .array(merges.map { .string($0) }))) }
    return .object(JSONObject(distinct: members))
  }
}

extension JSONWriter {
  fileprivate mutating func begin(line: Int, item: Int?, file: String?) {
    byte("{")
    key("line")
    bytes.append(contentsOf: String(line).utf8)
    if let item {
      key("item")
      bytes.append(contentsOf: String(item).utf8)
    }
    if let file { text("file", file) }
  }

  /// Writes the comma that belongs before a member, unless it is the first.
  fileprivate mutating func key(_ name: StaticString) {
    if bytes.last != UInt8(ascii: "{") { byte(",") }
    byte("\"")
    literal(name)
    literal("\":")
  }

  fileprivate mutating func text(_ name: StaticString, _ value: String?) {
    key(name)
    if let value { string(value) } else { literal("null") }
  }

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

  fileprivate mutating func write(_ diagnostic: Diagnostic) {
    byte("{")
    text("severity", diagnostic.severity.rawValue)
    text("code", diagnostic.code.rawValue)
    text("path", diagnostic.path)
    text("message", diagnostic.message)
    byte("}")
  }

  fileprivate mutating func write(_ row: FieldTrace) {
    byte("{")
    text("source", row.source)
    key("value")
    write(row.value)
    key("target")
    switch row.targets.count {
    case 0: literal("null")
    case 1: string(row.targets[0])
    default:
      byte("[")
      for (at, target) in row.targets.enumerated() {
        if at > 0 { byte(",") }
        string(target)
      }
      byte("]")
    }
    text("rule", row.rule)
    if let provenance = row.provenance { text("provenance", provenance.rawValue) }
    if let reason = row.reason { text("reason", reason.rawValue) }
    byte("}")
  }
}
