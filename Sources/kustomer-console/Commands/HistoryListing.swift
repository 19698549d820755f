internal import Delivery
internal import Foundation
internal import KustomerDestination
internal import Records

/// What `history` prints and writes without asking any org.
struct HistoryListing {
  private let invocation: Invocation

  init(_ invocation: Invocation) { self.invocation = invocation }

  /// Prints the calls that match, the newest first.
  func list(_ query: CallQuery, limit: Int, as options: ListingOptions) throws {
    guard let journal = try invocation.existingJournal() else { return }
    var output = try Listing(Self.columns, options, invocation)
    for entry in try journal.history(query, limit: limit) { try output.line(entry.json) }
    try output.flush()
    let count = try journal.historyCount(query)
    if count > limit, !invocation.options.quiet {
      StandardError.say("the newest \(limit) of \(count); --limit N lists more")
    }
  }

  private static let columns: [Listing.Column] = [
    .init("id"), .time("time"), .init("status"), .init("type"), .init("name", isFlexible: true),
    .person, .session { $0["session"] }, .init("answer"), .init("via", isOptional: true),
  ]

  /// Prints calls with all that is kept of them, in the order in which they are named.
  func show(_ ids: [Int64]) throws {
    guard let journal = try invocation.existingJournal() else {
      throw CommandFailure.noCall(ids[0])
    }
    try printLines(try ids.map { try journal.call($0).jsonLine() })
  }

  /// Writes the calls that match to a file of mode 0600, or to stdout.
  func export(_ query: CallQuery, to path: String) throws {
    let journal = try invocation.existingJournal()
    guard path != "-" else { return try exportToOutput(query, journal) }
    try Invocation.requireFolder(of: path)
    let file = try FileDraft(Invocation.absolute(path))
    var bytes: [UInt8] = []
    var count = 0
    try journal?.eachCall(of: query) { detail in
      bytes.append(contentsOf: detail.jsonLine().utf8)
      bytes.append(UInt8(ascii: "\n"))
      count += 1
      guard bytes.count >= 1 << 16 else { return }
      try file.append(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    try file.append(bytes)
    try file.finish()
    if !invocation.options.quiet, Invocation.isTerminal(2) {
      StandardError.say("\(path): \(count) calls")
    }
  }

  private func exportToOutput(_ query: CallQuery, _ journal: Journal?) throws {
    var output = LineOutput(raw: invocation.options.raw)
    try journal?.eachCall(of: query) { try output.line($0.jsonLine()) }
    try output.flush()
  }

  private func printLines(_ lines: [String]) throws {
    var output = LineOutput(raw: invocation.options.raw)
    for line in lines { try output.line(line) }
    try output.flush()
  }
}

extension Journal {
  /// Hands out the calls that match, the oldest first, until `body` throws.
  fileprivate func eachCall(
    of query: CallQuery, _ body: (HistoryDetail) throws -> Void
  ) throws {
    var failure: (any Error)?
    try export(query) { detail in
      do {
        try body(detail)
      } catch {
        failure = error
      }
      return failure == nil
    }
    if let failure { throw failure }
  }
}
