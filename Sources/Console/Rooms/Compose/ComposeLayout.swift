internal import KustomerDestination
internal import Records

/// Where the parts of Compose lie in the body; a part that does not show is nil.
struct ComposeLayout {
  private(set) var form: Area?
  private(set) var preview: Area?
  private(set) var strip: Area?
  private(set) var timeline: Area?
  /// Where every field goes.
  private(set) var trail: Area?
  /// What is different since the last send.
  private(set) var difference: Area?
  private(set) var history: Area?
  private(set) var log: Area?
  /// The verdict has a line of its own only where form and preview do not show together.
  private(set) var verdict: Area?
  private(set) var trace: Area
  /// The columns of the form as they were dragged; nil for the usual ones.
  private let split: Int?

  init(_ size: Size, pane: ComposeState.Pane, isZoomed: Bool, split: Int? = nil) {
    self.split = split
    let layout = Layout(size)
    let body = Area(layout.body.size)
    let parts = body.splitRows(body.size.rows - 1)
    trace = parts.lower
    if layout.isSingle || isZoomed {
      placeAlone(pane, in: parts.upper)
    } else if layout.isTall {
      let rows = parts.upper.splitRows(parts.upper.size.rows * 2 / 5)
      form = rows.upper
      preview = rows.lower
    } else if layout.isBoard {
      placeBoard(parts.upper)
    } else {
      let room =
        layout.hasStrip ? min(12, max(7, parts.upper.size.rows - 24)) : Layout.laneRows
      let rows = parts.upper.splitRows(parts.upper.size.rows - room)
      strip = rows.lower
      placeBeside(rows.upper)
    }
  }

  private mutating func placeAlone(_ pane: ComposeState.Pane, in area: Area) {
    let rows = area.splitRows(area.size.rows - 1)
    verdict = rows.lower
    switch pane {
    case .form: form = rows.upper
    case .preview: preview = rows.upper
    }
  }

  private mutating func placeBeside(_ area: Area) {
    let columns = area.splitColumns(max(37, area.size.columns * 11 / 30), dragged: split)
    form = columns.left
    preview = columns.right
  }

  /// The draft above, all that is known of it side by side; its sessions over the whole width; what
  /// was sent and said below.
  private mutating func placeBoard(_ area: Area) {
    let rows = area.splitRows(area.size.rows - 12)
    let lower = rows.lower.splitColumns(area.size.columns * 63 / 100)
    history = lower.left
    log = lower.right
    let upper = rows.upper.splitRows(rows.upper.size.rows * 57 / 100)
    timeline = upper.lower
    let columns = upper.upper.splitColumns(area.size.columns * 26 / 100, dragged: split)
    form = columns.left
    let rest = columns.right.splitColumns(columns.right.size.columns * 56 / 100)
    preview = rest.left
    let facts = rest.right.splitRows(rest.right.size.rows * 6 / 10)
    trail = facts.upper
    difference = facts.lower
  }
}

extension ComposeRoom {
  var layout: ComposeLayout {
    ComposeLayout(size, pane: compose.pane, isZoomed: isZoomed, split: splits[.compose])
  }

  /// The last line of the preview that can stand at the top.
  var previewScrollLimit: Int {
    guard let area = layout.preview?.inset() else { return 0 }
    let columns = area.size.columns - 2
    let rows = area.size.rows - 1 - previewFoot(columns).count
    return max(0, viewLines(columns).count - rows)
  }

  /// What stands at the foot of the preview: the session, and where there is room and no pane for
  /// it what is different since the last send.
  func previewFoot(_ columns: Int) -> [Line] {
    guard compose.view == .kustomer else { return [] }
    let session = sessionLines(columns)
    guard columns >= 62, !Layout(size).isBoard, let last = lastSent, let difference = lastDifference
    else { return session }
    let since =
      Line("since #\(last.id.number), \(last.facts.title): ", .muted)
      + Line(difference.summary, difference.changes.isEmpty ? .muted : .diffChange)
    return [since] + session
  }

  /// The sentence on the session, as it stands at the foot of the preview.
  func sessionLines(_ columns: Int) -> [Line] {
    guard let words = model.sessionWords else { return [] }
    let isExplicit = outcome.plan?.session?.source == .explicit
    let role: Role = isExplicit ? .sessionExplicit : .sessionAuto
    return wrapped(words, to: columns).map { Line($0, role) }
  }
}
