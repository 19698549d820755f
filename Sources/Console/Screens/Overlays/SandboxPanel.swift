internal import KustomerDestination

/// The panel of the sandbox: which line is selected, and how often a fault strikes.
package struct SandboxPanel: Hashable, Sendable {
  /// How often a fault strikes.
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
  /// How often the next fault strikes that is switched on.
  package var share = Share.always
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
    case .left, .right: return changeShare(by: command == .left ? -1 : 1, panel)
    case .toggleFault: return toggleFault(panel)
    case .clearFaults: return orderSandbox(.setFaults([]))
    case .advanceClock: ask(.sandboxAdvance, "35m")
    case .setClock: ask(.sandboxClock, sandboxClock?.rfc3339 ?? "")
    case .freezeClock: return orderSandbox(.freeze(!(model.sandbox?.isFrozen ?? false)))
    case .systemClock: return orderSandbox(.setClock(nil))
    default: panel.selection = moved(panel.selection, command, count: SandboxFaultOffer.all.count)
    }
    if case .sandbox = overlay { overlay = .sandbox(panel) }
    return []
  }

  /// Takes in how the sandbox stands.
  mutating func note(_ facts: SandboxFacts) {
    model.sandbox = facts
    model.sandboxSeen = now
  }

  /// Switches the selected fault on with the chosen share, or off.
  private mutating func toggleFault(_ panel: SandboxPanel) -> [Effect] {
    let offer = SandboxFaultOffer.all[panel.selection]
    let faults = model.sandbox?.faults ?? []
    let others = faults.filter { SandboxFaultInForce($0, of: offer) == nil }
    guard others.count == faults.count else { return orderSandbox(.setFaults(others)) }
    return orderSandbox(.setFaults(faults + [offer.text + panel.share.text]))
  }

  /// Changes how often the selected fault strikes, or will once it is switched on.
  private mutating func changeShare(by step: Int, _ panel: SandboxPanel) -> [Effect] {
    let fault = faultInForce(SandboxFaultOffer.all[panel.selection])
    let former = fault.map(\.share) ?? panel.share
    var panel = panel
    // A share that the panel does not offer gives way to the first.
    panel.share = former?.next(by: step) ?? .always
    overlay = .sandbox(panel)
    guard let fault else { return [] }
    let changed = fault.text(with: panel.share)
    let faults = (model.sandbox?.faults ?? []).map { $0 == fault.text ? changed : $0 }
    return orderSandbox(.setFaults(faults))
  }

  /// The fault as it is in force; nil while it is off.
  func faultInForce(_ offer: SandboxFaultOffer) -> SandboxFaultInForce? {
    (model.sandbox?.faults ?? []).lazy.compactMap { SandboxFaultInForce($0, of: offer) }.first
  }

  /// What the sandbox's clock shows now; nil until it was asked.
  var sandboxClock: Timestamp? {
    model.sandbox.map { $0.isFrozen ? $0.clock : $0.clock + (now - model.sandboxSeen) }
  }
}

extension SandboxPanel.Share {
  fileprivate func next(by step: Int) -> SandboxPanel.Share {
    let all = Self.allCases
    let place = all.firstIndex(of: self) ?? 0
    return all[(place + step + all.count) % all.count]
  }
}
