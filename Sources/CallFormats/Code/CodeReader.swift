internal import KustomerDestination

/// Reads the calls that stand in JavaScript, Swift or Objective-C, without running anything.
///
/// `analytics.track("…", {…})`, `analytics.track(name: "…", properties: […])` and
/// `[[SEGAnalytics sharedAnalytics] track:@"…" properties:@{…}]` are found wherever they stand in
/// a text. A comment `// with: {…}` before a call adds the members of that JSON object to it, and
/// `// call: {…}` is a call by itself: so `CallWriter` says what a language cannot.
package struct CodeReader {
  /// Bytes of the longest text that is read: code is written by people.
  package static let longest = 1 << 20

  private enum Method: Hashable {
    case call(CallType)
    /// `group` and `alias`, which the destination does not take.
    case other(String)

    init?(_ name: String) {
      if let type = CallType(rawValue: name) {
        self = .call(type)
      } else if name == "group" || name == "alias" {
        self = .other(name)
      } else {
        return nil
      }
    }
  }

  /// The words before a method: `window.analytics`, `Analytics.shared()`.
  private struct Receiver {
    var start: Int
    var isSegment = false
    var isSwift = false
    var endsWithDot = false

    mutating func add(_ word: String) {
      let lower = word.lowercased()
      isSegment = isSegment || lower.contains("analytics") || lower.contains("segment")
      isSwift = isSwift || word.hasSuffix("Analytics") || word == "shared"
      endsWithDot = false
    }
  }

  private var text: CodeText
  private var receiver: Receiver?
  /// Where the outermost bracket of an Objective-C message may have begun.
  private var message: Int?
  /// What a comment adds to the next call.
  private var with = JSONObject()
  private var records: [CallRecord] = []
  /// The place of the offset `counted`, where the last record started.
  private var place = InputBuffer.Position()
  private var counted = 0

  private init(_ bytes: [UInt8]) { text = CodeText(bytes) }

  /// Reads all calls of a text.
  ///
  /// - Parameter bytes: UTF-8, at most `longest`.
  /// - Returns: a record for each call, also one that is wrong; at least one record.
  package static func records(of bytes: [UInt8]) -> [CallRecord] {
    var reader = CodeReader(bytes)
    guard bytes.count <= longest else {
      reader.fail(CodeError("code over 1 MiB; paste the calls alone", at: 0), at: 0)
      return reader.records
    }
    while !reader.text.isAtEnd { reader.step() }
    if reader.records.isEmpty {
      reader.fail(
        CodeError("no call of analytics.page, screen, identify or track is in this text", at: 0),
        at: 0)
    }
    return reader.records
  }

  /// Whether a text looks like code with a call in it.
  static func mayRead(_ bytes: some Collection<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let isSegment = ["nalytics", "egment"].contains { text.utf8.contains($0) }
    let methods = CallType.allCases.map(\.rawValue) + ["group", "alias"]
    return (isSegment && methods.contains { text.utf8.contains($0) })
      || text.utf8.contains("// call: {")
  }
}

extension CodeReader {
  /// Reads on by one word, sign or string.
  private mutating func step() {
    text.skipBlanks()
    for comment in text.comments { read(comment: comment) }
    guard let byte = text.peek() else { return }
    if CodeText.isWord(byte) {
      readWord()
    } else if text.skipString() {
      receiver = nil
    } else {
      readSign(byte)
    }
  }

  private mutating func readWord() {
    let start = text.at
    let word = text.word()
    if let method = Method(word), let receiver, receiver.isSegment {
      let end = text.at
      text.skipBlanks()
      if receiver.endsWithDot, text.take("(") { return read(method, receiver, from: end) }
      if let message, text.take(":") { return readMessage(method, from: message, end) }
      text.at = end
    }
    if receiver?.endsWithDot != true { receiver = Receiver(start: start) }
    receiver?.add(word)
  }

