internal import KustomerDestination

/// The panel of the sandbox: what goes wrong there, and what time it is.
struct SandboxRoom: Room {
  var panel: SandboxPanel
  var model: Model

  static let rows: [Row<Self>] = [
    Row(
      [.character(" "), .enter], .toggleFault, .sandbox, "Switch", "switch the fault on or off",
      rank: 90
    ) { $0.toggleFault() },
    Row(
      [.right], .right, .sandbox, "Share", "how often the selected fault strikes", rank: 70,
      shown: "Left Right"
    ) { $0.changeShare(by: 1) },
    Row([.left], .left, .sandbox, "Share", "the share before") { $0.changeShare(by: -1) },
    Row([.character("x")], .clearFaults, .sandbox, "No faults", "switch all faults off", rank: 60) {
      $0.order(.setFaults([]))
    },
    Row(
      [.character("a")], .advanceClock, .sandbox, "Forward", "put the sandbox's clock forward",
      rank: 65
    ) { _ in [.prompt(.sandboxAdvance, "35m")] },
    Row([.character("s")], .setClock, .sandbox, "Set", "set the sandbox's clock", rank: 50) {
      [.prompt(.sandboxClock, $0.model.sandboxClock?.rfc3339 ?? "")]
    },
    Row(
      [.character("f")], .freezeClock, .sandbox, "Stop", "stop the sandbox's clock, or let it run",
      rank: 45
    ) { $0.order(.freeze(!($0.model.sandbox?.isFrozen ?? false))) },
    Row(
      [.character("t")], .systemClock, .sandbox, "System", "the sandbox's clock is the system's",
      rank: 40
    ) { $0.order(.setClock(nil)) },
    Row([.escape], .escape, .sandbox, "Close", "close the panel", rank: 80) { _ in [.close] },
  ]

  var contexts: [Context] { [.sandbox, .list, .always] }

  mutating func move(_ command: Command) -> [Errand] {
    panel.selection = moved(panel.selection, command, count: SandboxFaultOffer.all.count)
    return []
  }

  func order(_ order: SandboxOrder) -> [Errand] { [.outside(.orderSandbox(order))] }

  /// Switches the selected fault on with the chosen share, or off.
  func toggleFault() -> [Errand] {
    let offer = SandboxFaultOffer.all[panel.selection]
    let faults = model.sandbox?.faults ?? []
    let others = faults.filter { SandboxFaultInForce($0, of: offer) == nil }
    guard others.count == faults.count else { return order(.setFaults(others)) }
    return order(.setFaults(faults + [offer.text + panel.share.text]))
  }

  /// Changes how often the selected fault strikes, or will once it is switched on.
  mutating func changeShare(by step: Int) -> [Errand] {
    let fault = faultInForce(SandboxFaultOffer.all[panel.selection])
    let former = fault.map(\.share) ?? panel.share
    // A share that the panel does not offer gives way to the first.
    panel.share = former?.next(by: step) ?? .always
    guard let fault else { return [] }
    let changed = fault.text(with: panel.share)
    let faults = (model.sandbox?.faults ?? []).map { $0 == fault.text ? changed : $0 }
    return order(.setFaults(faults))
  }

  /// The fault as it is in force; nil while it is off.
  func faultInForce(_ offer: SandboxFaultOffer) -> SandboxFaultInForce? {
    (model.sandbox?.faults ?? []).lazy.compactMap { SandboxFaultInForce($0, of: offer) }.first
  }
}
