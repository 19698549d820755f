extension State {
  /// The lines that every screen has: who and where, tabs, message, keys.
  func drawChrome(_ canvas: inout Canvas) {
    let top = Area(column: 0, row: 0, columns: size.columns, rows: 1)
    canvas.fill(top, " ", .status)
    let identity = identityLine
    canvas.put(identity, at: Position(column: 0, row: 0))
    if let rate = rateWords, identity.width + cells(of: rate) + 3 <= size.columns {
      canvas.put(rate, at: Position(column: size.columns - cells(of: rate) - 1, row: 0), .status)
    }
    drawTabs(&canvas)
    drawFooter(&canvas)
  }

  /// As much of who, where and how as fits, the badge always.
  private var identityLine: Line {
    var line = Line(" KUSTOMER", .title)
    line.append("  " + fitted(profile.name, to: 20) + "  ", .status)
    let badge = Line("[\(profile.badge)]", profile.badgeRole)
    for part in identityParts {
      if line.width + cells(of: part) + badge.width + 3 <= size.columns {
        line.append(part + "  ", .status)
      }
    }
    return line + badge
  }

  private var identityParts: [String] {
    var parts = [profile.place]
    if !profile.label.isEmpty, !profile.isSandbox { parts.append(profile.label) }
    if let last = profile.keyLastFour, !profile.isSandbox { parts.append("key ...." + last) }
    if let result = setup.results[profile.name] {
      let time = result.milliseconds.map { " \($0) ms" } ?? ""
      parts.append((result.isGood ? "test ok" : "test failed") + time)
    }
    if let last = entries.last, let words = last.lastWords { parts.append(words) }
    return parts
  }

  /// What is left of the org's rate, by the newest answer that says it: `rate 288/300`.
  private var rateWords: String? {
    for entry in entries.suffix(20).reversed() {
      for exchange in entry.exchanges.reversed() {
        guard let left = exchange.header("x-ratelimit-remaining") else { continue }
        return "rate \(left)" + (exchange.header("x-ratelimit-limit").map { "/" + $0 } ?? "")
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
        isActive ? "[" + text + (blank.isEmpty ? "] " : "]") : blank + text + " ",
        at: Position(column: column, row: 1), isActive ? .tabActive : .tab)
      let letter = Position(column: max(0, column - cells(of: text) - 2), row: 1)
      canvas.put(jump: letters[Spot(tab)], at: letter)
    }
    let aside = tabAside
    let start = size.columns - cells(of: aside) - 1
    if start > column { canvas.put(aside, at: Position(column: start, row: 1), .muted) }
  }

  /// What waits comes first; while typing, how to get to the other screens.
  private var tabAside: String {
    if isSending { return "sending ..." }
    if waitingCount > 0 { return waitingWords }
    if log.unread > 0 { return "\(log.unread) new: Alt-L" }
    if isTyping, overlay == nil { return "Esc, then 1-6" }
    return compose.isUnsent ? "1 draft unsent" : ""
  }
}

extension State {
  /// The places in `keysHere.footer` of what works now: the most important ones that fit, none cut.
  private var footerPlaces: [Int] {
    // A blank before the first; the two behind the last may be missing.
    var columns = size.columns + 1
    let room = room
    return keysHere.footer.indices.filter { place in
      let width = keysHere.footer[place].line.width + 2
      guard width <= columns, showsInFooter(keysHere.footer[place], room) else { return false }
      columns -= width
      return true
    }
  }

  func drawFooter(_ canvas: inout Canvas) {
    var line = Line(roomFor: size.columns)
    line.append(" ")
    let places = footerPlaces
    for rank in KeysHere.Hint.ranks {
      for place in places where keysHere.footer[place].rank == rank {
        if line.width > 1 { line.append(blanks: 2, .keyHint) }
        let start = line.width
        line.append(keysHere.footer[place].line)
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
  /// How the call ended: `ok 142 ms`, `failed 400`; nil while it has not.
  fileprivate var lastWords: String? {
    switch status {
    case .delivered: milliseconds.map { "ok \($0) ms" } ?? "ok"
    case .failed, .uncertain: "last " + resultWords
    case .sending, .waiting: nil
    }
  }
}

extension ProfileSummary {
  /// The word in brackets on the first line.
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
    if isSandbox { return "Kustomer on this machine" }
    return host ?? (orgPod.isEmpty ? "no org pod" : "org pod \(orgPod)")
  }
}
