/// A call with the rows of its trace: what its requests, findings and trace are read from.
///
/// A class because a plan and all its requests share it; nothing in it changes.
final class MappedCall: Sendable {
  /// The bodies that rows fold into.
  enum Body: Sendable, Hashable {
    case event, identityAndEvent, identity, customer, company
    /// The customer without its externalId.
    case changes
  }

  let document: JSONDocument
  let type: CallType?
  let rows: [Row]
  let payload: Payload
  /// Texts that stand nowhere in the call as they are sent.
  let texts: [String]

  /// The generated session that it joins.
  let session: SessionID?

  init(
    _ document: JSONDocument, type: CallType?, rows: [Row], targets: [Target], texts: [String],
    session: SessionID?
  ) {
    self.document = document
    self.type = type
    self.rows = rows
    payload = Payload(folding: targets)
    self.texts = texts
    self.session = session
  }

  /// One row per source leaf, and one per payload leaf that has no source.
  var trace: [FieldTrace] {
    document.withView { view in
      var writer = TraceWriter(call: self, view: view)
      return traceRows(in: view).map { writer.trace(of: $0) }
    }
  }

  /// The rows, and those for what the mapping did not touch.
  func traceRows(in view: JSONView) -> [Row] {
    rows + RestOfTrace(document: view, type: type, rows: rows).rows
  }

  /// The bytes of a body.
  func size(of body: Body) -> Int {
    document.withView { view in
      var writer = JSONWriter()
      writer.write(body, of: self, view)
      return writer.count
    }
  }

  func targets(of row: Row) -> ArraySlice<Target> {
    payload.targets[Int(row.targets.lowerBound)..<Int(row.targets.upperBound)]
  }

  func text(of name: LeafName, in view: JSONView) -> String {
    switch name {
    case .fixed(let name): name.description
    case .key(let key, let length, let suffix):
      String(decoding: view.raw(Int(key)).prefix(Int(length)), as: UTF8.self)
        + suffix.word.description
    case .made(let at): texts[Int(at)]
    }
  }

  func tree(of leaf: Leaf, in view: JSONView) -> JSON {
    switch leaf {
    case .written(let node): view.value(at: Int(node))
    case .compact(let node): .string(view.compact(Int(node)))
    case .made(let at): .string(texts[Int(at)])
    case .moment(let moment): .string(moment.rfc3339)
    case .session: session.map { .string($0.text) } ?? .null
    }
  }
}

/// Writes the rows of a trace out; neighbours mostly have one rule and one parent, whose texts are
/// made once.
private struct TraceWriter {
  let call: MappedCall
  let view: JSONView
  private var rule = (text: StaticString(), string: "")
  private var parent = (key: -1, path: "")

  init(call: MappedCall, view: JSONView) {
    self.call = call
    self.view = view
  }

  mutating func trace(of row: Row) -> FieldTrace {
    let targets = call.targets(of: row)
    return FieldTrace(
      source: row.source == 0 ? nil : path(toValueOf: row.source - 1),
      value: value(of: row, targets),
      targets: targets.map { $0.place.prefix + call.text(of: $0.name, in: view) },
      rule: string(of: row.rule), provenance: row.provenance, reason: row.reason,
      isLoss: row.isLoss)
  }

  private func value(of row: Row, _ targets: ArraySlice<Target>) -> JSON {
    guard row.source == 0 else { return view.value(at: row.source) }
    return targets.first?.value.map { call.tree(of: $0, in: view) } ?? .null
  }

  private mutating func path(toValueOf key: Int) -> String {
    guard let parent = view.parent(ofKey: key) else { return view.text(key) }
    if parent != self.parent.key {
      self.parent = (parent, view.path(toValueOf: parent) + ".")
    }
    return self.parent.path + view.text(key)
  }

  private mutating func string(of rule: StaticString) -> String {
    if rule.utf8Start != self.rule.text.utf8Start { self.rule = (rule, rule.description) }
    return self.rule.string
  }
}

extension JSONView {
  /// A node as compact JSON.
  func compact(_ node: Int) -> String {
    var writer = JSONWriter()
    writer.write(node, of: self)
    return writer.text
  }
}
