internal import KustomerDestination

/// The text of a batch as a mobile library leaves it on disk: perhaps with commas before the
/// elements, perhaps without the line that closes it.
struct BatchFile {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Behind the bracket that opens the array.
  private let first: Int

  /// Nil when the text does not begin with `{"batch":[`.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var at = 0
    for part: StaticString in ["{", "\"batch\"", ":", "["] {
      at = Self.firstNonBlank(bytes, at)
      guard bytes.stands(part, at: at) else { return nil }
      at += part.utf8CodeUnitCount
    }
    self.bytes = bytes
    first = at
  }

  /// Whether a comma stands before the first element.
  var hasLeadingComma: Bool { bytes.stands(",", at: Self.firstNonBlank(bytes, first)) }

  /// The elements, in order, and where the array ends; nil for one that does not end.
  func parts() -> (elements: [Range<Int>], end: Int?) {
    var elements: [Range<Int>] = []
    var at = first
    while true {
      at = Self.firstNonBlank(bytes, at, orComma: true)
      guard at < bytes.count else { return (elements, nil) }
      if bytes[at] == UInt8(ascii: "]") { return (elements, at + 1) }
      var scanner = ValueScanner()
      switch scanner.scan(UnsafeBufferPointer(rebasing: bytes[at...])) {
      case .end(let length) where length > 0:
        elements.append(at..<at + length)
        at += length
      case .end, .brokenString, .open:
        elements.append(at..<bytes.count)
        return (elements, nil)
      }
    }
  }

  /// The members behind the array, as an object; nil when there is no whole one.
  func shared(behind end: Int) -> [UInt8]? {
    let comma = Self.firstNonBlank(bytes, end)
    guard comma < bytes.count, bytes[comma] == UInt8(ascii: ",") else { return nil }
    let text = [UInt8(ascii: "{")] + bytes[(comma + 1)...]
    guard case .success = RecordText.call(text) else { return nil }
    return text
  }

  private static func firstNonBlank(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, orComma: Bool = false
  ) -> Int {
    bytes[min(start, bytes.count)...].firstIndex { byte in
      // Blank to JSON, and nothing else: what a reader stops at, it has seen in every chunking.
      ![0x20, 0x09, 0x0A, 0x0D].contains(byte) && !(orComma && byte == UInt8(ascii: ","))
    } ?? bytes.count
  }
}

extension RecordText {
  /// The calls of a batch file that is no JSON as it stands; nil when the text is none.
  func recordsOfBatchFile() -> [CallRecord]? {
    guard item == nil, let file = BatchFile(bytes) else { return nil }
    let (elements, end) = file.parts()
    let shared = end.flatMap(file.shared(behind:)) ?? Array("{}".utf8)
    return shared.withUnsafeBufferPointer { shared in
      ObjectText(shared).map { records(of: elements, BatchMembers($0)) }
    }
  }
}
