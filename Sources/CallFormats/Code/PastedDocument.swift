internal import KustomerDestination

/// A pasted text as code: of Markdown what stands in fences, and calls between them; the rest is
/// blanked out, so that each place stays what it was.
struct PastedDocument {
  /// As long as the text, line by line.
  private(set) var code: [UInt8]
  private let bytes: [UInt8]
  /// Fenced parts that hold JSON.
  private var json: [Range<Int>] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    code = bytes
    let fences = Self.fences(bytes)
    guard !fences.isEmpty else { return }
    var at = 0
    for (fence, inside) in fences {
      blank(at..<fence.lowerBound, keepingCalls: true)
      blank(fence.lowerBound..<inside.lowerBound)
      let first = bytes[inside].first { !$0.isJSONBlank }
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), Self.isJSON(bytes[inside]) {
        json.append(inside)
        blank(inside)
      }
      blank(inside.upperBound..<fence.upperBound)
      at = fence.upperBound
    }
    blank(at..<bytes.count, keepingCalls: true)
  }

  /// The calls that stand in the text as JSON.
  func records(_ ids: GivenIDs) -> [CallRecord] { json.flatMap { records(of: $0, ids) } }

  private func records(of part: Range<Int>, _ ids: GivenIDs) -> [CallRecord] {
    let line = bytes[..<part.lowerBound].count { $0 == 0x0A }
    var reader = CallReader(ids: ids)
    bytes[part].withUnsafeBytes { reader.append($0) }
    reader.end()
    var found: [CallRecord] = []
    do throws(InputRefusal) {
      while var record = try reader.next() {
        record.line += line
        // Other JSON among the words is no matter of calls.
        if case .success(let call) = record.call, call.json.isSegmentCall { found.append(record) }
      }
    } catch {
      return []
    }
    return found
  }

  /// The fenced parts: each from its first fence to behind its last, and what is between them.
  private static func fences(_ bytes: [UInt8]) -> [(whole: Range<Int>, inside: Range<Int>)] {
    var found: [(whole: Range<Int>, inside: Range<Int>)] = []
    var open: (start: Int, inside: Int, mark: UInt8, count: Int)?
    var line = 0
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      let text = bytes[line..<end].drop { " \t>".utf8.contains($0) }
      if let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") {
        let count = text.prefix { $0 == mark }.count
        let rest = text.dropFirst(count)
        if let begun = open {
          let isEnd = mark == begun.mark && count >= begun.count && rest.allSatisfy(\.isJSONBlank)
          if isEnd {
            found.append((begun.start..<end, begun.inside..<line))
            open = nil
          }
        } else if count >= 3, !rest.contains(UInt8(ascii: "`")) {
          open = (line, end, mark, count)
        }
      }
      line = end
    }
    if let begun = open { found.append((begun.start..<bytes.count, begun.inside..<bytes.count)) }
    return found
  }

  /// Blanks a part out, save calls with values in it.
  private mutating func blank(_ part: Range<Int>, keepingCalls: Bool = false) {
    var kept: [Range<Int>] = []
    if keepingCalls {
      var prose = CodeText(Array(code[part]))
      while let call = prose.nextCallInProse() {
        kept.append(part.lowerBound + call.lowerBound..<part.lowerBound + call.upperBound)
      }
    }
    for offset in part where code[offset] != 0x0A {
      if let first = kept.first, offset >= first.upperBound { kept.removeFirst() }
      if kept.first?.contains(offset) != true { code[offset] = 0x20 }
    }
  }

  private static func isJSON(_ text: ArraySlice<UInt8>) -> Bool {
    do throws(JSONError) {
      _ = try JSON(parsing: text)
      return true
    } catch {
      return false
    }
  }
}

extension CodeText {
  /// Goes behind the next call among words that holds a value, from its receiver to its last
  /// bracket; a mention as `analytics.track()` is passed over.
  fileprivate mutating func nextCallInProse() -> Range<Int>? {
    while !isAtEnd {
      guard let byte = peek(), Self.isWord(byte) else {
        at += 1
        continue
      }
      let start = at
      var words: [String] = [word()]
      while isAt("."), peek(1).map(Self.isWord) ?? false {
        at += 1
        words.append(word())
      }
      let end = at
      guard words.count > 1, words.last.map({ CodeReader.Method($0) != nil }) == true, isAt("("),
        skipBrackets(), bytes[end..<at].contains(where: { "\"'{".utf8.contains($0) })
      else {
        at = end
        continue
      }
      return start..<at
    }
    return nil
  }
}
