internal import KustomerDestination

/// Reads the arguments of `analytics.track(…)` and its kin as analytics.js resolves them.
struct JavaScriptCall {
  private enum Argument {
    case value(JSON)
    case function
    /// An expression that would have to be run.
    case unread(CodeError)

    var isObject: Bool {
      if case .value(.object) = self { true } else { false }
    }
  }

  private var values = CodeValues(.javaScript)
  private var arguments: [Argument] = []
  private var call: SpokenCall

  private init(_ type: CallType, _ start: Int) { call = SpokenCall(type, at: start) }

  /// Reads a call from behind its opening bracket to behind its closing one.
  static func read(
    _ type: CallType, _ text: inout CodeText
  ) throws(CodeError) -> SpokenCall {
    var reader = JavaScriptCall(type, text.at)
    try reader.readArguments(&text)
    reader.resolve()
    reader.call.notes += reader.values.notes
    return reader.call
  }

  private mutating func readArguments(_ text: inout CodeText) throws(CodeError) {
    var ignored: [CodeError] = []
    var arguments: [Argument] = []
    try values.list(&text, until: ")") { (values, text) throws(CodeError) in
      let start = text.at
      let argument = try Self.argument(&text, &values)
      switch argument {
      case .function: ignored.append(CodeError("the callback is left out", at: start))
      case .unread(let error):
        // Behind the properties stand options and callbacks, which may as well be left out.
        guard arguments.contains(where: \.isObject) else { throw error }
        ignored.append(CodeError("argument \(arguments.count + 1) is left out", at: start))
      case .value: break
      }
      arguments.append(argument)
    }
    self.arguments = arguments
    call.notes += ignored
  }

  private static func argument(
    _ text: inout CodeText, _ values: inout CodeValues
  ) throws(CodeError) -> Argument {
    if skipFunction(&text) { return .function }
    let start = text.at
    do throws(CodeError) {
      let value = try values.read(&text)
      text.skipBlanks()
      if text.isAt(",") || text.isAt(")") { return .value(value.json) }
      throw values.notLiteral(text)
    } catch {
      text.at = start
      // Something wrong inside a literal is told as it is.
      guard let first = text.peek(), CodeText.isWord(first) else { throw error }
      guard text.skipExpression() else { throw error }
      return .unread(error)
    }
  }

  /// Goes behind a function: `function () {…}`, `() => …`, `x => …`.
  private static func skipFunction(_ text: inout CodeText) -> Bool {
    let start = text.at
    let word = text.peekWord()
    if word == "function" || word == "async" {
      if text.skipExpression() { return true }
    } else if text.isAt("("), text.skipBrackets() {
      text.skipBlanks()
      if text.isAt("=>"), text.skipExpression() { return true }
    } else if !word.isEmpty {
      _ = text.word()
      text.skipBlanks()
      if text.isAt("=>"), text.skipExpression() { return true }
    }
    text.at = start
    return false
  }
}

extension JavaScriptCall {
  private mutating func resolve() {
    if resolveWholeCall() { return }
    switch call.type {
    case .track: resolveTrack()
    case .identify: resolveIdentify()
    case .page, .screen: resolvePage()
    }
  }

  private func value(_ index: Int) -> JSON? {
    guard arguments.indices.contains(index), case .value(let value) = arguments[index] else {
      return nil
    }
    return value
  }

  /// The server libraries' form: `analytics.track({userId: "u", event: "Registered"})`.
  private mutating func resolveWholeCall() -> Bool {
    guard let object = value(0)?.objectValue else { return false }
    let isWhole = object["userId"] != nil || object["anonymousId"] != nil
    guard call.type == .track || (isWhole && value(1) == nil) else { return false }
    var rest = object
    for (name, path) in Self.wholeCall {
      call[keyPath: path] = rest[name]
      rest[name] = nil
    }
    let payload = call.type == .identify ? "traits" : "properties"
    call.payload = rest[payload]
    rest[payload] = nil
    if call.type == .track {
      call.name = rest["event"]
      rest["event"] = nil
    }
    call.options = .object(rest)
    return true
  }

  private static var wholeCall: [(String, WritableKeyPath<SpokenCall, JSON?>)] {
    [("userId", \.userId), ("name", \.name), ("category", \.category)]
  }

  private mutating func resolveTrack() {
    call.name = value(0)
    call.payload = value(1)
    call.options = value(2)
  }

  private mutating func resolveIdentify() {
    let isWithoutId = value(0)?.objectValue != nil
    call.userId = isWithoutId ? nil : value(0)
    call.payload = value(isWithoutId ? 0 : 1)
    call.options = value(isWithoutId ? 1 : 2)
  }

  /// A lone string is the name, two are category and name; then properties and options.
  private mutating func resolvePage() {
    let strings = arguments.indices.prefix(2).compactMap { value($0)?.stringValue }
    call.name = strings.last.map(JSON.string)
    call.category = strings.count == 2 ? .string(strings[0]) : nil
    let objects = arguments.indices.compactMap { value($0) }.filter { value in
      value.objectValue != nil || (value == .null && call.name != nil)
    }
    // With a name, a null that stands before it is a category that is left open.
    let isCategoryNull = value(0) == .null && value(1)?.stringValue != nil
    let rest = isCategoryNull ? Array(objects.dropFirst()) : objects
    call.payload = rest.first
    call.options = rest.count > 1 ? rest[1] : nil
  }
}
