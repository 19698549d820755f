package import KustomerDestination

/// How the embedded sandbox stands.
package struct SandboxFacts: Hashable, Sendable {
  /// The faults in force, in the notation of `sandbox --fault`.
  package var faults: [String]
  /// What its clock showed.
  package var clock: Timestamp
  /// Whether the clock stands still.
  package var isFrozen: Bool

  /// How the sandbox stands.
  package init(faults: [String] = [], clock: Timestamp, isFrozen: Bool = false) {
    self.faults = faults
    self.clock = clock
    self.isFrozen = isFrozen
  }
}

/// What shall be changed in the sandbox.
package enum SandboxOrder: Hashable, Sendable {
  /// Nothing: only tell how it stands.
  case look
  /// These faults and no others, in the notation of `sandbox --fault`.
  case setFaults([String])
  /// The clock shows that much more; less than zero goes back.
  case advance(Milliseconds)
  /// The clock shows that moment; nil for the system's clock.
  case setClock(Timestamp?)
  /// The clock stands still, or goes on.
  case freeze(Bool)
}
