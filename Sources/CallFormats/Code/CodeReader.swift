internal import KustomerDestination

/// Reads the calls that stand in a text of code or shell commands, without running anything.
///
/// What is recognised, wherever it stands in the text:
///
/// | as | read |
/// |---|---|
/// | `analytics.track(…)`, `window['analytics']?.track?.(…)`, `analytics['track']<Kind>(…)` | a call |
/// | `[[SEGAnalytics sharedAnalytics] track:@"…" properties:@{…}]` | a call |
/// | `curl https://api.segment.io/v1/track -d '{…}'`, behind a prompt or not | a call |
/// | `analytics.reset()` | another visitor begins |
/// | `trackLink(…)`, `mixpanel.track("…")`, `Analytics.with(context).track("…")` | an error with its place |
/// | `// with: {…}` before a call, `// call: {…}` | what `CallWriter` cannot say in a language |
package struct CodeReader {
  /// Bytes of the longest text that is read: code is written by people.
  package static let longest = 1 << 20

  /// What a word behind a receiver and before a bracket is.
  enum Method: Hashable {
    case call(CallType)
    /// `group` and `alias`, which the destination does not take.
    case refused
    /// Another word for a call, as `trackLink`.
    case kindred
    case reset

    init?(_ name: String) {
      switch name {
      case "group", "alias": self = .refused
      case "reset": self = .reset
      case "pageview": self = .kindred
      case _ where CallType(rawValue: name) != nil:
        guard let type = CallType(rawValue: name) else { return nil }
        self = .call(type)
      case _ where name.hasPrefix("track") && name.dropFirst(5).first?.isUppercase == true:
        self = .kindred
      case "Track", "Identify", "Page", "Screen": self = .kindred
      default: return nil
      }
    }
  }

  /// The words before a method: `window.analytics`, `Analytics.shared()`.
  struct Receiver {
    var start: Int
    var words: [String] = []
    var endsWithDot = false
    /// Whether it was called with arguments, as `Analytics.with(context)`.
    var hasArguments = false

    /// Whether it is Segment's library by its name.
    var isSegment: Bool {
      !hasArguments
        && words.contains { word in
          let lower = word.lowercased()
          return lower.contains("analytics") || lower.contains("segment")
        }
    }

    mutating func add(_ word: String) {
      words.append(word)
      endsWithDot = false
    }
  }

  var text: CodeText
  private var receiver: Receiver?
  /// Of each bracket that is open, the receiver before it, and whether anything stands in it.
  private var outer: [(receiver: Receiver?, start: Int)] = []
  /// Where the outermost bracket of an Objective-C message may have begun.
  private var message: Int?
  /// Where the back-tick is that ends a piece of code inside prose.
  private var closingTick: Int?
  /// What a comment adds to the next call.
  private var with = JSONObject()
  private let isPython: Bool
  let ids: GivenIDs
  /// What was found, in order.
  var found: [FoundCall] = []
  /// Commands whose quotes do not end: each is looked for up to the end of the text.
  var unended = 0

  private init(_ bytes: [UInt8], _ ids: GivenIDs) {
    text = CodeText(bytes)
    self.ids = ids
    isPython = Self.hasPythonImport(bytes)
  }

  /// Reads all calls of a text.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, at most `longest`.
  ///   - ids: for calls that have neither.
  /// - Returns: a record for each call, also one that is wrong; at least one record.
  /// - Throws: `InputRefusal` for a text in another language of which nothing can be read.
  package static func records(
    of bytes: [UInt8], ids: GivenIDs = GivenIDs()
  ) throws(InputRefusal) -> [CallRecord] {
    guard bytes.count <= longest else {
      let error = RecordError("code over 1 MiB; paste the calls alone", line: 1, column: 1)
      return [CallRecord(line: 1, call: .failure(error))]
    }
    let document = PastedDocument(bytes)
    var reader = CodeReader(document.code, ids)
    while !reader.text.isAtEnd { reader.step() }
    let records = Visitors(of: bytes, ids).records(of: reader.found, in: document.code)
    let all =
      document.records(ids).isEmpty
      ? records : (records + document.records(ids)).sorted { $0.line < $1.line }
    guard !all.contains(where: { if case .success = $0.call { true } else { false } }) else {
      return all
    }
    if let language = ForeignText.name(of: bytes) { throw .foreign(language) }
    guard all.isEmpty else { return all }
    let error = RecordError(
      "no call of analytics.page, screen, identify or track is in this text", line: 1, column: 1)
    return [CallRecord(line: 1, call: .failure(error))]
  }

  /// Whether a text looks like code with a call in it, or holds a curl command.
  static func mayRead(_ bytes: some Collection<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self).utf8
    let isSegment = ["nalytics", "egment"].contains { text.contains($0) }
    let methods = CallType.allCases.map(\.rawValue) + ["group", "alias", "Track", "Identify"]
    if isSegment, methods.contains(where: { text.contains($0) }) { return true }
    let others = [
      ".track(", ".identify(", " track:@", " identify:@", "// call: {", "curl ", "```", "~~~",
    ]
    return others.contains { text.contains($0) }
  }

  /// An import line of Python without quotes: `import segment.analytics as analytics`.
  private static func hasPythonImport(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: 0x0A).contains { line in
      let words = String(decoding: line, as: UTF8.self)
        .split { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "." || $0 == "," }
      let isPlain = !line.contains { "'\"`{;".utf8.contains($0) }
      return isPlain && words.contains("analytics")
        && (words.first == "import" || (words.first == "from" && words.contains("import")))
    }
  }
}

