internal import Records

extension State {
  /// The lines that every screen has: who and where, tabs, message, keys.
  func drawChrome(_ canvas: inout Canvas) {
    let top = Area(column: 0, row: 0, columns: size.columns, rows: 1)
    canvas.fill(top, " ", .status)
    let badge = Line(" \(profile.badge) ", profile.badgeRole)
    let end = size.columns - badge.width - 1
    let identity = identityLine(end - 2)
    canvas.put(identity, at: Position(column: 0, row: 0))
    canvas.put(badge, at: Position(column: end, row: 0))
    if let rate = rateWords, identity.width + cells(of: rate) + 4 <= end {
      canvas.put(rate, at: Position(column: end - cells(of: rate) - 2, row: 0), .status)
    }
    drawTabs(&canvas)
    drawFooter(&canvas)
  }

  /// As much of who, where and how as fits into so many columns.
  private func identityLine(_ columns: Int) -> Line {
    var line = Line(" " + Glyph.product.text + " ", .keyName)
    line.append("KUSTOMER  " + fitted(profile.name, to: 20) + " ", .title)
    for part in identityParts {
      let room = columns - line.width - 2
      var part = part
      if part.width > room {
        // Which org it is must never go for how long an answer took.
        guard part.plain == profile.label, room >= 8 else { continue }
        part = Line(fitted(profile.label, to: room), .status)
      }
      line.append(" ", .status)
      line.append(part)
      line.append(" ", .status)
    }
    return line
  }

  private var identityParts: [Line] {
    var parts = [Line(profile.place(via: model.route), .status)]
    if !profile.label.isEmpty, !profile.isSandbox { parts.append(Line(profile.label, .status)) }
    if let last = profile.keyLastFour, !profile.isSandbox {
      parts.append(Line("key ...." + last, .status))
    }
    if let result = setup.results[profile.name] {
      let time = result.milliseconds.map { " \($0) ms" } ?? ""
      parts.append(
        Line((result.isGood ? Glyph.ready : .failed).text, result.isGood ? .ok : .error)
          + Line(result.isGood ? " test ok" + time : " test failed", .status))
    }
    if let last = entries.last, let line = last.lastLine {
      // Beside a test it would read as that one's end.
      parts.append(Line(setup.results[profile.name] == nil ? "" : "last call ", .status) + line)
    }
    return parts
  }

  /// What is left of the org's rate where that is less than half, by the newest answer that says
  /// it: `rate 88/300`.
  private var rateWords: String? {
    // The sandbox has no rate.
    if profile.isSandbox { return nil }
    for entry in entries.suffix(20).reversed() {
      for exchange in entry.exchanges.reversed() {
        guard let left = exchange.header("x-ratelimit-remaining") else { continue }
        let limit = exchange.header("x-ratelimit-limit")
        if let left = Int(left), let limit = limit.flatMap({ Int($0) }), left >= limit / 2 {
          return nil
        }
        return "rate \(left)" + (limit.map { "/" + $0 } ?? "")
      }
    }
    return nil
  }

  private func drawTabs(_ canvas: inout Canvas) {
    var column = 0
    // One blank between two tabs where two do not fit.
    let blank = size.columns < 66 ? "" : " "
    for (tab, text) in Screen.tabs {
      let area = Area(column: column, row: 1, columns: cells(of: text) + 2, rows: 1)
      canvas.target(area, spot: tab.command)
      let isActive = tab == screen
      column += canvas.put(
        blank + text + " ",
        at: Position(column: column, row: 1), isActive ? .tabActive : .tab)
      let letter = Position(column: max(0, column - cells(of: text) - 2), row: 1)
      canvas.put(jump: letters[Spot(tab)], at: letter)
    }
    let room = size.columns - column - 2
    let asides = isSending ? model.sendingWords : [tabAside]
    guard let aside = asides.first(where: { cells(of: $0) <= room }) else { return }
    let start = size.columns - cells(of: aside) - 1
    canvas.put(aside, at: Position(column: start, row: 1), .muted)
  }

