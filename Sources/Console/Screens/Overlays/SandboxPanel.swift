internal import KustomerDestination

/// The panel of the sandbox: which line is selected, and how often a fault strikes.
package struct SandboxPanel: Hashable, Sendable {
  /// How often a fault that is switched on strikes.
  package enum Share: String, CaseIterable, Hashable, Sendable {
    case always = "every request"
    case next = "the next request"
    case fifth = "20 % of requests"

    /// What stands behind the fault.
    var text: String {
      switch self {
      case .always: ""
      case .next: ":1"
      case .fifth: ":20%"
      }
    }
  }

  /// The selected line, 0-based.
  package var selection = 0
  /// How often.
  package var share = Share.always
}

/// A fault that the panel offers.
struct SandboxFaultOffer {
  /// In the notation of `sandbox --fault`, as the sandbox prints it.
  let text: String
  /// What happens.
  let title: String

  /// The kinds that `sandbox --fault` knows, the everyday ones.
  static let all = [
    SandboxFaultOffer(text: "latency=2000ms", title: "the answer comes 2 s late"),
    SandboxFaultOffer(text: "slow=20ms", title: "the answer comes byte by byte"),
    SandboxFaultOffer(text: "429=5000ms", title: "429, too many requests, for 5 s"),
    SandboxFaultOffer(text: "500-json", title: "500, trouble at Kustomer"),
    SandboxFaultOffer(text: "503-json", title: "503, unavailable"),
    SandboxFaultOffer(text: "cut-before", title: "cut before the call is read"),
    SandboxFaultOffer(text: "cut-after", title: "cut after the call was taken: uncertain"),
    SandboxFaultOffer(text: "502-html", title: "garbage: a web page instead of JSON"),
    SandboxFaultOffer(text: "wrong-pod=prod2", title: "401, the key belongs to pod prod2"),
  ]
}

extension State {
  /// Why there is no panel; nil when there is.
  var reasonAgainstSandbox: String? {
    profile.isSandbox
      ? nil : "only the sandbox can be told to fail; profile \(profile.name) is a real org"
  }

  mutating func openSandbox() -> [Effect] {
    overlay = .sandbox(SandboxPanel())
    return [.orderSandbox(.look)]
  }

  /// Gives the sandbox an order and shows the panel.
  mutating func orderSandbox(_ order: SandboxOrder) -> [Effect] {
    if case .sandbox = overlay {} else { overlay = .sandbox(SandboxPanel()) }
    return [.orderSandbox(order)]
  }

  mutating func performInSandbox(_ command: Command, _ panel: SandboxPanel) -> [Effect] {
    var panel = panel
    switch command {
    case .escape:
      overlay = nil
      return []
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .left, .right: panel.share = panel.share.next(by: command == .left ? -1 : 1)
    case .toggleFault: return toggleFault(panel)
    case .clearFaults: return orderSandbox(.setFaults([]))
    case .advanceClock: ask(.sandboxAdvance, "35m")
    case .setClock: ask(.sandboxClock, sandboxClock?.rfc3339 ?? "")
    case .freezeClock: return orderSandbox(.freeze(!(sandbox?.isFrozen ?? false)))
    case .systemClock: return orderSandbox(.setClock(nil))
    default: panel.selection = moved(panel.selection, command, count: SandboxFaultOffer.all.count)
    }
    if case .sandbox = overlay { overlay = .sandbox(panel) }
    return []
  }

  /// Takes in how the sandbox stands.
  mutating func note(_ facts: SandboxFacts) {
    sandbox = facts
    sandboxSeen = now
  }

  /// Switches the selected fault on with the chosen share, or off.
  private mutating func toggleFault(_ panel: SandboxPanel) -> [Effect] {
    let offer = SandboxFaultOffer.all[panel.selection]
    let faults = sandbox?.faults ?? []
    let others = faults.filter { !$0.isFault(offer.text) }
    guard others.count == faults.count else { return orderSandbox(.setFaults(others)) }
    return orderSandbox(.setFaults(faults + [offer.text + panel.share.text]))
  }

  /// What the sandbox's clock shows now; nil until it was asked.
  private var sandboxClock: Timestamp? {
    sandbox.map { $0.isFrozen ? $0.clock : $0.clock + (now - sandboxSeen) }
  }
}

extension State {
  /// Draws the panel over the screen.
  func drawSandbox(_ canvas: inout Canvas, _ panel: SandboxPanel) {
    let others = otherFaults
    canvas.overlay(
      columns: 72, rows: SandboxFaultOffer.all.count + 7 + min(2, others.count),
      title: "Sandbox: what goes wrong, what time it is",
      footer: "Space switches   Esc closes"
    ) { pane in
      pane.put(
        Line("A fault strikes ", .label) + Line("< \(panel.share.rawValue) >", .input),
        at: Position(column: 2, row: 0))
      for (at, offer) in SandboxFaultOffer.all.enumerated() {
        draw(offer, row: 1 + at, isSelected: at == panel.selection, &pane)
      }
      var row = SandboxFaultOffer.all.count + 1
      for fault in others.prefix(2) {
        pane.put(Line("[x] " + fault, .warn), at: Position(column: 2, row: row))
        row += 1
      }
      pane.put(clockLine, at: Position(column: 2, row: row + 1))
      pane.put(
        "a forward  s set  f stop or run  t the system's time  x no faults",
        at: Position(column: 2, row: row + 2), .muted)
    }
  }

  private func draw(
    _ offer: SandboxFaultOffer, row: Int, isSelected: Bool, _ pane: inout Canvas
  ) {
    let fault = sandbox?.faults.first { $0.isFault(offer.text) }
    let mark = sandbox == nil ? "[ ]" : fault == nil ? "[ ]" : "[x]"
    let width = pane.size.columns - 24
    pane.put(
      Line("\(mark) \(offer.title)", fault == nil ? .text : .warn),
      at: Position(column: 2, row: row), width: width)
    pane.put(
      fault ?? offer.text, at: Position(column: 2 + width + 1, row: row),
      width: pane.size.columns - width - 3, .muted)
    if isSelected { pane.select(row: row) }
  }

  private var clockLine: Line {
    guard let clock = sandboxClock, let sandbox else {
      return Line("asking the sandbox ...", .muted)
    }
    return Line("Its clock  ", .label) + Line("\(clock.day) \(clock.clock) UTC", .title)
      + Line(sandbox.isFrozen ? "  stands still" : "  runs", sandbox.isFrozen ? .warn : .muted)
  }

  /// Faults in force that the panel does not offer.
  private var otherFaults: [String] {
    (sandbox?.faults ?? []).filter { fault in
      !SandboxFaultOffer.all.contains { fault.isFault($0.text) }
    }
  }
}

extension SandboxPanel.Share {
  fileprivate func next(by step: Int) -> SandboxPanel.Share {
    let all = Self.allCases
    let place = all.firstIndex(of: self) ?? 0
    return all[(place + step + all.count) % all.count]
  }
}

extension String {
  /// Whether a fault as the sandbox prints it is of that kind, whatever its share.
  fileprivate func isFault(_ kind: String) -> Bool { self == kind || hasPrefix(kind + ":") }
}
