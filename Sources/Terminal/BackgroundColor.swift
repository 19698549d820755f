internal import Console

extension RGB {
  /// Reads what a terminal answers about its background, `11;rgb:1a1a/1b1b/2626`; nil for anything
  /// else.
  init?(answer: String) {
    guard answer.hasPrefix("11;rgb:") else { return nil }
    let parts = answer.dropFirst(7).split(separator: "/", omittingEmptySubsequences: false)
    let values = parts.compactMap { part -> UInt8? in
      guard 1...4 ~= part.utf8.count, let value = UInt32(part, radix: 16) else { return nil }
      let whole = (UInt32(1) << (4 * UInt32(part.utf8.count))) - 1
      return UInt8(value * 255 / whole)
    }
    guard parts.count == 3, values.count == 3 else { return nil }
    self.init(red: values[0], green: values[1], blue: values[2])
  }
}

/// Whether the background is dark by `COLORFGBG`, as rxvt and others set it: `15;0`; nil if it does
/// not say.
package func isDark(colorFGBG: String?) -> Bool? {
  guard let word = colorFGBG?.split(separator: ";").last, let number = Int(word) else { return nil }
  return (0...6).contains(number) || number == 8
}