  /// What waits comes first; while typing, how to get to the other screens.
  private var tabAside: String {
    if waitingCount > 0 { return waitingWords }
    if log.unread > 0 { return "\(log.unread) new: \(text("\(key: .openLog)"))" }
    if isTyping, overlay == nil { return screenKeys }
    return compose.isUnsent ? "1 draft unsent" : ""
  }
}

extension State {
  /// `Alt-1 to Alt-6`: how to get to the other screens.
  private var screenKeys: String {
    text("\(key: .showCompose) to \(key: .showLive)")
  }

  /// The places in `keysHere.footer` of what works now: the most important ones that fit, none cut.
  private var footerPlaces: [Int] {
    // A blank before the first; the two behind the last may be missing.
    var columns = size.columns + 1
    let room = room
    return keysHere.footer.indices.filter { place in
      let width = line(of: keysHere.footer[place], room).width + 2
      guard width <= columns, showsInFooter(keysHere.footer[place], room) else { return false }
      columns -= width
      return true
    }
  }

  private func line(of hint: KeysHere.Hint, _ room: any Room) -> Line {
    hint.line(called: room.label(of: hint.command))
  }

  func drawFooter(_ canvas: inout Canvas) {
    var line = Line(roomFor: size.columns)
    line.append(" ")
    let places = footerPlaces
    let room = room
    for rank in KeysHere.Hint.ranks {
      for place in places where keysHere.footer[place].rank == rank {
        if line.width > 1 { line.append(blanks: 2, .keyHint) }
        let start = line.width
        line.append(self.line(of: keysHere.footer[place], room))
        canvas.target(
          Area(column: start, row: size.rows - 1, columns: line.width - start, rows: 1),
          spot: keysHere.footer[place].command)
      }
    }
    canvas.put(line, at: Position(column: 0, row: size.rows - 1))
  }

  /// Whether Esc has an effect.
  private func canLeave(_ room: any Room) -> Bool {
    isZoomed || isSending || isTyping || room.canLeave
  }

  private func showsInFooter(_ hint: KeysHere.Hint, _ room: any Room) -> Bool {
    switch hint.command {
    case .send: return screen == .compose && reasonAgainst(.send, in: room) == nil
    case .escape where hint.context == .everywhere: return canLeave(room)
    case .zoom:
      return !Layout(size).isSingle || room.sharesRows
    default: break
    }
    // It says what is missing when it is pressed.
    return hint.command == .saveProfile || reasonAgainst(hint.command, in: room) == nil
  }
}

extension Screen {
  /// Each with what its tab says: `1 Compose`.
  fileprivate static let tabs = allCases.map { ($0, "\($0.rawValue) \($0.title)") }
}

extension HistoryEntry {
  /// How the call ended: `✓ 142 ms`, `✗ failed 400`; nil while it has not.
  fileprivate var lastLine: Line? {
    switch status {
    case .delivered, .accepted:
      Line(Glyph.ready.text, .ok) + Line(milliseconds.map { " \($0) ms" } ?? " sent", .status)
    case .failed, .notSent: Line(Glyph.failed.text + " ", .error) + Line(resultWords, .status)
    case .uncertain: Line(Glyph.loss.text + " ", .warn) + Line(resultWords, .status)
    case .sending, .waiting: nil
    }
  }
}

extension ProfileSummary {
  /// The word at the end of the first line.
  package var badge: String {
    if isReadOnly { return "READ-ONLY" }
    return isSandbox && mode == .live ? "SANDBOX" : mode.badge
  }

  fileprivate var badgeRole: Role {
    if isReadOnly { return .badgeReadonly }
    if isSandbox, mode == .live { return .badgeDemo }
    return switch mode {
    case .dryRun: .badgeDry
    case .ask: .badgeAsk
    case .live: .badgeLive
    }
  }

  /// Where requests go, in words that stay the same from run to run.
  package var place: String {
    if isSandbox { return "on this machine" }
    return host ?? (orgPod.isEmpty ? "no org pod" : "org pod \(orgPod)")
  }
}
