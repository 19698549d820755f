internal import KustomerDestination
internal import LoopbackHTTP

/// What befalls one request; several faults add up, of two outcomes the first wins.
package struct FaultDecision: Sendable, Hashable {
  enum Outcome: Sendable, Hashable {
    case answered(SandboxFault.Kind)
    case cutBefore
    case cutAfter
    case cutDuring
  }

  var delay = Milliseconds(0)
  /// nil writes the answer at once.
  var pausePerByte: Milliseconds?
  var unlinksCompany = false
  var garblesBody = false
  /// Takes the place of the answer to what was processed.
  var statusAfter: Int?
  var outcome: Outcome?

  mutating func add(_ kind: SandboxFault.Kind) {
    switch kind {
    case .garbage: garblesBody = true
    case .statusAfter(let status): statusAfter = statusAfter ?? status
    case .latency(let length): delay = Milliseconds(delay.count + length.count)
    case .slow(let pause): pausePerByte = pause
    case .unlinkCompany: unlinksCompany = true
    case .cutBefore: outcome = outcome ?? .cutBefore
    case .cutAfter: outcome = outcome ?? .cutAfter
    case .cutDuring: outcome = outcome ?? .cutDuring
    case .status, .rateLimited, .wrongPod: outcome = outcome ?? .answered(kind)
    }
  }
}

/// The faults in force and how far each has come.
struct FaultSequence: Sendable {
  private struct Entry: Sendable {
    var fault: SandboxFault
    /// Matching requests so far.
    var met: UInt64 = 0
    /// Requests that it befell so far.
    var struck = 0

    var isCounted: Bool { if case .next = fault.share { true } else { false } }
  }

  private var entries: [Entry] = []
  private let seed: UInt64 = 0x5EED

  var faults: [SandboxFault] { entries.map(\.fault) }

  mutating func add(_ faults: [SandboxFault]) {
    entries += faults.map { Entry(fault: $0) }
  }

  mutating func clear() {
    entries = []
  }

  mutating func decide(_ request: WireRequest) -> FaultDecision {
    var decision = FaultDecision()
    for at in entries.indices where entries[at].fault.concerns(request) {
      entries[at].met += 1
      // A counted failure that another one came before keeps its turn for the next request.
      if decision.outcome != nil, entries[at].isCounted, entries[at].fault.kind.isOutcome {
        continue
      }
      guard isStruck(entries[at], place: UInt64(at)) else { continue }
      entries[at].struck += 1
      decision.add(entries[at].fault.kind)
    }
    entries.removeAll { entry in
      if case .next(let count) = entry.fault.share { entry.struck >= count } else { false }
    }
    return decision
  }

  private func isStruck(_ entry: Entry, place: UInt64) -> Bool {
    switch entry.fault.share {
    case .always: true
    case .next(let count): entry.struck < count
    case .tenThousandths(let share):
      scrambled(seed &+ place << 32 &+ entry.met) % 10_000 < UInt64(share)
    }
  }

  /// SplitMix64: a fixed sequence that looks like chance, so that runs repeat.
  private func scrambled(_ counter: UInt64) -> UInt64 {
    var z = counter &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

extension SandboxFault.Kind {
  /// Whether it takes the place of the answer; the others befall a request besides.
  fileprivate var isOutcome: Bool {
    switch self {
    case .latency, .slow, .unlinkCompany, .garbage, .statusAfter: false
    case .status, .rateLimited, .wrongPod, .cutBefore, .cutAfter, .cutDuring: true
    }
  }
}
