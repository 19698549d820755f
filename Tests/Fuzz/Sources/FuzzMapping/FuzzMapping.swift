import KustomerDestination

/// One input: parsed, printed, and mapped, with settings that its bytes choose.
///
/// One that is no JSON chooses a call instead. Of every eighth the laws are asked too, which take
/// most of the time. A broken law traps, which is what the fuzzer looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let sum = Int(bytes.reduce(0 as UInt8, &+))
  let destination = Destination(settings: allSettings[sum % allSettings.count])
  guard let document = document(bytes) else { return 0 }
  let areLawsAsked = sum / allSettings.count % 8 == 0
  if areLawsAsked { checkPrinting(document) } else { _ = document.value.compactBytes }
  guard let call = try? Call(document) else { return 0 }
  let plan = destination.plan(for: call, at: moment)
  var line: [UInt8] = []
  plan.write(to: &line, at: 1, trace: true)
  if areLawsAsked { check(plan, of: call, destination, line) }
  return 0
}

private let moment = Timestamp(milliseconds: 1_704_110_400_000)

private func document(_ bytes: [UInt8]) -> JSONDocument? {
  if let document = try? JSONDocument(parsing: bytes) { return document }
  var chosen = ChosenCall(choosing: bytes)
  let document = try? JSONDocument(parsing: chosen.text())
  precondition(document != nil, "a printed call is no JSON")
  return document
}

private func checkPrinting(_ document: JSONDocument) {
  let value = document.value
  let again = try? JSON(parsing: value.compactBytes)
  precondition(again == value, "printing and parsing changed the value")
}

private func check(_ plan: Plan, of call: Call, _ destination: Destination, _ line: [UInt8]) {
  precondition(plan.requests.isEmpty != plan.verdict.isReady, "a verdict without its requests")
  let printed = try? JSON(parsing: line)
  precondition(printed?.compactBytes == line, "a plan that is no compact JSON")
  let bodies = printed?["requests"]?.arrayValue?.map { $0["body"] }
  precondition(bodies == plan.requests.map(\.body), "a line that says what is not sent")
  for row in plan.trace {
    precondition(row.targets.isEmpty == (row.reason != nil), "a row without target and reason")
  }
  var sessions = SessionBook()
  sessions.record(plan)
  let next = destination.plan(for: call, at: moment, sessions: sessions)
  precondition(next.session == plan.session, "the same call again left its session")
}

private let allSettings = [
  DestinationSettings(),
  DestinationSettings(
    gap: .minutes(1), ids: .leaveToKustomer, eventNames: .prefixed, occurredAt: .always,
    company: .link),
]
