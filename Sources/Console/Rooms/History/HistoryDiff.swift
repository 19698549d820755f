package import KustomerDestination
package import Records

/// What the selected call of the History is compared with.
package enum HistoryReference: Hashable, Sendable {
  /// Another call.
  case call(CallID)
  /// What a file says should be.
  case file(path: String, JSON)
}

/// The diff of the History: the selected call against another one, or against an expected file.
extension HistoryRoom {
  /// `d`: from now on the selection is compared with the call that was selected; ends it again.
  mutating func toggleDiff() {
    guard history.reference == nil, let entry = selectedEntry else {
      history.reference = nil
      return
    }
    history.reference = .call(entry.id)
    history.pane = .list
    if let like = newestBefore(entry) { history.selection = like.id }
    say(
      "#\(entry.id.number) is compared: \(key: .up) and \(key: .down) choose with what, \(key: .escape) ends"
    )
  }

  /// The newest call of the same name before one, a good one first.
  private func newestBefore(_ entry: HistoryEntry) -> HistoryEntry? {
    let alike = history.shown.lazy.map { self.entries[$0] }.filter {
      $0.id < entry.id && $0.facts.type == entry.facts.type && $0.facts.title == entry.facts.title
    }
    return alike.first { $0.status == .delivered } ?? alike.first
  }

  /// Takes in what a file says should be.
  mutating func receive(expected: JSON, path: String) {
    history.reference = .file(path: path, expected)
    say(
      "compared with \(path): \(key: .up) and \(key: .down) choose the call, \(key: .escape) ends")
  }

  /// The title of the diff.
  func diffTitle(_ entry: HistoryEntry, _ reference: HistoryReference) -> String {
    switch reference {
    case .call(let id): "Diff #\(id.number) \(Glyph.leadsTo.text) #\(entry.id.number)"
    case .file(let path, _): "Diff \(path) \(Glyph.leadsTo.text) #\(entry.id.number)"
    }
  }

  /// How the selected call differs from what it is compared with.
  func diffLines(
    _ entry: HistoryEntry, _ reference: HistoryReference, _ columns: Int
  ) -> [Line] {
    switch reference {
    case .call(let id) where id == entry.id:
      return wrapped(
        "This is the call itself. \(key(.up)) and \(key(.down)) choose another one, \(key(.expectedFile)) compares with a file, \(key(.escape)) ends.",
        to: columns
      ).map { Line($0, .muted) }
    case .call(let id):
      guard let other = calls.entry(id) else { return [Line("#\(id.number) is gone", .warn)] }
      return section("Segment call", other.call, entry.call, "", columns) + [Line()]
        + section("Sent to Kustomer", other.sentBody, entry.sentBody, "", columns)
    case .file(_, let expected):
      let (title, actual) = entry.counterpart(of: expected)
      return section(title, expected.planned ?? expected, actual, "", columns)
    }
  }

  private func section(
    _ title: String, _ old: JSON?, _ new: JSON?, _ path: String, _ columns: Int
  ) -> [Line] {
    let difference = JSONDifference(from: old, to: new, path: path)
    let role: Role = difference.changes.isEmpty ? .ok : .muted
    let head = Line(title + "  ", .label) + Line(difference.summary, role)
    return head.wrapped(to: columns, indent: 2) + difference.lines(columns)
  }
}

extension JSON {
  /// The requests of a line that `map` printed, of each what goes out; nil for anything else.
  fileprivate var planned: JSON? {
    self["requests"]?.arrayValue.map { requests in
      .array(
        requests.map { request in
          let members = request.objectValue?.members ?? []
          return .object(
            JSONObject(members.filter { ["method", "path", "body"].contains($0.key) }))
        })
    }
  }
}

extension HistoryEntry {
  /// The body that went out last; nil when none did.
  var sentBody: JSON? {
    exchanges.last { $0.body != nil }?.body.flatMap { try? JSON(parsing: $0) }
  }

  /// What of this call an expected value is to be compared with: the requests of a line that `map`
  /// printed, a Segment call, or a body.
  func counterpart(of expected: JSON) -> (title: String, actual: JSON?) {
    if expected["requests"]?.arrayValue != nil {
      let requests = exchanges.map { exchange -> JSON in
        var request = JSONObject([
          .init("method", .string(exchange.method)), .init("path", .string(exchange.path)),
        ])
        if let body = exchange.body, let json = try? JSON(parsing: body) { request["body"] = json }
        return .object(request)
      }
      return ("Requests", .array(requests))
    }
    // A body for Kustomer has an event, too, but that is an object.
    let isCall = expected.objectValue.map(Form.looksLikeCall) == true
    if isCall, expected["event"]?.objectValue == nil { return ("Segment call", call) }
    return ("Sent to Kustomer", sentBody)
  }
}
