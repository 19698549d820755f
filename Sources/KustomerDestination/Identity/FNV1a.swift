/// The FNV-1a hash: fixed for all time, unlike Swift's own.
package enum FNV1a {
  /// What the 64-bit hash of no bytes is.
  package static let basis64: UInt64 = 0xcbf2_9ce4_8422_2325

  /// 64 bits; of a text in pieces when the hash of those before is given.
  package static func hash64(_ text: String, after hash: UInt64 = basis64) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      bytes.reduce(hash) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
  }

  /// 32 bits.
  package static func hash32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(0x811c_9dc5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }

  /// Lower-case hex digits of the number's whole width.
  package static func hex(_ number: some FixedWidthInteger & UnsignedInteger) -> String {
    let digits = String(number, radix: 16)
    let width = type(of: number).bitWidth / 4
    return String(repeating: "0", count: width - digits.count) + digits
  }
}
