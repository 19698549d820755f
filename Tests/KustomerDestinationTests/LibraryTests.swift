import KustomerDestination
import Testing

// The five lines of README, compiled as another program would.
@Test func `another program maps a call in five lines`() throws {
  let call = try Call(parsing: #"{"type":"track","userId":"u1","event":"Order Completed"}"#)
  let moment = Timestamp(milliseconds: 1_704_110_400_000)
  let plan = Destination().plan(for: call, at: moment)
  let lines = plan.requests.map { "\($0.method.rawValue) \($0.path) \($0.body?.compact ?? "")" }
  #expect(plan.verdict == .ready)
  #expect(lines.count == 1)
  #expect(lines[0].hasPrefix("POST /v1/tracking/identityEvent {"))
}
