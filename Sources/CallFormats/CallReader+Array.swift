internal import KustomerDestination

extension CallReader {
  /// Between the elements of an array.
  mutating func readArray(_ item: Int, isAfterElement: Bool) -> Bool {
    input.skipBlanks()
    guard input.count > 0 else { return endInsideArray(item) }
    switch input[0] {
    case UInt8(ascii: "]") where isAfterElement || item == 1:
      input.skip(1)
      state = .records
    case UInt8(ascii: ",") where isAfterElement:
      input.skip(1)
      state = .array(item: item, isAfterElement: false)
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","):
      giveUpArray(item, .unexpectedCharacter)
    default:
      if isAfterElement {
        giveUpArray(item, .unexpectedCharacter)
      } else {
        state = .element(item: item, ValueScanner())
      }
    }
    return true
  }

  /// Inside an element.
  mutating func readElement(_ item: Int, _ scanner: ValueScanner) -> Bool {
    var scanner = scanner
    switch input.withUnread({ scanner.scan($0) }) {
    case .end(let length):
      give(element: item, length: length)
      state = .array(item: item + 1, isAfterElement: true)
    case .brokenString(let newline):
      give(element: item, length: newline + 1)
      state = .skipping(isInsideLine: false)
    case .open where input.isEnded:
      give(element: item, length: input.count)
      state = .skipping(isInsideLine: false)
    case .open:
      state = .element(item: item, scanner)
      return false
    }
    return true
  }

  private mutating func give(element item: Int, length: Int) {
    switch records(inFirst: length, item: item) {
    case .success(let records): give(records)
    case .failure(let error): give(error, at: input.position, item: item)
    }
    input.skip(length)
  }

  private mutating func endInsideArray(_ item: Int) -> Bool {
    guard input.isEnded else { return false }
    giveUpArray(item, .unexpectedEnd)
    return true
  }

  private mutating func giveUpArray(_ item: Int, _ reason: JSONError.Reason) {
    give(JSONError(reason, offset: 0, line: 1, column: 1), at: input.position, item: item)
    state = .skipping(isInsideLine: true)
  }
}
