import KustomerDestination

/// Maps one call of 32 KB with its trace, as the preview does on each key.
struct KeyBenchmark {
  private let calls: [String]

  init() throws {
    calls = [Self.track, Self.identify, Self.equalKeys]
  }

  /// Prints the CPU seconds of a map of the slowest call, then those of each.
  func run(rounds: Int) throws {
    for _ in 0..<rounds {
      let times = try calls.map(seconds)
      print(([times.max() ?? 0] + times).map { String($0) }.joined(separator: " "))
    }
  }

  private func seconds(_ text: String) throws -> Double {
    let repeats = 20
    var line: [UInt8] = []
    return try measured {
      for _ in 0..<repeats {
        let plan = Destination().plan(
          for: try Call(parsing: text), at: Timestamp(milliseconds: 1_795_392_000_000))
        line.removeAll(keepingCapacity: true)
        plan.write(to: &line, at: 1, trace: true)
        precondition(line.count > 32_000)
      }
    } / Double(repeats)
  }

  private static let size = 32_700

  /// Many short properties, some of them nested.
  private static var track: String {
    filled(#"{"type":"track","userId":"u","event":"Order Completed","properties":{"#) { index in
      #""item \#(index)":{"sku":"SKU-\#(index)","price":\#(index).50,"isGift":false}"#
    }
  }

  /// Many traits that Kustomer does not take.
  private static var identify: String {
    filled(#"{"type":"identify","userId":"u","traits":{"email":"jo@example.com","#) { index in
      #""trait_\#(index)":"value \#(index)""#
    }
  }

  /// Properties that all have one key after cleaning, so that each looks for a free one.
  private static var equalKeys: String {
    filled(#"{"type":"track","userId":"u","event":"Order Completed","properties":{"#) { index in
      let marks = String(index, radix: 2).map { $0 == "0" ? "!" : "?" }
      return #""a\#(marks.joined())":1"#
    }
  }

  private static func filled(_ start: String, _ member: (Int) -> String) -> String {
    var text = start + member(0)
    for index in 1... {
      let next = "," + member(index)
      guard text.utf8.count + next.utf8.count + 2 <= size else { break }
      text += next
    }
    return text + "}}"
  }
}