/// A call, or what is wrong with one, where it stands in its text.
struct FoundCall {
  enum Content {
    case call(JSONObject, isOfServer: Bool)
    /// What another reader has made of it.
    case record(CallRecord)
    case failure(CodeError)
    case reset
  }

  /// 0-based offset.
  var start: Int
  var content: Content
  var notes: [CodeError] = []
}

extension CodeReader {
  /// Reads on by one word, sign or string.
  private mutating func step() {
    text.skipBlanks()
    for comment in text.comments { read(comment: comment) }
    guard let byte = text.peek() else { return }
    if text.at == closingTick {
      text.at += 1
      receiver = nil
      closingTick = nil
    } else if CodeText.isWord(byte) {
      readWord()
    } else if byte == UInt8(ascii: "`"), let end = text.endOfInlineCode() {
      closingTick = end
      text.at += 1
      receiver = nil
    } else if text.skipString() || text.skipRegularExpression() {
      receiver = nil
    } else {
      readSign(byte)
    }
  }

  private mutating func readWord() {
    let start = text.at
    let word = text.word()
    if word == "curl", readCommand(at: start) { return }
    if read(method: word, at: start) { return }
    if receiver?.endsWithDot != true { receiver = Receiver(start: start) }
    receiver?.add(word)
  }

  /// Reads a method with its arguments; false when the word is none.
  private mutating func read(method word: String, at start: Int, isQuoted: Bool = false) -> Bool {
    guard let method = Method(word) else { return false }
    let end = text.at
    if let message, receiver != nil, !isQuoted, text.takeBlanksAndColon() {
      readMessage(method, word, from: message, end)
      return true
    }
    let isCall = text.takeCallBracket()
    guard isCall else {
      text.at = end
      return false
    }
    guard let receiver, receiver.endsWithDot || isQuoted else {
      text.at = end
      return readBare(method, word, start, end)
    }
    if receiver.isSegment {
      read(method, word, receiver, from: end)
      return true
    }
    text.at = end
    guard isForeignCall(method) else { return false }
    fail(
      CodeError(
        "\(receiver.name).\(word) is not read; write it as analytics.\(word.lowercased())(…)",
        at: receiver.start), at: receiver.start)
    self.receiver = nil
    return true
  }

  /// A call without a receiver: a function that somebody has wrapped around a library's.
  private mutating func readBare(
    _ method: Method, _ word: String, _ start: Int, _ end: Int
  ) -> Bool {
    guard
      receiver?.words.last.map({ !["function", "def", "func", "fun", "new", "void"].contains($0) })
        ?? true,
      case .call = method, text.isAt("("), text.beginsLiteral(behind: 1)
    else { return false }
    fail(
      CodeError("\(word) without its library is not read; write analytics.\(word)(…)", at: start),
      at: start)
    receiver = nil
    return true
  }

  /// Whether a call of another library tracks somebody.
  private func isForeignCall(_ method: Method) -> Bool {
    switch method {
    case .call(.track), .call(.identify), .kindred: true
    case .call(.page), .call(.screen):
      text.copy { $0.takeCallBracket() && $0.beginsLiteral(behind: 0) }
    case .refused, .reset: false
    }
  }

