import KustomerDestination

/// Maps one call of 32 KB with its trace, as the preview does on each key.
struct KeyBenchmark {
  private let calls: [String]

  init() throws {
    calls = [Self.track, Self.identify]
  }

  /// Prints the CPU seconds of a map of the slower call.
  func run(rounds: Int) throws {
    for _ in 0..<rounds { print(try calls.map(seconds).max() ?? 0) }
  }

  private func seconds(_ text: String) throws -> Double {
    let repeats = 20
    return try measured {
      for _ in 0..<repeats {
        let plan = Destination().plan(
          for: try Call(parsing: text), at: Timestamp(milliseconds: 1_795_392_000_000))
        precondition(plan.line(at: 1, trace: true).utf8.count > 32_000)
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
