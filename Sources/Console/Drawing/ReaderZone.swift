package import KustomerDestination

/// The zone of the clock on the reader's wall: in it the screens show times.
///
/// Data, files and `--now` stay in UTC.
package struct ReaderZone: Hashable, Sendable {
  /// How far the clock on the wall is ahead of UTC from a moment on.
  package struct Offset: Hashable, Sendable {
    /// The first moment for which it holds.
    package var from: Timestamp
    /// Seconds east of UTC, within a day.
    package var seconds: Int

    /// An offset that holds from a moment on.
    package init(from: Timestamp, seconds: Int) {
      self.from = from
      self.seconds = seconds
    }
  }

  /// The zone of the texts that are made in this task; the console sets it for each frame.
  @TaskLocal package static var current = ReaderZone.utc

  /// What labels call it: `UTC`, `CET`, `Europe/Zurich`.
  package let name: String
  /// By moment; the first one also holds before its own.
  private let offsets: [Offset]

  /// A zone by its offsets, in any order; without one it is UTC under another name.
  package init(name: String, offsets: [Offset]) {
    self.name = name
    self.offsets = offsets.sorted { $0.from < $1.from }
  }

  /// The last part of its name: `Zurich`.
  package var shortName: String { name.split(separator: "/").last.map(String.init) ?? name }

  /// Coordinated universal time.
  package static let utc = ReaderZone(name: "UTC", offsets: [])

  /// The moment whose parts in UTC are what the clock on the wall shows; only for showing.
  package func wall(_ moment: Timestamp) -> Timestamp {
    let offset = (offsets.last { $0.from <= moment } ?? offsets.first)?.seconds ?? 0
    guard offset != 0 else { return moment }
    let (shifted, isOver) = moment.milliseconds.addingReportingOverflow(Int64(offset) * 1_000)
    return isOver ? moment : Timestamp(exactly: shifted) ?? moment
  }
}
