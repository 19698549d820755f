internal import Console
internal import Sandbox

extension SandboxControls {
  /// Does what the console's panel says, and tells how the sandbox stands then.
  ///
  /// - Throws: `SandboxError.fault` for a fault that cannot be read; nothing is changed then.
  func obey(_ order: SandboxOrder) throws -> SandboxFacts {
    switch order {
    case .look: break
    case .setFaults(let texts):
      let faults = try texts.map { try SandboxFault(parsing: $0) }
      clearFaults()
      add(faults)
    case .advance(let length): advanceClock(by: length)
    case .setClock(let moment?): setClock(to: moment)
    case .setClock(nil): clock = .system
    case .freeze(let isFrozen): freezeClock(isFrozen)
    }
    let isFrozen = if case .frozen = clock { true } else { false }
    return SandboxFacts(faults: faults.map(\.description), clock: now, isFrozen: isFrozen)
  }
}
