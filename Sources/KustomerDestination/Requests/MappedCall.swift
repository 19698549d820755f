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
      traceRows(in: view).map { trace(of: $0, view) }
    }
  }

  private func trace(of row: Row, _ view: JSONView) -> FieldTrace {
    let targets = targets(of: row)
    let isSource = row.source > 0
    let sent = targets.first?.value.map { leaf in JSONWriter.json { $0.write(leaf, of: self, view) }
    }
    return FieldTrace(
      source: isSource ? view.path(toValueOf: row.source - 1) : nil,
      value: isSource ? view.value(at: row.source) : sent ?? .null,
      targets: targets.map { target in
        JSONWriter.json { $0.write(target, of: self, view) }.stringValue ?? ""
      },
      rule: row.rule.description, provenance: row.provenance, reason: row.reason,
      isLoss: row.isLoss)
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
}

extension JSONView {
  /// A node as compact JSON.
  func compact(_ node: Int) -> String {
    var writer = JSONWriter()
    writer.write(node, of: self)
    return writer.text
  }
}
