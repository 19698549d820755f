import KustomerDestination

/// One input: parsed, printed and parsed again, then mapped with every setting.
///
/// A broken law traps, which is what the fuzzer looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard let document = try? JSONDocument(parsing: bytes) else { return 0 }
  let value = document.value
  guard let again = try? JSON(parsing: value.compactBytes), again == value else {
    preconditionFailure("printing and parsing changed the value")
  }
  guard let call = try? Call(document) else { return 0 }
  let moment = Timestamp(milliseconds: 1_704_110_400_000)
  for settings in allSettings {
    let destination = Destination(settings: settings)
    var sessions = SessionBook()
    let plan = destination.plan(for: call, at: moment, sessions: sessions)
    sessions.record(plan)
    precondition(plan.requests.isEmpty != plan.verdict.isReady, "a verdict without its requests")
    let line = plan.line(at: 1, trace: true)
    precondition((try? JSON(parsing: line)) != nil, "a plan that is no JSON")
    let sources = plan.trace.compactMap(\.source)
    precondition(plan.trace.count >= Set(sources).count)
    _ = destination.plan(for: call, at: moment, sessions: sessions)
  }
  return 0
}

private let allSettings = [
  DestinationSettings(),
  DestinationSettings(
    gap: .minutes(1), ids: .leaveToKustomer, eventNames: .prefixed, occurredAt: .always,
    company: .link),
]
