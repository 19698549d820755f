import KustomerDestination

/// Adds late events to a timeline of 1 000 and of 1 000 000 events that are a session each: the
/// longest list of sessions that so many events can make.
struct InsertBenchmark {
  private static let hour: Int64 = 3_600_000
  private let destination = Destination()
  private let small: SessionBook
  private let large: SessionBook

  init() throws {
    small = try Self.book(1_000)
    large = try Self.book(1_000_000)
  }

  /// Prints the CPU seconds of an insertion into the large and into the small timeline, in turn.
  func run(rounds: Int) throws {
    var dice = Dice()
    for _ in 0..<rounds {
      print(try seconds(large, 1_000_000, &dice), try seconds(small, 1_000, &dice))
    }
  }

  private static func call(at hour: Int64, minute: Int64) throws -> Call {
    let time = hour * Self.hour + minute * 60_000
    return try Call(
      parsing: #"{"type":"track","userId":"u","event":"Done","timestamp":\#(time)}"#)
  }

  private static func book(_ count: Int) throws -> SessionBook {
    var book = SessionBook()
    for index in 0..<count {
      let start = Timestamp(milliseconds: Int64(10_000 + index) * hour)
      let id = "auto-\(start.idText)-0123456789abcdef"
      book.insert(SentSession(person: .user("u"), id: id, first: start, last: start, sent: start))
    }
    return book
  }

  /// One half joins a session, the other opens one between two.
  private func seconds(_ book: SessionBook, _ count: Int, _ dice: inout Dice) throws -> Double {
    var book = book
    let calls = try (0..<200).map { index in
      try Self.call(
        at: Int64(10_000 + dice.roll(below: count)), minute: index % 2 == 0 ? 10 : 30)
    }
    // The book is a value: the first change copies what the last round left.
    add(calls[0], to: &book)
    return measured { for call in calls.dropFirst() { add(call, to: &book) } } / 199
  }

  private func add(_ call: Call, to book: inout SessionBook) {
    book.record(
      destination.plan(for: call, at: Timestamp(milliseconds: 0), sessions: book))
  }
}

extension Timestamp {
  /// As it stands in session ids: `20050101T232856782Z`.
  fileprivate var idText: String { rfc3339.filter { !"-:.".contains($0) } }
}
