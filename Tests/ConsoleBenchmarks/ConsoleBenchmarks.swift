internal import Console
internal import Glibc
internal import KustomerDestination
internal import Records

/// Presses keys in a console that holds 100 000 calls.
///
/// Prints how long each key and the frame after it take, a name and CPU seconds a line;
/// `script/bench` sets them beside their limits.
@main
struct ConsoleBenchmarks {
  static func main() {
    var typist = Typist([])
    typist.measureTyping()
    for listed in [100, 10_000] {
      var listener = Typist([])
      listener.measureLive(Self.listedCalls(listed))
    }
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
    for (name, persons) in [("one person", 1), ("1000 persons", 1_000)] {
      var person = Typist(Self.calls(count, persons: persons))
      person.measureTimeline(name, lines: count / persons)
      person.measureHistory(name)
    }
  }

  /// Tracks as the listener receives them.
  private static func listedCalls(_ count: Int) -> [ListedCall] {
    let moment = Timestamp(milliseconds: 1_800_000_000_000)
    return (1...count).map { number in
      let call = JSON.object(
        JSONObject([
          .init("type", "track"), .init("userId", .string("user-\(number % 50)")),
          .init("event", .string("Event \(number)")),
        ]))
      guard let read = try? Call(parsing: call.compact) else {
        preconditionFailure("the call is made here")
      }
      let plan = Destination().plan(for: read, at: moment, sessions: SessionBook())
      return ListedCall(id: number, call: read.json, plan: plan, moment: moment)
    }
  }

  /// Visits of some events each, a few minutes between them and an hour between the visits.
  private static func calls(_ count: Int, persons: Int) -> [HistoryEntry] {
    (0..<count).map { at in
      let person = at % persons
      let turn = Int64(at / persons)
      let time = turn * 240_000 + turn / 12 * 3_600_000 + Int64(person)
      var call = JSONObject([
        .init("type", .string(at % 3 == 0 ? "page" : "track")),
        .init("userId", .string("user-\(person)")),
        .init(at % 3 == 0 ? "name" : "event", .string("Event \(at % 17)")),
        .init("properties", ["plan": "Pro Annual", "price": .number("\(at % 100).5")]),
      ])
      if at % 29 == 0 { call["properties"] = ["kustomer_session_id": .string("visit-\(at % 7)")] }
      return HistoryEntry(
        id: .init(Int64(at + 1)), profile: "sandbox", call: .object(call),
        moment: Timestamp(milliseconds: 1_700_000_000_000 + time), status: .delivered, session: nil,
        exchanges: [
          Exchange(
            method: "POST", path: "/v1/tracking/identityEvent", status: 201,
            begun: Timestamp(milliseconds: 1_700_000_000_000 + time))
        ])
    }
  }
}

/// Somebody who presses keys and looks at the screen.
private struct Typist {
  private var state = State(
    size: Size(columns: 120, rows: 40), now: Timestamp(milliseconds: 1_800_000_000_000))

  init(_ calls: [HistoryEntry]) {
    receive(.started(StartContents(entries: calls)))
  }

  /// Types into a property of a call of twenty, the preview beside it.
  mutating func measureTyping() {
    let properties = (10..<30).map { "\"property\($0)\":\"value of property \($0)\"" }
    let call = #"{"type":"track","userId":"user-1","event":"Measured","properties":{"#
    receive(.keyPressed(.paste(call + properties.joined(separator: ",") + "}}")))
    for _ in 0..<6 { receive(.keyPressed(.tab)) }
    let times = (0..<200).map { turn in
      if turn % 25 == 24 { receive(.keyPressed(.control("u"))) }
      return seconds(.character("x"))
    }
    report("typing", [times.median])
  }

  /// Walks down the list of what the listener received.
  mutating func measureLive(_ calls: [ListedCall]) {
    receive(.keyPressed(.alt("6")))
    receive(.callsArrived(calls))
    report("live \(calls.count)", [(0..<90).map { _ in seconds(.down) }.median])
  }

  mutating func measureTimeline(_ name: String, lines: Int) {
    report("timeline open, \(name)", [seconds(.alt("2"))])
    // The draft's person shows first, who has sent nothing.
    report("timeline person, \(name)", [seconds(.right)])
    precondition(state.timeline.lines.count > lines)
    report("timeline gap, \(name)", (0..<4).map { _ in seconds(.character("[")) })
    report("timeline gap, \(name)", (0..<4).map { _ in seconds(.character("]")) })
    report("timeline scroll, \(name)", (0..<20).map { _ in seconds(.pageDown) })
    report("timeline end, \(name)", [seconds(.end), seconds(.up), seconds(.home)])
  }

  mutating func measureHistory(_ name: String) {
    report("history open, \(name)", [seconds(.alt("3"))])
    report("history scroll, \(name)", (0..<20).map { _ in seconds(.pageDown) })
    receive(.keyPressed(.character("/")))
    report("history filter, \(name)", "event 13".map { seconds(.character($0)) })
    report("history filter, \(name)", "event 13".map { _ in seconds(.backspace) })
    report("history filter, \(name)", "type:page".map { seconds(.character($0)) })
  }

  private mutating func seconds(_ key: Key) -> Double {
    let start = cpuSeconds()
    receive(.keyPressed(key))
    let frame = view(state)
    let taken = cpuSeconds() - start
    precondition(frame.cells.count == 120 * 40)
    return taken
  }

  private mutating func receive(_ message: Message) {
    _ = update(&state, message, at: state.now, uptime: state.uptime)
  }

  /// The slowest of them.
  private func report(_ name: String, _ seconds: [Double]) {
    print("\(name)\t\(seconds.max() ?? 0)")
  }
}

extension [Double] {
  fileprivate var median: Double { sorted()[count / 2] }
}

/// CPU seconds of this process.
private func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
