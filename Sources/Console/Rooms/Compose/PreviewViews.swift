internal import CallFormats
internal import KustomerDestination

/// The views of the preview besides Kustomer's own.
extension ComposeRoom {
  /// The lines of the view that shows.
  func viewLines(_ columns: Int) -> [Line] {
    guard hasStarted else { return [] }
    switch compose.view {
    case .kustomer: return previewLines(columns)
    case .segment: return segmentLines(columns)
    case .trace: return trailLines(columns)
    case .diff: return differenceLines(columns)
    case .curl, .code: return writtenLines(columns)
    case .answer: return answerLines(columns)
    }
  }

  /// What ^Y copies of the view that shows, exact.
  var viewText: String {
    switch compose.view {
    case .kustomer, .trace, .diff, .answer: viewLines(200).map(\.plain).joined(separator: "\n")
    case .segment: compose.text?.area.text ?? callText
    case .curl, .code: writtenText ?? ""
    }
  }

  /// Where every field goes: source, target and rule; below one another where that does not fit.
  func trailLines(_ columns: Int) -> [Line] {
    guard let plan = outcome.plan else { return [Line(outcome.complaint ?? "", .error)] }
    let rows = outcome.trace
    guard columns >= 60 else { return rows.flatMap { narrowLines($0, in: plan, columns) } }
    let width = { (texts: [String]) in min(columns * 2 / 5, (texts.map(cells).max() ?? 0) + 2) }
    let sourceWidth = width(rows.map { $0.source ?? "(made)" })
    let targetWidth = width(rows.map(\.targetWords))
    return rows.map { row in
      let isSent = !row.targets.isEmpty
      var line = Line(cell(row.source ?? "(made)", sourceWidth), .text)
      line.append(cell(row.targetWords, targetWidth), isSent ? .ok : .notSent)
      line.append(isSent ? row.rule : row.words(in: plan), .muted)
      return line
    }
  }

  private func narrowLines(_ row: FieldTrace, in plan: Plan, _ columns: Int) -> [Line] {
    let head = Line(fitted(row.source ?? "(made)", to: columns), .text)
    guard !row.targets.isEmpty else {
      return [head]
        + wrapped("not sent: " + row.words(in: plan), to: columns - 4).map {
          Line("    " + $0, .notSent)
        }
    }
    return [head]
      + wrapped(Glyph.leadsTo.text + " " + row.targets.joined(separator: ", "), to: columns - 2).map
    {
      Line("  " + $0, .ok)
    }
  }

  private func cell(_ text: String, _ width: Int) -> String {
    fitted(text, to: width - 2).padded(to: width)
  }

  private func segmentLines(_ columns: Int) -> [Line] {
    jsonLines(of: outcome.reading.call).flatMap {
      $0.line.wrapped(to: columns, indent: $0.indent + 4)
    }
  }

  private func writtenLines(_ columns: Int) -> [Line] {
    guard let text = writtenText else {
      return wrapped(outcome.complaint ?? "", to: columns).map { Line($0, .error) }
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      let isComment = line.hasPrefix("#") || line.hasPrefix("//")
      return Line(String(line), isComment ? .muted : .text).wrapped(to: columns, indent: 4)
    }
  }

  /// The call as commands or as code; nil when it cannot be read.
  private var writtenText: String? {
    guard let call = outcome.call, let plan = outcome.plan else { return nil }
    let address = profile.isSandbox ? nil : profile.host.map { "https://" + $0 }
    let write = { (form: CallForm) in
      CallWriter(form, kustomerURL: address).text(of: call, plan: plan)
    }
    guard compose.view == .code else { return write(.curl) }
    return "// JavaScript, analytics.js\n" + write(.javascript) + "\n\n// Swift\n" + write(.swift)
      + "\n\n// Objective-C\n" + write(.objc)
  }
}

extension FieldTrace {
  /// Where the value goes.
  fileprivate var targetWords: String {
    targets.isEmpty ? "not sent" : targets.joined(separator: ", ")
  }
}
