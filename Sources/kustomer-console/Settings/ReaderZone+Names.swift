package import Console
internal import Foundation
internal import KustomerDestination

extension ReaderZone {
  /// The zone of `times` in config.toml: `local` is that of the machine (or of `TZ`), `utc`, or a
  /// name of the zone database; nil for no such zone.
  package init?(named name: String) {
    switch name.lowercased() {
    case "utc": self = .utc
    case "local":
      let zone = TimeZone.current
      self.init(zone, name: zone.abbreviation() ?? zone.identifier)
    default:
      guard let zone = TimeZone(identifier: name) else { return nil }
      self.init(zone, name: zone.identifier)
    }
  }

  /// The offsets of the years in which calls of the console can lie.
  private init(_ zone: TimeZone, name: String) {
    let start = Date(timeIntervalSince1970: 1_262_304_000)
    let end = Date(timeIntervalSince1970: 2_524_608_000)
    var offsets = [
      Offset(from: Timestamp(milliseconds: 0), seconds: zone.secondsFromGMT(for: start))
    ]
    var moment = start
    while let next = zone.nextDaylightSavingTimeTransition(after: moment), next < end {
      offsets.append(
        Offset(
          from: Timestamp(milliseconds: Int64(next.timeIntervalSince1970 * 1_000)),
          seconds: zone.secondsFromGMT(for: next)))
      moment = next
    }
    let isUTC = offsets.allSatisfy { $0.seconds == 0 }
    self.init(name: isUTC ? "UTC" : name, offsets: isUTC ? [] : offsets)
  }
}
