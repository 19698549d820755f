package import CallFormats
package import KustomerDestination

/// Calls that came together, out of a file or a paste, with what becomes of each.
package struct CallBatch: Sendable {
  /// The file's name, or what was pasted.
  package let name: String
  /// In order; each with its verdict.
  package let calls: [ListedCall]
  /// Of calls that can be sent and whose id is nobody's, as `undefined`: what is said of it.
  package let placeholderWarnings: [String]

  /// Maps what was read, each call in the light of those before it.
  ///
  /// - Parameters:
  ///   - name: of the file, or what was pasted.
  ///   - records: as read.
  ///   - settings: of the mapping.
  ///   - sessions: what was sent before.
  ///   - now: the moment of sending that the plans are made with.
  package init(
    _ name: String, records: [CallRecord], settings: DestinationSettings, sessions: SessionBook,
    at now: Timestamp
  ) {
    self.name = name
    let destination = Destination(settings: settings)
    var sessions = sessions
    var calls: [ListedCall] = []
    var warnings: [String] = []
    calls.reserveCapacity(records.count)
    for (at, record) in records.enumerated() {
      let place = "\(record.line)" + (record.item.map { ".\($0)" } ?? "")
      switch record.call {
      case .success(let call):
        let plan = destination.plan(for: call, of: record, at: now, sessions: sessions)
        sessions.record(plan)
        if plan.verdict.isReady {
          warnings += plan.diagnostics.filter { $0.code == .idIsPlaceholder }.map(\.message)
        }
        calls.append(
          ListedCall(id: at + 1, place: place, call: call.json, plan: plan, moment: now))
      case .failure(let error):
        calls.append(
          ListedCall(id: at + 1, place: place, unreadable: error.message(), moment: now))
      }
    }
    self.calls = calls
    placeholderWarnings = warnings
  }

  /// Calls that would be sent.
  package var readyCount: Int { calls.count { $0.verdict.isReady } }

  /// Records that are no call.
  package var unreadable: [ListedCall] { calls.filter { $0.facts == nil } }

  /// `118 ready, 2 rejected`, with those that are no call apart.
  package var counts: String {
    var parts = Verdict.allCases.compactMap { verdict -> String? in
      let count = calls.count { $0.verdict == verdict && $0.facts != nil }
      return count > 0 ? "\(count) \(verdict.words)" : nil
    }
    let broken = unreadable.count
    if broken > 0 { parts.append("\(broken) not read") }
    return parts.isEmpty ? "no call" : parts.joined(separator: ", ")
  }
}
