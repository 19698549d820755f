internal import KustomerDestination

/// Whose calls those of a text of code are: one browser's, whose visitor gets a name made of the
/// text, and who is somebody from the first `identify` on.
struct Visitors {
  private let text: [UInt8]
  private let ids: GivenIDs
  /// The visitor of the browser, as it is now.
  private var visitor: String
  /// Of the last identify.
  private var userId: JSON?

  /// The ids are for calls that have neither; they stand over the name made of the text.
  init(of text: [UInt8], _ ids: GivenIDs) {
    self.text = text
    self.ids = ids
    visitor = Self.name(of: text[...])
  }

  /// The name of a visitor, fixed by the text alone.
  private static func name(of text: ArraySlice<UInt8>) -> String {
    "visitor-" + FNV1a.hex(FNV1a.hash32(text))
  }

  /// The records of what was found, with the places of the text.
  func records(of found: [FoundCall], in text: [UInt8]) -> [CallRecord] {
    var visitors = self
    var places = Places(text)
    let calls = found.count { if case .call = $0.content { true } else { false } }
    return found.compactMap { visitors.record(of: $0, isAlone: calls < 2, &places) }
  }

  private mutating func record(
    of found: FoundCall, isAlone: Bool, _ places: inout Places
  ) -> CallRecord? {
    let line = places.begin(at: found.start).line
    switch found.content {
    case .reset:
      userId = nil
      visitor = Self.name(of: text[min(found.start, text.count)...])
      return nil
    case .failure(let error):
      let error = RecordError(error.reason, at: places.place(of: error.offset))
      return CallRecord(line: line, call: .failure(error))
    case .record(var record):
      record.line += line - 1
      record.call = record.call.mapError {
        RecordError($0.reason, line: $0.line + line - 1, column: $0.column)
      }
      return record
    case .call(let call, let isOfServer):
      let notes = found.notes.map {
        RecordError($0.reason, at: places.place(of: $0.offset)).message()
      }
      var diagnostics: [Diagnostic] = []
      let whole =
        isAlone || isOfServer && !(call["userId"].isNobody && call["anonymousId"].isNobody)
        ? ids.filling(call) : person(of: call, &diagnostics)
      guard let parsed = RecordText.parsed(JSON.object(whole).compactBytes) else {
        let error = RecordError("nested over 512 levels", at: places.place(of: found.start))
        return CallRecord(line: line, call: .failure(error))
      }
      return CallRecord(
        line: line, call: .success(parsed), diagnostics: diagnostics, notes: notes)
    }
  }

  /// The call with the ids that the browser would give it.
  private mutating func person(
    of call: JSONObject, _ diagnostics: inout [Diagnostic]
  ) -> JSONObject {
    var own = call
    if call["type"]?.stringValue == CallType.identify.rawValue, !call["userId"].isNobody {
      userId = call["userId"]
    } else if call["userId"].isNobody, let userId {
      own["userId"] = userId
      diagnostics.append(
        Diagnostic(
          .note, .userIdCarried, path: "userId", "the userId is that of the identify before it"))
    }
    if own["userId"].isNobody, own["anonymousId"].isNobody, !ids.isEmpty {
      return ids.filling(own)
    }
    if own["anonymousId"].isNobody {
      let visitor = ids.anonymousId ?? self.visitor
      own["anonymousId"] = .string(visitor)
      diagnostics.append(
        Diagnostic(
          .note, .anonymousIdSupplied, path: "anonymousId",
          "code names no visitor; \(visitor) stands for the one browser of this text"))
    }
    let first = ["type", "userId", "anonymousId"]
    let ordered = first.compactMap { name in own[name].map { JSONObject.Member(name, $0) } }
    return JSONObject(ordered + own.members.filter { !first.contains($0.key) })
  }
}

/// Lines and columns of offsets in a text; those of what was found are counted once, in order.
private struct Places {
  private let text: [UInt8]
  private var counted = 0
  private var last = InputBuffer.Position()

  init(_ text: [UInt8]) { self.text = text }

  /// The place where something was found.
  mutating func begin(at offset: Int) -> InputBuffer.Position {
    let place = place(of: offset)
    if offset > counted { (counted, last) = (min(offset, text.count), place) }
    return place
  }

  /// The place of an offset behind it.
  func place(of offset: Int) -> InputBuffer.Position {
    let offset = min(offset, text.count)
    var (start, place) = (counted, last)
    // Of a message that holds another one.
    if offset < counted { (start, place) = (0, InputBuffer.Position()) }
    place.advance(over: text[start..<offset])
    return place
  }
}
