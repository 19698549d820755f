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
  let payload: Payload
  /// Texts that stand nowhere in the call as they are sent.
  let texts: [String]

  init(_ document: JSONDocument, type: CallType?, rows: [Row], texts: [String]) {
    self.document = document
    self.type = type
    payload = Payload(folding: rows)
    self.texts = texts
  }

  var rows: [Row] { payload.rows }

  /// One row per source leaf, and one per payload leaf that has no source.
  var trace: [FieldTrace] {
    document.withView { view in traceRows(in: view).map { traced($0, in: view) } }
  }

  /// The rows, and those for what the mapping did not touch.
  func traceRows(in view: JSONView) -> [Row] {
    rows + RestOfTrace(document: view, type: type, rows: rows).rows
  }

  private func traced(_ row: Row, in view: JSONView) -> FieldTrace {
    let targets = [row.target, row.secondTarget].compactMap { $0 }
    let constant = targets.first?.value.map { tree(of: $0, in: view) } ?? .null
    return FieldTrace(
      source: row.source == 0 ? nil : view.path(toValueOf: row.source - 1),
      value: row.source == 0 ? constant : view.value(at: row.source),
      targets: targets.map { $0.place.prefix + text(of: $0.name, in: view) },
      rule: row.rule.description, provenance: row.provenance, reason: row.reason)
  }

  /// The bytes of a body.
  func size(of body: Body) -> Int {
    document.withView { view in
      var writer = JSONWriter()
      writer.write(body, of: self, view)
      return writer.count
    }
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
    case .session(let id): .string(id.text)
    }
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
