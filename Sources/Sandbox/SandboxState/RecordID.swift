internal import KustomerDestination

/// The 24 hex digits of a Kustomer record: seconds, kind and number, so derived and never drawn.
enum RecordID {
  enum Kind: UInt64 {
    case customer = 0xC1
    case event = 0xE1
    case session = 0x51
    case company = 0xC0
  }

  static func make(_ kind: Kind, _ number: Int64, at moment: Timestamp) -> String {
    let seconds = UInt64(truncatingIfNeeded: moment.milliseconds / 1_000) & 0xFFFF_FFFF
    let rest = kind.rawValue << 56 | UInt64(truncatingIfNeeded: number) & 0xFF_FFFF_FFFF_FFFF
    return hex(seconds, digits: 8) + hex(rest, digits: 16)
  }

  /// The id of a customer's session, derived from both so that it is the same in every process.
  static func session(_ sessionId: String, of customer: String) -> String {
    let wide = fnv1a(customer + "/" + sessionId, offset: 0xCBF2_9CE4_8422_2325)
    let narrow = fnv1a(sessionId + "/" + customer, offset: 0x8422_2325_CBF2_9CE4)
    return hex(narrow & 0xFFFF_FFFF, digits: 8) + hex(wide, digits: 16)
  }

  static func org(_ name: String) -> String {
    let hash = fnv1a(name, offset: 0xCBF2_9CE4_8422_2325)
    return hex(0x5000_0000, digits: 8) + hex(hash, digits: 16)
  }

  private static func fnv1a(_ text: String, offset: UInt64) -> UInt64 {
    text.utf8.reduce(offset) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func hex(_ value: UInt64, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }
}
