import Glibc
import KustomerDestination

/// Prints what a million events of 10 000 persons keep in memory, in bytes an event: as sessions in
/// order of arrival, and as settled ones.
struct MemoryBenchmark {
  private let count = 1_000_000

  func run() throws {
    var dice = Dice()
    var book = SessionBook()
    let before = resident()
    for _ in 0..<count {
      let time = 1_700_000_000_000 + Int64(dice.roll(below: 31_536_000)) * 1_000
      let call = try Call(
        parsing: #"{"type":"track","userId":"user-\#(dice.roll(below: 10_000))","event":"Done","#
          + #""timestamp":\#(time)}"#)
      book.record(Destination().plan(for: call, at: Timestamp(milliseconds: time), sessions: book))
    }
    let arrived = resident() - before
    print("arrival", arrived / count)
    let events = (0..<count).map { _ in
      let time = 1_700_000_000_000 + Int64(dice.roll(below: 31_536_000)) * 1_000
      return TimelineEvent(
        userId: "user-\(dice.roll(below: 10_000))", anonymousId: nil,
        time: Timestamp(milliseconds: time))
    }
    let beforeGrouping = resident()
    let timelines = settledTimelines(of: events, gap: .minutes(30))
    print("settled", (resident() - beforeGrouping) / count)
    precondition(!timelines.isEmpty && !book.sessions(of: .user("user-1")).isEmpty)
  }

  /// Bytes of this process that are in memory.
  private func resident() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let fields = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      .split(separator: " ")
    return (Int(fields[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }
}