  private mutating func readSign(_ byte: UInt8) {
    let start = text.at
    text.at += 1
    switch byte {
    case UInt8(ascii: "."): receiver?.endsWithDot = true
    case UInt8(ascii: "?"), UInt8(ascii: "!"): break
    case UInt8(ascii: "("):
      outer.append((receiver, text.at))
      receiver = nil
    case UInt8(ascii: ")"): closeBracket(before: start)
    case UInt8(ascii: "["):
      if readQuotedMember() { return }
      if message == nil { message = start }
      receiver = nil
    case UInt8(ascii: "]"): break
    case UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      message = nil
      receiver = nil
    default: receiver = nil
    }
  }

  /// Behind its arguments a receiver goes on: `Analytics.shared().track(…)`.
  private mutating func closeBracket(before close: Int) {
    guard let (before, start) = outer.popLast() else { return receiver = nil }
    receiver = before
    let isEmpty = start <= close && text.bytes[start..<close].allSatisfy(\.isJSONBlank)
    if !isEmpty { receiver?.hasArguments = true }
  }

  /// `['track']` behind a receiver, from behind its bracket.
  private mutating func readQuotedMember() -> Bool {
    let start = text.at
    guard receiver != nil, let name = text.takeString(), text.take("]") else {
      text.at = start
      return false
    }
    if !read(method: name, at: start, isQuoted: true) { receiver?.add(name) }
    return true
  }
}

extension CodeReader {
  /// Reads `analytics.track(…)` from behind its opening bracket.
  private mutating func read(
    _ method: Method, _ word: String, _ receiver: Receiver, from end: Int
  ) {
    self.receiver = nil
    let isPython = isPython
    take(method, word, from: receiver.start, resumingAt: end) { (type, text) throws(CodeError) in
      let start = text.at
      return try CodeCall(type, CodeArguments.read(&text), isPython: isPython, at: start)
    }
  }

  /// Reads `[… track:…]` from behind its first colon.
  private mutating func readMessage(_ method: Method, _ word: String, from start: Int, _ end: Int) {
    let name = receiver?.name ?? ""
    let isSegment = receiver?.isSegment == true
    receiver = nil
    message = nil
    guard isSegment else {
      text.skipBlanks()
      if text.isAt("@") {
        fail(
          CodeError(
            "[\(name) \(word):…] is not read; write it as [[SEGAnalytics sharedAnalytics] \(word):…]",
            at: start), at: start)
      }
      return text.at = end
    }
    take(method, word, from: start, resumingAt: end) { (type, text) throws(CodeError) in
      let start = text.at
      return try CodeCall(type, CodeArguments.readMessage(&text), isPython: false, at: start)
    }
  }

  private mutating func take(
    _ method: Method, _ word: String, from start: Int, resumingAt end: Int,
    _ read: (CallType, inout CodeText) throws(CodeError) -> CodeCall
  ) {
    let with = self.with
    self.with = JSONObject()
    do throws(CodeError) {
      switch method {
      case .reset: found.append(FoundCall(start: start, content: .reset))
      case .refused:
        let reason = "\(word) is not taken: only page, screen, identify and track are"
        throw CodeError(reason, at: start)
      case .kindred:
        let reason =
          "\(word) is not read; write the page, screen, identify or track call that it makes"
        throw CodeError(reason, at: start)
      case .call(let type):
        let call = try read(type, &text)
        found.append(
          FoundCall(
            start: start, content: .call(try call.json(with: with), isOfServer: call.isOfServer),
            notes: call.notes))
      }
    } catch {
      fail(error, at: start)
      text.at = end
    }
  }

  mutating func fail(_ error: CodeError, at start: Int) {
    found.append(FoundCall(start: start, content: .failure(error)))
  }

  /// `// with: {…}` and `// call: {…}`.
  private mutating func read(comment: Range<Int>) {
    let words = text.text(comment)
    for (mark, isCall) in [("// with: {", false), ("// call: {", true)] where words.hasPrefix(mark)
    {
      let json = Array(words.utf8.dropFirst(mark.utf8.count - 1))
      do throws(JSONError) {
        let call = try Call(parsing: json)
        if isCall {
          let record = CallRecord(line: 1, call: .success(call))
          found.append(FoundCall(start: comment.lowerBound, content: .record(record)))
        } else {
          with = call.json.objectValue ?? JSONObject()
        }
      } catch {
        // Bytes that are no text were made longer before they were parsed.
        let offset = min(
          comment.lowerBound + mark.utf8.count - 1 + error.offset, comment.upperBound)
        fail(CodeError(error.reason.rawValue, at: offset), at: comment.lowerBound)
      }
    }
  }
}

extension CodeReader.Receiver {
  /// For messages: `Analytics.with(…)`.
  var name: String { words.joined(separator: ".") + (hasArguments ? "(…)" : "") }
}