  private mutating func readSign(_ byte: UInt8) {
    let start = text.at
    text.at += 1
    switch byte {
    case UInt8(ascii: "."): receiver?.endsWithDot = true
    case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "]"): break
    case UInt8(ascii: "(") where text.take(")"): break
    case UInt8(ascii: "["):
      if message == nil { message = start }
      receiver = nil
    case UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      message = nil
      receiver = nil
    default: receiver = nil
    }
  }

  /// Reads `analytics.track(…)` from behind its opening bracket.
  private mutating func read(_ method: Method, _ receiver: Receiver, from end: Int) {
    let arguments = text.at
    self.receiver = nil
    take(method, from: receiver.start, resumingAt: end) { (type, text) throws(CodeError) in
      let first = receiver.isSwift ? LabelledCall.readSwift : JavaScriptCall.read
      let second = receiver.isSwift ? JavaScriptCall.read : LabelledCall.readSwift
      do throws(CodeError) {
        return try first(type, &text)
      } catch {
        text.at = arguments
        do throws(CodeError) {
          return try second(type, &text)
        } catch let other {
          // The language that it is gets further.
          throw other.offset > error.offset ? other : error
        }
      }
    }
  }

  /// Reads `[… track:…]` from behind its first colon.
  private mutating func readMessage(_ method: Method, from start: Int, _ end: Int) {
    receiver = nil
    message = nil
    take(method, from: start, resumingAt: end) { (type, text) throws(CodeError) in
      try LabelledCall.readMessage(type, &text)
    }
  }

  private mutating func take(
    _ method: Method, from start: Int, resumingAt end: Int,
    _ read: (CallType, inout CodeText) throws(CodeError) -> SpokenCall
  ) {
    let with = self.with
    self.with = JSONObject()
    do throws(CodeError) {
      switch method {
      case .other(let name):
        let reason = "\(name) is not taken: only page, screen, identify and track are"
        throw CodeError(reason, at: start)
      case .call(let type):
        var call = try read(type, &text)
        let json = try call.json(with: with)
        give(json, notes: call.notes, at: start)
      }
    } catch {
      fail(error, at: start)
      text.at = end
    }
  }
}

extension CodeReader {
  /// `// with: {…}` and `// call: {…}`.
  private mutating func read(comment: Range<Int>) {
    let words = text.text(comment)
    for (mark, isCall) in [("// with: {", false), ("// call: {", true)] where words.hasPrefix(mark)
    {
      let json = words.dropFirst(mark.count - 1)
      do throws(JSONError) {
        let object = try JSON(parsing: String(json))
        if isCall {
          give(object, notes: [], at: comment.lowerBound)
        } else {
          with = object.objectValue ?? JSONObject()
        }
      } catch {
        // Bytes that are no text were made longer before they were parsed.
        let offset = min(
          comment.lowerBound + mark.utf8.count - 1 + error.offset, comment.upperBound)
        fail(CodeError(error.reason.rawValue, at: offset), at: comment.lowerBound)
      }
    }
  }

  private mutating func give(_ call: JSON, notes: [CodeError], at start: Int) {
    count(to: start)
    let line = place.line
    let notes = notes.map { note in
      RecordError(note.reason, at: place(of: note.offset)).message()
    }
    do throws(JSONError) {
      let call = try Call(parsing: call.compactBytes)
      records.append(CallRecord(line: line, call: .success(call), notes: notes))
    } catch {
      fail(CodeError(error.reason.rawValue, at: start), at: start)
    }
  }

  private mutating func fail(_ error: CodeError, at start: Int) {
    count(to: start)
    let line = place.line
    let error = RecordError(error.reason, at: place(of: error.offset))
    records.append(CallRecord(line: line, call: .failure(error)))
  }

  /// Counts lines and columns up to there; starts of records only grow.
  private mutating func count(to start: Int) {
    guard start > counted else { return }
    place.advance(over: text.bytes[counted..<start])
    counted = start
  }

  /// The place of an offset from `counted` on.
  private func place(of offset: Int) -> InputBuffer.Position {
    var place = place
    place.advance(over: text.bytes[counted..<max(offset, counted)])
    return place
  }
}
