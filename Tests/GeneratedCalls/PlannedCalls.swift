package import KustomerDestination

/// A generated call with its plan.
package struct PlannedCall: Sendable {
  package var call: JSON
  package var plan: Plan
}

/// Plans generated calls one after the other, as they would be sent.
package func plannedCalls(
  _ count: Int, seed: UInt64 = 42, settings: DestinationSettings = DestinationSettings(),
  at moment: Timestamp
) -> [PlannedCall] {
  var generator = CallGenerator(seed: seed)
  var book = SessionBook()
  let destination = Destination(settings: settings)
  return (0..<count).compactMap { _ in
    let json = generator.call()
    guard let call = try? Call(parsing: json.compactBytes) else { return nil }
    let plan = destination.plan(for: call, at: moment, sessions: book)
    book.record(plan)
    return PlannedCall(call: json, plan: plan)
  }
}
