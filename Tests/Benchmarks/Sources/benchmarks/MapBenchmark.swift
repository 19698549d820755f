import Glibc
import KustomerDestination

/// Reads, maps and writes the lines of a file that is in memory: what `map` does on one core.
struct MapBenchmark {
  private let lines: [ArraySlice<UInt8>]

  init(path: String) throws {
    lines = try Self.bytes(of: path).split(separator: 0x0A)
  }

  /// Prints the CPU seconds of each round.
  func run(rounds: Int) throws {
    for _ in 0..<rounds { print(try measured { try map() }) }
  }

  private func map() throws {
    let destination = Destination()
    let moment = Timestamp(milliseconds: 1_795_392_000_000)
    var sessions = SessionBook()
    var out: [UInt8] = []
    for (index, line) in lines.enumerated() {
      let plan = destination.plan(for: try Call(parsing: line), at: moment, sessions: sessions)
      sessions.record(plan)
      plan.write(to: &out, at: index + 1)
      out.append(0x0A)
      if out.count > 1 << 16 { out.removeAll(keepingCapacity: true) }
    }
  }

  private struct Unreadable: Error { let path: String }

  private static func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
