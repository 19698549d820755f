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

extension SandboxPanel.Share {
  func next(by step: Int) -> SandboxPanel.Share {
    let all = Self.allCases
    let place = all.firstIndex(of: self) ?? 0
    return all[(place + step + all.count) % all.count]
  }
}

extension Model {
  /// What the sandbox's clock shows now; nil until it was asked.
  var sandboxClock: Timestamp? {
    sandbox.map { $0.isFrozen ? $0.clock : $0.clock + (now - sandboxSeen) }
  }
}
